package dev.easel.server.verify;

import static dev.easel.server.store.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.embedded.EmbeddedPostgres;
import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.Limits;
import dev.easel.protocol.json.Json;
import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.database.Migrations;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Waits;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.log.TraceId;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Journal.Entry;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Origin;
import dev.easel.server.persistence.Snapshot;
import dev.easel.server.progress.Progress;
import dev.easel.server.store.AnyoneClaims;
import dev.easel.server.store.PgJournalStore;
import dev.easel.server.store.PgProjectStore;
import dev.easel.server.store.PgProjects;
import dev.easel.server.store.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class VerifyTest {
    private static TestDatabase test;
    private static PgJournalStore journal;

    private final PgProjectStore store = new PgProjectStore(
            test.database(), 25, _ -> {}, _ -> {}, new AnyoneClaims(test.database(), InstantSource.system()));
    private final PgProjects projects =
            new PgProjects(test.database(), _ -> {}, UUID::randomUUID, InstantSource.system(), () -> {});
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
        journal = new PgJournalStore(test.vertx(), new PrimarySearch(test.vertx(), test.address()), Waits.USUAL);
    }

    @AfterAll
    static void close() {
        await(journal.close());
        test.close();
    }

    /** Events 1 to 120, rows at 80, snapshots at 40 and 80, in three epochs. */
    private UUID project(RandomEvents random) {
        UUID project = await(projects.create("a canvas", Json.EMPTY_OBJECT)).id();
        long saved = 0;
        for (int round = 1; round <= 3; round++) {
            long epoch = load(project).epoch();
            List<Event> events = random.next(40);
            commit(project, epoch, events.subList(0, 10));
            commit(project, epoch, events.subList(10, 40));
            if (round < 3) {
                save(project, epoch, saved, random.canvas);
                saved = random.canvas.seq();
                await(store.saveSnapshot(new Snapshot(project, epoch, saved, List.copyOf(random.canvas.objects()))));
            }
        }
        return project;
    }

    private void commit(UUID project, long epoch, List<Event> events) {
        List<Entry> entries = events.stream()
                .map(event -> new Entry(event, EventCodec.changes(event.changes()), Origin.UNKNOWN, TraceId.NONE))
                .toList();
        assertEquals(Set.of(project), await(journal.commit(List.of(new Run(project, epoch, entries)))));
    }

    private void save(UUID project, long epoch, long after, Canvas canvas) {
        Capture capture = new Capture(
                project, epoch, after, canvas.seq(), 0, canvas.changedSince(after), canvas.deletedSince(after));
        assertInstanceOf(SaveOutcome.Saved.class, await(store.save(capture)));
    }

    private Loaded.Found load(UUID project) {
        return assertInstanceOf(Loaded.Found.class, await(store.load(project, LoadLimit.NONE)));
    }

    private static Canvas canvas(Loaded.Found found) {
        Canvas canvas = new Canvas(Limits.DEFAULTS, found.checkpoint(), found.checkpointAt(), found.objects());
        found.events().forEach(canvas::apply);
        return canvas;
    }

    private Verify verify(Map<String, String> environment) {
        return new Verify(
                environment::get, new PrintStream(printed, true, StandardCharsets.UTF_8), Progress.onStandardError());
    }

    private int verify(UUID... named) {
        DatabaseAddress at = test.address();
        String url = "postgresql://" + at.user() + ":" + at.password() + "@" + at.places() + "/" + at.database()
                + "?sslmode=" + at.sslMode().value;
        Map<String, String> environment = Map.of("DATABASE_URL", url);
        printed.reset();
        return verify(environment).run(List.of(named));
    }

    private void assertFinds(UUID project, String... words) {
        assertEquals(Verify.DIFFERS, verify(project), printed.toString(StandardCharsets.UTF_8));
        for (String word : words) {
            assertTrue(said().contains(word), said());
        }
    }

    private String said() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("random events are the same by rows, by snapshots and by replay; and by the journal alone")
    void whole() {
        for (long seed = 1; seed <= 20; seed++) {
            RandomEvents events = new RandomEvents(seed);
            UUID project = project(events);
            assertEquals(Verify.SAME, verify(project), "seed " + seed + ": " + said());
            assertTrue(said().startsWith(project + " same: 120 events"), said());
            assertSame(events.canvas, canvas(load(project)), seed);
            test.sql("delete from canvas_object where project_id = $1", project);
            test.sql("delete from snapshot where project_id = $1", project);
            test.sql("update project set checkpoint_seq = 0 where id = $1", project);
            Loaded.Found found = load(project);
            Canvas replayed = canvas(found);
            assertSame(events.canvas, replayed, seed);
            save(project, found.epoch(), 0, replayed);
            assertEquals(Verify.SAME, verify(project), "seed " + seed + ": " + said());
            assertSame(events.canvas, canvas(load(project)), seed);
        }
    }

    private static void assertSame(Canvas one, Canvas other, long seed) {
        assertEquals(one.seq(), other.seq());
        Findings findings = new Findings();
        Comparison comparison = new Comparison("loaded", one, findings);
        other.objects().forEach(comparison::take);
        comparison.reportMissing();
        assertTrue(findings.isEmpty(), "seed " + seed + ": " + findings.lines());
    }

    @Test
    @DisplayName("a changed row, a missing row and an extra row are each found, with their place")
    void rows() {
        RandomEvents events = new RandomEvents(101);
        UUID project = project(events);
        long at = test.number("select checkpoint_seq from project where id = $1", project);
        var some = test.sql("select id, seq from canvas_object where project_id = $1 order by id", project)
                .iterator();
        var row = some.next();
        String id = row.getString("id");
        test.sql(
                "update canvas_object set props = props || '{\"tampered\": [1]}' where project_id = $1 and id = $2",
                project,
                id);
        assertFinds(
                project,
                project + " differs",
                "object " + id + ", property tampered: absent by the replay, [1] in the rows at " + at
                        + "; its last change is event " + row.getLong("seq"));
        test.sql("""
                update canvas_object set props = props - 'tampered', updated_by = 'Eve'
                 where project_id = $1 and id = $2""", project, id);
        assertFinds(project, "object " + id + ", updated_by: Ada by the replay, Eve in the rows");
        test.sql("delete from canvas_object where project_id = $1 and id = $2", project, id);
        assertFinds(
                project,
                "object " + id + " is not in the rows at " + at + "; its last change is event " + row.getLong("seq"));
        test.sql("insert into canvas_object values ($1, 'extra', '{}', 3, now(), 'Eve')", project);
        assertFinds(
                project, "object extra is in the rows at " + at + " and not in the replay", "object " + id + " is not");
    }

    @Test
    @DisplayName("a missing event, an unreadable one, and a journal that ends too soon are each found")
    void events() {
        UUID missing = project(new RandomEvents(102));
        test.sql("delete from event where project_id = $1 and seq = 57", missing);
        assertFinds(missing, "event 57 is missing: the next one is 58");
        UUID last = project(new RandomEvents(103));
        test.sql("delete from event where project_id = $1 and seq = 120", last);
        assertFinds(last, "the events end at 119, the seq of the project is 120");
        UUID unreadable = project(new RandomEvents(104));
        test.sql("update event set changes = '[{\"op\":\"jump\"}]' where project_id = $1 and seq = 3", unreadable);
        assertFinds(unreadable, "event 3 cannot be applied");
        UUID epochs = project(new RandomEvents(105));
        test.sql("update event set epoch = 1 where project_id = $1 and seq = 100", epochs);
        assertFinds(epochs, "event 100 has epoch 1, an event before it ");
        UUID duplicate = project(new RandomEvents(106));
        test.sql("drop index event_once");
        test.sql("update event set edit = 1 where project_id = $1 and seq between 100 and 101", duplicate);
        assertFinds(duplicate, "this (client, edit) is stored more than once");
        test.sql("update event set edit = -seq where project_id = $1 and seq between 100 and 101", duplicate);
        test.sql("create unique index event_once on event (project_id, client, edit)");
    }

    @Test
    @DisplayName("a project that is deleted is left alone, whatever of it is still stored")
    void deleted() {
        UUID gone = project(new RandomEvents(108));
        await(projects.delete(gone));
        assertTrue(test.number("select count(*) from event where project_id = $1", gone) > 0);
        verify(new UUID[0]);
        assertFalse(said().contains(gone.toString()));
    }

    @Test
    @DisplayName("a changed snapshot and an unreadable one are found")
    void snapshots() {
        RandomEvents events = new RandomEvents(107);
        UUID project = project(events);
        long epoch = load(project).epoch();
        test.sql("delete from snapshot where project_id = $1 and seq = 40", project);
        RandomEvents before = new RandomEvents(107);
        before.next(40);
        List<CanvasObject> tampered = before.canvas.objects().stream().skip(1).toList();
        CanvasObject gone = before.canvas.objects().iterator().next();
        await(store.saveSnapshot(new Snapshot(project, epoch, 40, tampered)));
        assertFinds(
                project,
                "object " + gone.id() + " is not in the snapshot at 40; its last change is event " + gone.seq());
        test.sql("update snapshot set objects = 'nonsense' where project_id = $1 and seq = 40", project);
        assertFinds(project, "the snapshot at 40 cannot be read");
        test.sql("delete from snapshot where project_id = $1 and seq = 40", project);
        assertEquals(Verify.SAME, verify(project), said());
    }

    @Test
    @DisplayName("what cannot be verified is not reported as the same")
    void notVerified() {
        UUID project = project(new RandomEvents(108));
        assertEquals(Verify.NOT_VERIFIED, verify(UUID.randomUUID(), project), said());
        Map<String, String> nowhere = Map.of("DATABASE_URL", "postgresql://a:b@127.0.0.1:1/c");
        assertEquals(Verify.NOT_VERIFIED, verify(nowhere).run(List.of()));
    }

    @Test
    @DisplayName(
            "an embedded database is verified whether it runs or not, and left as it was; a missing one is not created")
    void embedded() throws Exception {
        Path data = Files.createTempDirectory("easel-verify-").resolve("data");
        Verify verify = verify(Map.of("EASEL_DATA", data.toString()));
        assertEquals(Verify.NOT_VERIFIED, verify.run(List.of()));
        assertFalse(Files.exists(data));
        EmbeddedPostgres running = EmbeddedPostgres.start(data);
        try {
            await(new Migrations(
                            test.vertx(), DatabaseAddress.of(running.address().url()))
                    .run());
            assertEquals(Verify.SAME, verify.run(List.of()), said());
            assertTrue(EmbeddedPostgres.runningOn(data).isPresent());
        } finally {
            running.stop();
        }
        assertEquals(Verify.SAME, verify.run(List.of()), said());
        assertTrue(EmbeddedPostgres.runningOn(data).isEmpty());
        try (Stream<Path> files = Files.walk(data.getParent())) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    @Test
    @DisplayName("numbers stored before they had one spelling are the same, of whatever length PostgreSQL writes them")
    void older_numbers() {
        UUID project = await(projects.create("a canvas", Json.EMPTY_OBJECT)).id();
        long epoch = load(project).epoch();
        test.sql(
                """
                insert into event (project_id, seq, epoch, at, actor, client, edit, changes) values ($1, 1, $2, now(),
                    'ada', $1, 1, $3::text::json)""",
                project,
                epoch,
                "[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"zero\":0e-9999,\"far\":1e300,\"x\":1.50}}]");
        test.sql("""
                insert into canvas_object select project_id, 'a', (changes -> 0 -> 'props')::text::jsonb, 1, at, actor
                  from event where project_id = $1""", project);
        test.sql("update project set seq = 1, checkpoint_seq = 1 where id = $1", project);
        assertEquals(Verify.SAME, verify(project), said());
        assertEquals(
                "{\"x\":1.5,\"far\":1e+300,\"zero\":0}",
                canvas(load(project)).object("a").props().toString());
    }

    @Test
    @DisplayName("values differ as values, not as text")
    void values() {
        Map<String, String> same = new TreeMap<>(Map.of("{\"a\":1,\"b\":[-0,1e2]}", "{\"b\": [0, 100.0], \"a\": 1.0}"));
        same.forEach((one, other) -> assertTrue(Difference.between(one, other).isEmpty()));
        assertEquals(
                new Difference("b.c[1]", "2", "\"2\""),
                Difference.between("{\"a\":1,\"b\":{\"c\":[1,2]}}", "{\"a\":1,\"b\":{\"c\":[1,\"2\"]}}")
                        .orElseThrow());
        assertEquals(
                new Difference("c[0]", "absent", "null"),
                Difference.between("{\"c\":[]}", "{\"c\":[null]}").orElseThrow());
    }
}
