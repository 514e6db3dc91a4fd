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
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change.Append;
import dev.easel.protocol.Change.Delete;
import dev.easel.protocol.Change.Patch;
import dev.easel.protocol.Change.Put;
import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.Limits;
import dev.easel.protocol.json.Json;
import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.autosave.SaveOutcome.Lost;
import dev.easel.server.autosave.SaveOutcome.Saved;
import dev.easel.server.autosave.SaveStore;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.log.TraceId;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.Journal.Entry;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Origin;
import dev.easel.server.persistence.ProjectStore;
import dev.easel.server.persistence.ProjectStore.Missed;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store of projects must do. It writes 25 rows in a statement. */
@Timeout(30)
abstract class ProjectStoreContract {
    private long now = BEGAN;

    abstract ProjectStore store();

    abstract SaveStore saves();

    abstract JournalStore journal();

    /** A new, empty project. */
    abstract UUID project();

    /** Makes the row of an object one that cannot be read. */
    abstract void spoilRow(UUID project, String id);

    abstract void spoilSnapshot(UUID project, long seq);

    abstract void delete(UUID project);

    /** The store's own clock, which stands until a test moves it. */
    final InstantSource clock() {
        return () -> Instant.ofEpochMilli(now);
    }

    final Loaded.Found load(UUID project) {
        return assertInstanceOf(Loaded.Found.class, await(store().load(project, LoadLimit.NONE)));
    }

    final SaveOutcome save(Capture capture) {
        return await(saves().save(capture));
    }

    final void commit(Run run) {
        assertEquals(Set.of(run.project()), await(journal().commit(List.of(run))));
    }

    /** Commits the capture's events, and saves it. */
    final Saved saved(Capture capture) {
        commit(run(capture));
        return assertInstanceOf(Saved.class, save(capture));
    }

    /** All of it in the rows. */
    final void assertHolds(UUID project, long seq, CanvasObject... expected) {
        Loaded.Found found = load(project);
        assertEquals(seq, found.checkpoint());
        assertEquals(List.of(), found.events());
        assertEquals(byValue(Arrays.asList(expected)), byValue(found.objects()));
    }

    /** A store may order keys and write numbers in its own way. */
    static Map<String, List<Object>> byValue(List<CanvasObject> objects) {
        Function<CanvasObject, List<Object>> value =
                it -> List.of(new JsonObject(it.props().toString()), it.seq(), it.updatedAt(), it.updatedBy());
        return objects.stream().collect(Collectors.toMap(CanvasObject::id, value));
    }

    @Test
    @DisplayName("a project that is not there is absent, and cannot be saved")
    void absent() {
        UUID nobody = UUID.randomUUID();
        assertInstanceOf(Loaded.Absent.class, await(store().load(nobody, LoadLimit.NONE)));
        assertInstanceOf(Lost.class, save(puts(nobody, 1, 0, objects(1, 0))));
        await(saves().saveSnapshot(new Snapshot(nobody, 1, 0, List.of())));
        assertEquals(List.of(), await(store().editsFrom(nobody, CLIENT, 0, 10)));
        failure(store().missed(nobody, 1, 0, 0));
    }

    /** A project of five objects that is saved, with snapshots at 2 and 4, and a row that cannot be read. */
    private UUID spoiled() {
        UUID project = project();
        long epoch = load(project).epoch();
        saved(puts(project, epoch, 0, objects(5, 0)));
        await(saves().saveSnapshot(new Snapshot(project, epoch, 2, List.of(objects(2, 0)))));
        await(saves().saveSnapshot(new Snapshot(project, epoch, 4, List.of(objects(4, 0)))));
        spoilRow(project, "o3");
        return project;
    }

    private static void assertCanvas(Loaded.Found found, long seq, CanvasObject... expected) {
        Canvas canvas = found.replayed(Limits.DEFAULTS);
        assertEquals(seq, canvas.seq());
        assertEquals(BEGAN + seq, canvas.lastAt());
        assertEquals(byValue(Arrays.asList(expected)), byValue(List.copyOf(canvas.objects())));
    }

    @Test
    @DisplayName("with a row that cannot be read the journal is replayed from the latest snapshot; the next save heals")
    void spoiledRow() {
        UUID project = spoiled();
        Loaded.Found found = load(project);
        assertEquals(0, found.saved(), "all rows are to be written again");
        assertEquals(4, found.snapshot());
        assertTrue(found.checkpoint() >= 4, "nothing before the snapshot is read");
        assertCanvas(found, 5, objects(5, 0));
        CanvasObject[] all = objects(5, 0);
        assertInstanceOf(
                Saved.class, save(new Capture(project, found.epoch(), 0, 5, BEGAN + 5, List.of(all), List.of())));
        assertEquals(5, load(project).saved());
        assertHolds(project, 5, all);
    }

    @Test
    @DisplayName("a snapshot that cannot be read is passed by, for the one before it or the beginning")
    void spoiledSnapshots() {
        UUID project = spoiled();
        spoilSnapshot(project, 4);
        assertEquals(2, load(project).snapshot());
        assertCanvas(load(project), 5, objects(5, 0));
        spoilSnapshot(project, 2);
        assertEquals(0, load(project).snapshot());
        assertCanvas(load(project), 5, objects(5, 0));
    }

    @Test
    @DisplayName("a project that is deleted is absent at once: no save, snapshot or commit brings anything of it back")
    void deleted() {
        UUID project = project();
        long epoch = load(project).epoch();
        saved(puts(project, epoch, 0, objects(3, 0)));
        Capture late = puts(project, epoch, 3, objects(30, 3));
        commit(run(late));
        delete(project);
        assertInstanceOf(Lost.class, save(late));
        assertInstanceOf(Lost.class, save(puts(project, epoch, 0, objects(1, 0))));
        await(saves().saveSnapshot(new Snapshot(project, epoch, 33, List.of(objects(3, 0)))));
        assertEquals(Set.of(), await(journal().commit(List.of(run(project, epoch, 34, 34)))));
        assertEquals(Map.of(), await(journal().positions(Set.of(project))));
        assertInstanceOf(Loaded.Absent.class, await(store().load(project, LoadLimit.NONE)));
    }

    @Test
    @DisplayName(
            "S2 a save over rows that are older than it knows writes nothing: one before it was lost in a failover")
    void lostSave() {
        UUID project = project();
        long epoch = load(project).epoch();
        saved(puts(project, epoch, 0, objects(3, 0)));
        commit(run(puts(project, epoch, 3, objects(2, 3))));
        Capture next = puts(project, epoch, 5, objects(1, 5));
        commit(run(next));
        assertInstanceOf(Lost.class, save(next));
        Loaded.Found found = load(project);
        assertEquals(3, found.checkpoint());
        assertEquals(3, found.objects().size());
        assertEquals(3, found.events().size());
    }

    @Test
    @DisplayName("a new project is empty; every load raises the epoch")
    void epochs() {
        UUID project = project();
        Loaded.Found first = load(project);
        assertEquals(0, first.checkpoint());
        assertEquals(0, first.checkpointAt());
        assertEquals(0, first.snapshot());
        assertEquals(List.of(), first.objects());
        assertEquals(List.of(), first.events());
        assertEquals(first.epoch() + 1, load(project).epoch(), "in the same millisecond, too");
    }

    @Test
    @DisplayName("O2 an epoch is the time, so that it does not repeat when the store is set back; a clock that is set"
            + " back takes nothing from it")
    void epochsOfTime() {
        UUID project = project();
        assertEquals(BEGAN, load(project).epoch());
        now += 60_000;
        assertEquals(now, load(project).epoch());
        now -= 90_000;
        assertTrue(load(project).epoch() > BEGAN + 60_000);
    }

    @Test
    @DisplayName("what was saved is what loads")
    void saveAndLoad() {
        UUID project = project();
        long epoch = load(project).epoch();
        CanvasObject[] objects = objects(3, 0);
        saved(puts(project, epoch, 0, objects));
        assertEquals(BEGAN + 3, load(project).checkpointAt());
        assertHolds(project, 3, objects);
    }

    @Test
    @DisplayName("a load is the rows at the checkpoint and every event after it, as they were written")
    void tail() {
        UUID project = project();
        long epoch = load(project).epoch();
        saved(puts(project, epoch, 0, objects(2, 0)));
        Patch patch = new Patch(
                "o1",
                json("{\"b\":1e300,\"a\":[{}]}"),
                List.of("x"),
                List.of(new Append("points", 0, Json.string("𝄞\""))));
        Event[] tail = {
            event(3, new Put("o3", json("{\"text\":\"🎨\"}"))),
            event(4, patch),
            event(5),
            new Event(
                    6,
                    BEGAN,
                    "Bo",
                    new UUID(0, 7),
                    1,
                    Optional.of("g"),
                    List.of(new Delete("o2"), new Put("o2", json("{}"))))
        };
        commit(run(project, epoch, tail));
        Loaded.Found found = load(project);
        assertEquals(2, found.checkpoint());
        assertEquals(2, found.objects().size());
        assertEquals(List.of(tail), found.events());
    }

    @Test
    @DisplayName("values come back as they were: astral characters, 1e300, deep nesting, escapes, long text")
    void values() {
        UUID project = project();
        long epoch = load(project).epoch();
        CanvasObject[] objects = {
            object("astral", "{\"text\":\"𝄞 🎨 \\u2028 \\\" \\\\ \\n é\",\"🎨\":1}", 1),
            object("numbers", "{\"a\":1e300,\"b\":-1.5e-300,\"c\":0.1,\"d\":-0,\"e\":9007199254740993,\"f\":1.0}", 2),
            object("deep", "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}", 3),
            object("empty", "{}", 4),
            object("long", "{\"points\":[" + "[1,2],".repeat(20_000) + "[0,0]]}", 5),
        };
        saved(puts(project, epoch, 0, objects));
        assertHolds(project, 5, objects);
    }

    @Test
    @DisplayName("later saves replace objects and delete them")
    void replaceAndDelete() {
        UUID project = project();
        long epoch = load(project).epoch();
        CanvasObject[] objects = objects(3, 0);
        saved(puts(project, epoch, 0, objects));
        CanvasObject changed = object("o2", "{\"type\":\"ellipse\"}", 4);
        saved(puts(project, epoch, 3, changed));
        saved(deletes(project, epoch, 4, "o3", "never-there"));
        assertHolds(project, 5, objects[0], changed);
    }

    @Test
    @DisplayName("a save under an older epoch is lost and writes nothing")
    void staleEpoch() {
        UUID project = project();
        long stale = load(project).epoch();
        Capture capture = puts(project, stale, 0, objects(30, 0));
        commit(run(capture));
        load(project);
        assertInstanceOf(Lost.class, save(capture));
        Loaded.Found found = load(project);
        assertEquals(0, found.checkpoint());
        assertEquals(List.of(), found.objects());
        assertEquals(30, found.events().size());
    }

    @Test
    @DisplayName("a save ahead of the journal fails and writes nothing")
    void ahead() {
        UUID project = project();
        long epoch = load(project).epoch();
        saved(puts(project, epoch, 0, objects(2, 0)));
        failure(saves().save(puts(project, epoch, 2, objects(3, 2))));
        assertHolds(project, 2, objects(2, 0));
    }

    @Test
    @DisplayName("a save repeated because its answer was lost counts as saved; an older one moves nothing back")
    void repeated() {
        UUID project = project();
        long epoch = load(project).epoch();
        Capture first = puts(project, epoch, 0, objects(2, 0));
        saved(first);
        assertInstanceOf(Saved.class, save(first));
        CanvasObject changed = object("o2", "{\"type\":\"ellipse\"}", 3);
        saved(puts(project, epoch, 2, changed));
        assertInstanceOf(Saved.class, save(first));
        assertHolds(project, 3, objects(1, 0)[0], changed);
    }

    @Test
    @DisplayName("a save from the very beginning replaces whatever rows there are")
    void fromTheBeginning() {
        UUID project = project();
        long epoch = load(project).epoch();
        saved(puts(project, epoch, 0, objects(3, 0)));
        commit(run(deletes(project, epoch, 3, "o1", "o2", "o3")));
        commit(run(project, epoch, 5, 5));
        CanvasObject left = object("o1", "{\"n\":5}", 5);
        assertInstanceOf(Saved.class, save(new Capture(project, epoch, 0, 5, BEGAN + 5, List.of(left), List.of())));
        assertHolds(project, 5, left);
    }

    @Test
    @DisplayName("60 objects are three statements, 30 deletions two")
    void chunks() {
        UUID project = project();
        long epoch = load(project).epoch();
        assertEquals(
                3, saved(puts(project, epoch, 0, objects(60, 0))).chunkNanos().size());
        String[] gone = Arrays.stream(objects(30, 0)).map(CanvasObject::id).toArray(String[]::new);
        assertEquals(2, saved(deletes(project, epoch, 60, gone)).chunkNanos().size());
        assertEquals(30, load(project).objects().size());
    }

    @Test
    @DisplayName("a client's stored edits are found by number, within its project alone")
    void edits() {
        UUID project = project();
        commit(run(puts(project, load(project).epoch(), 0, objects(5, 0))));
        UUID other = project();
        commit(run(puts(other, load(other).epoch(), 0, objects(1, 0))));
        assertEquals(
                List.of(new HeldEdit(3, 3, Origin.UNKNOWN), new HeldEdit(4, 4, Origin.UNKNOWN)),
                await(store().editsFrom(project, CLIENT, 3, 2)));
        assertEquals(
                List.of(new HeldEdit(1, 1, Origin.UNKNOWN), new HeldEdit(5, 5, Origin.UNKNOWN)),
                await(store().edits(project, CLIENT, List.of(5L, 9L, 1L))));
        assertEquals(List.of(), await(store().edits(project, CLIENT, List.of())));
        assertEquals(List.of(), await(store().editsFrom(project, UUID.randomUUID(), 0, 10)));
        assertEquals(1, await(store().editsFrom(other, CLIENT, 0, 10)).size());
    }

    @Test
    @DisplayName("E15 how an edit came is kept beside its event, and so is that nobody knows")
    void origins() {
        UUID project = project();
        List<Origin> origins = List.of(new Origin(Long.MIN_VALUE, true), new Origin(7, false), Origin.UNKNOWN);
        List<Entry> entries = new ArrayList<>();
        for (Origin origin : origins) {
            Event event = event(entries.size() + 1, new Delete("o1"));
            entries.add(new Entry(event, EventCodec.changes(event.changes()), origin, TraceId.NONE));
        }
        commit(new Run(project, load(project).epoch(), entries));
        assertEquals(
                origins,
                await(store().editsFrom(project, CLIENT, 1, 3)).stream()
                        .map(HeldEdit::origin)
                        .toList());
    }

    @Test
    @DisplayName("a load tells the latest snapshot; one under another epoch or ahead of the journal is not written")
    void snapshots() {
        UUID project = project();
        long stale = load(project).epoch();
        commit(run(puts(project, stale, 0, objects(5, 0))));
        await(saves().saveSnapshot(new Snapshot(project, stale, 2, List.of(objects(2, 0)))));
        await(saves().saveSnapshot(new Snapshot(project, stale, 6, List.of(objects(5, 0)))));
        Loaded.Found found = load(project);
        assertEquals(2, found.snapshot());
        await(saves().saveSnapshot(new Snapshot(project, stale, 4, List.of(objects(4, 0)))));
        assertEquals(2, load(project).snapshot());
        long epoch = load(project).epoch();
        for (int again = 0; again < 2; again++) {
            await(saves().saveSnapshot(new Snapshot(project, epoch, 4, List.of(objects(4, 0)))));
        }
        assertEquals(4, load(project).snapshot());
    }

    @Test
    @DisplayName("the first event of a later epoch is found, and what was deleted since")
    void missed() {
        UUID project = project();
        long first = load(project).epoch();
        assertEquals(new Missed(OptionalLong.empty(), List.of()), await(store().missed(project, first, 0, 0)));
        commit(run(puts(project, first, 0, objects(5, 0))));
        commit(run(deletes(project, first, 5, "o1", "o2")));
        load(project);
        long third = load(project).epoch();
        commit(run(deletes(project, third, 6, "o3")));
        long fourth = load(project).epoch();
        commit(run(puts(project, fourth, 7, objects(1, 7))));
        commit(run(deletes(project, fourth, 8, "o1", "o4")));
        assertMissed(project, first - 1, 0, 9, OptionalLong.of(1), "o1", "o2", "o3", "o4");
        assertMissed(project, first, 5, 8, OptionalLong.of(7), "o1", "o2", "o3");
        assertMissed(project, first + 1, 6, 8, OptionalLong.of(7), "o3");
        assertMissed(project, third, 7, 8, OptionalLong.of(8));
        assertMissed(project, fourth, 8, 9, OptionalLong.empty(), "o1", "o4");
        assertMissed(project, fourth, 9, 9, OptionalLong.empty());
        assertMissed(project, fourth, 12, 9, OptionalLong.empty());
    }

    private void assertMissed(UUID project, long epoch, long seq, long upTo, OptionalLong first, String... deleted) {
        Missed missed = await(store().missed(project, epoch, seq, upTo));
        assertEquals(first, missed.firstOfLaterEpoch());
        assertEquals(List.of(deleted), missed.deleted().stream().sorted().toList());
    }
}
