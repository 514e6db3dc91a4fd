package dev.easel.server.store;

import static dev.easel.server.store.StoreFixtures.BEGAN;
import static dev.easel.server.store.StoreFixtures.CLIENT;
import static dev.easel.server.store.StoreFixtures.deletes;
import static dev.easel.server.store.StoreFixtures.event;
import static dev.easel.server.store.StoreFixtures.json;
import static dev.easel.server.store.StoreFixtures.object;
import static dev.easel.server.store.StoreFixtures.objects;
import static dev.easel.server.store.StoreFixtures.puts;
import static dev.easel.server.store.StoreFixtures.run;
import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.protocol.json.Json;
import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.autosave.SaveOutcome.Saved;
import dev.easel.server.autosave.SaveStore;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.HeapBytes;
import dev.easel.server.database.Database;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Waits;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Claims;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Loaded.Continued;
import dev.easel.server.persistence.Loaded.Found;
import dev.easel.server.persistence.Previews.Known;
import dev.easel.server.persistence.Previews.Preview;
import dev.easel.server.persistence.ProjectStore;
import dev.easel.server.persistence.ProjectStore.Missed;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PgProjectStoreTest extends ProjectStoreContract {
    private static TestDatabase test;
    private static PgJournalStore journal;

    private final AtomicInteger setAside = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<UUID> released = new ArrayList<>();
    private final PgProjectStore store = new PgProjectStore(
            test.database(), 25, setAside::addAndGet, refused::addAndGet, new AnyoneClaims(test.database(), clock()));
    private final PgProjects projects =
            new PgProjects(test.database(), setAside::addAndGet, UUID::randomUUID, InstantSource.system(), () -> {});

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
        journal = new PgJournalStore(test.vertx(), new PrimarySearch(test.vertx(), test.address()), Waits.USUAL);
        test.sql("create extension pg_stat_statements");
    }

    @AfterAll
    static void close() {
        await(journal.close());
        test.close();
    }

    @Test
    @DisplayName("what somebody else has claimed, or deleted, before it was read is not found, and is given up")
    void overtaken() {
        UUID taken = project();
        UUID gone = project();
        assertInstanceOf(
                Loaded.Elsewhere.class,
                await(overtakenBy("update project set epoch = epoch + 1 where id = $1")
                        .load(taken, LoadLimit.NONE)));
        assertInstanceOf(
                Loaded.Absent.class,
                await(overtakenBy("delete from project where id = $1").load(gone, LoadLimit.NONE)));
        assertEquals(List.of(taken, gone), released);
    }

    /** Something happens to each project between its claim and its load. */
    private ProjectStore overtakenBy(String sql) {
        Claims claims = new AnyoneClaims(test.database(), clock());
        return new PgProjectStore(test.database(), 25, _ -> {}, _ -> {}, new Claims() {
            @Override
            public Future<Claim> claim(UUID project) {
                return claims.claim(project)
                        .compose(claim ->
                                test.database().query(sql, Tuple.of(project)).map(claim));
            }

            @Override
            public void release(UUID project, long epoch) {
                released.add(project);
            }

            @Override
            public Future<Void> handOver(UUID project, long epoch, String successor) {
                return claims.handOver(project, epoch, successor);
            }
        });
    }

    // ---- previews

    private UUID previewed() {
        UUID project = project();
        long epoch = load(project).epoch();
        saved(puts(project, epoch, 0, objects(3, 0)));
        commit(run(project, epoch, 4, 5));
        return project;
    }

    private static Preview preview(Future<Optional<Preview>> read) {
        return await(read).orElseThrow();
    }

    @Test
    @DisplayName("a preview claims nothing, and tells which events it knows; the load after it reads the later ones")
    void preview() {
        UUID project = previewed();
        long epoch = test.number("select epoch from project where id = $1", project);
        Preview preview = preview(store.preview(project, LoadLimit.NONE));
        assertEquals(epoch, test.number("select epoch from project where id = $1", project));
        assertEquals(new Known(5, epoch, 3), preview.known());
        assertEquals(3, preview.found().objects().size());
        assertEquals(2, preview.found().events().size());

        commit(run(project, epoch, 6, 7));
        CanvasObject last = object("o1", "{\"n\":7}", 7);
        assertInstanceOf(Saved.class, save(new Capture(project, epoch, 3, 7, BEGAN + 7, List.of(last), List.of())));
        Continued since =
                assertInstanceOf(Continued.class, await(store.load(project, preview.known(), LoadLimit.NONE)));
        assertTrue(since.epoch() > epoch, "claimed");
        assertEquals(List.of(6L, 7L), since.events().stream().map(Event::seq).toList());
        assertEquals(7, since.saved());
    }

    @Test
    @DisplayName("what was known of an empty project holds; of one that is gone there is nothing")
    void preview_of_nothing() {
        UUID project = project();
        Preview preview = preview(store.preview(project, LoadLimit.NONE));
        assertEquals(new Known(0, 0, 0), preview.known());
        assertInstanceOf(Continued.class, await(store.load(project, preview.known(), LoadLimit.NONE)));
        delete(project);
        assertInstanceOf(Loaded.Absent.class, await(store.load(project, preview.known(), LoadLimit.NONE)));
        assertEquals(Optional.empty(), await(store.preview(project, LoadLimit.NONE)));
    }

    @Test
    @DisplayName("where a failover has taken back an event, or a save, of what is known, everything is read")
    void preview_taken_back() {
        UUID project = previewed();
        Known known = preview(store.preview(project, LoadLimit.NONE)).known();
        Known another = new Known(5, known.epoch() - 1, 3);
        assertEquals(
                3,
                assertInstanceOf(Found.class, await(store.load(project, another, LoadLimit.NONE)))
                        .objects()
                        .size());
        Known later = new Known(6, known.epoch(), 3);
        assertInstanceOf(Found.class, await(store.load(project, later, LoadLimit.NONE)));
        test.sql("update project set checkpoint_seq = 0 where id = $1", project);
        test.sql("delete from canvas_object where project_id = $1", project);
        assertEquals(
                5,
                assertInstanceOf(Found.class, await(store.load(project, known, LoadLimit.NONE)))
                        .events()
                        .size());
    }

    @Test
    @DisplayName("a copy that is far behind is read again; rows that only a load can make sense of are not previewed")
    void preview_of_much() {
        UUID project = previewed();
        Known known = preview(store.preview(project, LoadLimit.NONE)).known();
        long epoch = test.number("select epoch from project where id = $1", project);
        commit(run(
                project,
                epoch,
                event(6, new Change.Put("big", large("x"))),
                event(7, new Change.Put("big", large("y")))));
        assertInstanceOf(Found.class, await(store.load(project, known, LoadLimit.NONE)));
        spoilRow(project, "o3");
        assertEquals(Optional.empty(), await(store.preview(project, LoadLimit.NONE)));
    }

    @Test
    @DisplayName("events that are small as text and many times larger in memory are all told of what goes on")
    void preview_of_much_in_memory() {
        UUID project = previewed();
        Known known = preview(store.preview(project, LoadLimit.NONE)).known();
        long epoch = test.number("select epoch from project where id = $1", project);
        Event[] deletions = LongStream.rangeClosed(6, 155)
                .mapToObj(seq -> event(
                        seq, Collections.nCopies(1_000, new Change.Delete("a")).toArray(Change[]::new)))
                .toArray(Event[]::new);
        assertTrue(Stream.of(deletions).mapToLong(HeapBytes::of).sum() > Tail.KEPT_BYTES);
        commit(run(project, epoch, deletions));
        Continued since = assertInstanceOf(Continued.class, await(store.load(project, known, LoadLimit.NONE)));
        assertEquals(
                LongStream.rangeClosed(6, 155).boxed().toList(),
                since.events().stream().map(Event::seq).toList());
        assertEquals(155, since.seq());
    }

    private static Json large(String of) {
        return json("{\"text\":\"" + of.repeat(3 << 20) + "\"}");
    }

    @Override
    ProjectStore store() {
        return store;
    }

    @Override
    SaveStore saves() {
        return store;
    }

    @Override
    void spoilRow(UUID project, String id) {
        test.sql("update canvas_object set props = '[1]' where project_id = $1 and id = $2", project, id);
    }

    @Override
    void spoilSnapshot(UUID project, long seq) {
        test.sql("update snapshot set objects = 'nonsense' where project_id = $1 and seq = $2", project, seq);
    }

    @Override
    void delete(UUID project) {
        await(projects.delete(project));
    }

    @Override
    JournalStore journal() {
        return journal;
    }

    @Override
    UUID project() {
        return await(projects.create("a canvas", Json.EMPTY_OBJECT)).id();
    }

    @Test
    @DisplayName("a save is one statement for each 25 objects, one fence, one commit, and no event")
    void statements() {
        UUID project = project();
        long epoch = load(project).epoch();
        saved(puts(project, epoch, 0, objects(1, 0)));
        commit(run(puts(project, epoch, 1, objects(60, 1))));
        test.sql("select pg_stat_statements_reset()");
        assertInstanceOf(Saved.class, save(puts(project, epoch, 1, objects(60, 1))));
        assertEquals(3, calls("insert into canvas_object%"));
        assertEquals(0, calls("delete from canvas_object%"));
        assertEquals(0, calls("%insert into event%"));
        assertEquals(1, calls("with fenced as%"));
        assertEquals(1, calls("commit"));
    }

    private long calls(String query) {
        return test.number("""
                select coalesce(sum(calls), 0)::bigint from pg_stat_statements
                 where query like $1
                   and dbid = (select oid from pg_database where datname = current_database())""", query);
    }

    @Test
    @DisplayName("a save moves the head of the active version along")
    void version() {
        UUID project = project();
        saved(puts(project, load(project).epoch(), 0, objects(4, 0)));
        assertEquals(4, test.number("select head_seq from version where project_id = $1", project));
        assertEquals(4, test.number("select checkpoint_seq from project where id = $1", project));
    }

    @Test
    @DisplayName("a save whose fence waits while another version is made active moves the head of that one along")
    void version_switched() {
        UUID project = project();
        saved(puts(project, load(project).epoch(), 0, objects(2, 0)));
        long epoch = load(project).epoch();
        Capture capture = puts(project, epoch, 2, objects(3, 2));
        commit(run(capture));
        SqlConnection rival = test.connect();
        await(rival.query("begin").execute());
        await(rival.preparedQuery("select from project where id = $1 for no key update")
                .execute(Tuple.of(project)));
        Future<SaveOutcome> waiting = store.save(capture);
        awaitBlocked(waiting);
        String save = """
                with made as (
                    insert into version (project_id, id, kind, created_at, base_seq, head_seq)
                    values ($1, gen_random_uuid(), 'manual', now(), 2, 2) returning id)
                update project set active_version = made.id from made where project.id = $1""";
        await(rival.preparedQuery(save).execute(Tuple.of(project)));
        await(rival.query("commit").execute());
        assertInstanceOf(Saved.class, await(waiting));
        await(rival.close());
        assertEquals(5, test.number("""
                        select head_seq from version join project on project.id = $1 and version.id = active_version
                         where project_id = $1""", project));
        assertEquals(2, test.number("select min(head_seq) from version where project_id = $1", project));
    }

    @Test
    @DisplayName("where a row is not what a client could have made, the whole journal is read instead, and heals it")
    void setAside() {
        UUID project = project();
        saved(puts(project, load(project).epoch(), 0, objects(250, 0)));
        test.sql("update canvas_object set props = '[1]' where project_id = $1 and id = 'o7'", project);
        test.sql("update canvas_object set props = '{\"type\": 1}' where project_id = $1 and id = 'o8'", project);
        test.sql("update canvas_object set id = 'not an id' where project_id = $1 and id = 'o200'", project);
        Loaded.Found found = load(project);
        assertEquals(0, found.saved());
        assertEquals(250, found.objects().size());
        assertEquals(3, setAside.get());
        assertEquals(250, test.number("select count(*) from canvas_object where project_id = $1", project));
        assertInstanceOf(Saved.class, save(puts(project, found.epoch(), 0, objects(250, 0))));
        assertHolds(project, 250, objects(250, 0));
        assertEquals(3, setAside.get());
    }

    @Test
    @DisplayName("settings nobody can read are set aside, and the project opens")
    void badSettings() {
        UUID project = project();
        test.sql("update project set settings = '3' where id = $1", project);
        assertEquals(Json.EMPTY_OBJECT, load(project).project().settings());
    }

    @Test
    @DisplayName("a load fails where an event is missing or unreadable, in the middle, at the beginning or at the end")
    void brokenJournal() {
        for (int missing : new int[] {2, 4, 5}) {
            UUID project = project();
            long epoch = load(project).epoch();
            saved(puts(project, epoch, 0, objects(1, 0)));
            commit(run(project, epoch, 2, 5));
            test.sql("delete from event where project_id = $1 and seq = $2", project, (long) missing);
            assertInstanceOf(IllegalStateException.class, failure(store.load(project, LoadLimit.NONE)));
        }
        UUID project = project();
        commit(run(project, load(project).epoch(), 1, 3));
        test.sql("update event set changes = '[{\"op\":\"jump\"}]' where project_id = $1 and seq = 2", project);
        assertTrue(failure(store.load(project, LoadLimit.NONE)).getMessage().contains("event 2"));
    }

    @Test
    @DisplayName("a save whose project is taken over before its fence writes nothing")
    void takenOver() {
        UUID project = project();
        Capture capture = puts(project, load(project).epoch(), 0, objects(30, 0));
        commit(run(capture));
        SqlConnection rival = test.connect();
        await(rival.query("begin").execute());
        await(rival.preparedQuery("update project set epoch = epoch + 1 where id = $1")
                .execute(Tuple.of(project)));
        Future<SaveOutcome> waiting = store.save(capture);
        awaitBlocked(waiting);
        await(rival.query("commit").execute());
        assertInstanceOf(SaveOutcome.Lost.class, await(waiting));
        assertEquals(0, test.number("select count(*) from canvas_object where project_id = $1", project));
        await(rival.close());
    }

    @Test
    @DisplayName("the edits of clients who come at the same time are asked for together, of one with many alone")
    void crowd() {
        UUID project = project();
        commit(run(puts(project, load(project).epoch(), 0, objects(3 * PgProjectStore.FEW, 0))));
        Database single = Database.open(test.vertx(), test.address(), 1);
        ProjectStore store =
                new PgProjectStore(single, 25, _ -> {}, _ -> {}, new AnyoneClaims(test.database(), clock()));
        SqlConnection busy = await(single.held());
        Future<List<HeldEdit>> many = store.editsFrom(project, CLIENT, 2, 10_000);
        List<Future<List<HeldEdit>>> none = Stream.generate(UUID::randomUUID)
                .limit(300)
                .map(client -> store.editsFrom(project, client, 0, 10_000))
                .toList();
        Future<List<HeldEdit>> few = store.editsFrom(project, CLIENT, 2 * PgProjectStore.FEW + 1, 10_000);
        List<Future<Missed>> missed = IntStream.range(0, 300)
                .mapToObj(_ -> store.missed(project, 1, 3, 3))
                .toList();
        assertEquals(2, single.waiting());

        await(busy.close());
        assertEquals(
                LongStream.rangeClosed(2, 3 * PgProjectStore.FEW).boxed().toList(),
                await(many).stream().map(HeldEdit::edit).toList());
        assertEquals(
                LongStream.rangeClosed(2 * PgProjectStore.FEW + 1, 3 * PgProjectStore.FEW)
                        .boxed()
                        .toList(),
                await(few).stream().map(HeldEdit::edit).toList());
        none.forEach(each -> assertEquals(List.of(), await(each)));
        missed.forEach(each -> assertEquals(await(missed.getFirst()), await(each)));
        await(single.close());
    }

    /** Until some statement waits for a lock. */
    private static void awaitBlocked(Future<?> waiting) {
        while (test.number("""
                select count(*) from pg_stat_activity
                 where wait_event_type = 'Lock' and datname = current_database()""") == 0) {
            assertFalse(waiting.isComplete());
        }
    }

    @Test
    @DisplayName("a failing statement leaves nothing behind, and the connection serves on")
    void failing() {
        UUID project = project();
        long epoch = load(project).epoch();
        CanvasObject impossible = new CanvasObject("o1", json("{}"), 1, StoreFixtures.BEGAN, "a\u0000b");
        commit(run(project, epoch, 1, 1));
        for (int i = 0; i < 8; i++) {
            assertInstanceOf(PgException.class, failure(store.save(puts(project, epoch, 0, impossible))));
        }
        assertInstanceOf(Saved.class, save(puts(project, epoch, 0, objects(1, 0))));
        saved(deletes(project, epoch, 1, "o1"));
    }

    private static SnapshotRows.StoredSnapshot before(SnapshotRows rows, UUID project, long seq) {
        return await(test.database()
                .transaction("begin", connection -> rows.before(connection, project, seq, LoadLimit.NONE)));
    }

    @Test
    @DisplayName("a snapshot that is not what the events before it made is passed by, where the events do not fit it")
    void wrongSnapshot() {
        UUID project = project();
        long epoch = load(project).epoch();
        saved(puts(project, epoch, 0, objects(4, 0)));
        commit(run(project, epoch, event(5, new Change.Patch("o1", json("{\"x\":7}"), List.of(), List.of()))));
        List<CanvasObject> withoutFirst = List.of(objects(4, 0)).subList(1, 4);
        await(store.saveSnapshot(new Snapshot(project, epoch, 2, List.of(objects(2, 0)))));
        await(store.saveSnapshot(new Snapshot(project, epoch, 4, withoutFirst)));
        spoilRow(project, "o3");
        Loaded.Found found = load(project);
        assertEquals(2, found.snapshot());
        assertEquals(5, found.checkpoint());
        assertEquals(4, found.objects().size());
        List<CanvasObject> later = List.of(objects(5, 0)).subList(4, 5);
        await(store.saveSnapshot(new Snapshot(project, found.epoch(), 3, later)));
        assertEquals(2, load(project).snapshot(), "an object of a later event cannot be in it");
    }

    @Test
    @DisplayName("of a long journal only a part is in memory at a time, after a crash and with a row that is not right")
    void longJournal() {
        UUID project = project();
        long epoch = load(project).epoch();
        saved(puts(project, epoch, 0, objects(3, 0)));
        Json text = json("{\"text\":\"" + "x".repeat(200_000) + "\"}");
        for (int batch = 0; batch < 10; batch++) {
            Event[] events = new Event[30];
            for (int i = 0; i < events.length; i++) {
                events[i] = event(4 + 30 * batch + i, new Change.Put("o" + (1 + i % 3), text));
            }
            commit(run(project, epoch, events));
        }
        for (boolean spoiled : List.of(false, true)) {
            if (spoiled) {
                spoilRow(project, "o2");
            }
            Counted counted = new Counted();
            Loaded.Found found = assertInstanceOf(Loaded.Found.class, await(store.load(project, counted)));
            assertEquals(0, found.saved());
            Canvas canvas = found.replayed(Limits.DEFAULTS);
            assertEquals(303, canvas.seq());
            assertEquals(3, canvas.objects().size());
            assertTrue(counted.all > 60_000_000, "all events were read: " + counted.all);
            assertTrue(counted.most < 24 << 20, "at a time: " + counted.most);
        }
    }

    /** What a load has in memory at a time, as it tells it. */
    private static final class Counted implements LoadLimit {
        long all;
        long most;
        int batches;
        private long now;

        @Override
        public void objects(long bytes) {
            count(bytes);
        }

        @Override
        public void events(long bytes) {
            count(bytes);
        }

        @Override
        public void replayed(long bytes) {
            now = bytes;
        }

        private void count(long bytes) {
            batches++;
            all += bytes;
            now += bytes;
            most = Math.max(most, now);
        }
    }

    @Test
    @DisplayName("a snapshot reads back as it was written; few are kept, further apart the older they are")
    void snapshot() {
        UUID project = project();
        long epoch = load(project).epoch();
        commit(run(project, epoch, 1, 100));
        SnapshotRows rows = new SnapshotRows(test.database());
        List<CanvasObject> some = List.of(objects(50, 0));
        for (long seq = 1; seq <= 100; seq++) {
            await(store.saveSnapshot(new Snapshot(project, epoch, seq, seq == 100 ? some : List.of())));
        }
        assertEquals(16, test.number("select count(*) from snapshot where project_id = $1", project));
        assertEquals(new SnapshotRows.StoredSnapshot(100, BEGAN + 100, some, false), before(rows, project, 200));
        assertEquals(99, before(rows, project, 100).seq());
        assertEquals(new SnapshotRows.StoredSnapshot(0, 0, List.of(), true), before(rows, project, 1));
        assertEquals(100, load(project).snapshot());
    }

    @Test
    @DisplayName(
            "of 20,000 objects and a tail of 5,000 events each row is read once, in few statements and large pieces")
    void large() {
        UUID project = project();
        long epoch = load(project).epoch();
        test.sql("""
                insert into event (project_id, epoch, seq, at, actor, client, edit, changes)
                select $1, $2, i, now(), 'Ada', $1, i,
                       format('[{"op":"patch","id":"o%s","set":{"x":%s,"y":2.5,"text":"moved a little"}}]',
                              i % 20000, i)::json
                  from generate_series(1, 25000) as i""", project, epoch);
        test.sql("""
                insert into canvas_object (project_id, id, props, seq, updated_at, updated_by)
                select $1, 'o' || i, format('{"type":"rectangle","x":%s,"y":17.25,"width":120,"height":80,"angle":0,
                       "strokeColor":"#1e1e1e","backgroundColor":"transparent","fillStyle":"solid","strokeWidth":2,
                       "roughness":1,"opacity":100,"groupIds":[],"frameId":null,"index":"a%s","seed":12345,
                       "points":[[0,0],[10,10],[20.5,30.25]],"locked":false}', i, i)::jsonb, i + 1, now(), 'Ada'
                  from generate_series(0, 19999) as i""", project);
        test.sql("update project set seq = 25000, checkpoint_seq = 20000 where id = $1", project);
        test.sql("select pg_stat_statements_reset()");
        Counted counted = new Counted();
        Loaded.Found found = assertInstanceOf(Loaded.Found.class, await(store.load(project, counted)));
        assertEquals(20_000, found.objects().size());
        assertEquals(5_000, found.events().size());
        assertEquals(20_000, rowsOf("select id, props%from saved_object%"));
        assertEquals(5_000, rowsOf("%from event%order by seq%"));
        assertTrue(calls("%") <= 10, "statements: " + calls("%"));
        assertTrue(counted.batches <= 30, "pieces: " + counted.batches);
    }

    private long rowsOf(String query) {
        return test.number("""
                select coalesce(sum(rows), 0)::bigint from pg_stat_statements
                 where query like $1
                   and dbid = (select oid from pg_database where datname = current_database())""", query);
    }

    @Test
    @DisplayName("futures complete on the context of the caller")
    void contexts() {
        UUID project = project();
        Context context = test.vertx().getOrCreateContext();
        Promise<Boolean> same = Promise.promise();
        context.runOnContext(_ -> store.load(project, LoadLimit.NONE)
                .compose(found -> journal.commit(List.of(run(project, ((Loaded.Found) found).epoch(), 1, 1)))
                        .compose(_ -> store.save(puts(project, ((Loaded.Found) found).epoch(), 0, objects(1, 0)))))
                .onComplete(_ -> same.complete(Vertx.currentContext() == context)));
        assertTrue(await(same.future()));
    }
}
