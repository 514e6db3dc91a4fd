package dev.easel.server.retention;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.Limits;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.derived.HistoryEntry;
import dev.easel.server.derived.PastState;
import dev.easel.server.derived.SnapshotMaking;
import dev.easel.server.history.EventPage;
import dev.easel.server.history.HistorySettings;
import dev.easel.server.history.Past;
import dev.easel.server.history.PastEvent;
import dev.easel.server.horizon.FoldedAway;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.ProjectStore.Missed;
import dev.easel.server.room.TestLoop;
import dev.easel.server.stamps.StampedCanvas;
import dev.easel.server.upkeep.OldEvents.Step;
import dev.easel.server.verify.RandomEvents;
import dev.easel.server.verify.Verified;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is read of a project whose old events are folded, after each step of it. */
@Timeout(60)
final class FoldedJournalTest {
    private static final UUID CLIENT = new UUID(7, 1); // of RandomEvents(7)

    private static FoldedWorld world;

    private final SnapshotMaking making = new SnapshotMaking(world.test.database(), FoldedWorld.MUCH);
    private final Past past =
            Past.of(world.test.database(), new HistorySettings(FoldedWorld.MUCH, 0, 0), new TestLoop(), _ -> true);

    @BeforeAll
    static void open() {
        world = new FoldedWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private static Canvas canvas(List<Event> events, long seq) {
        return Canvas.replayed(Limits.DEFAULTS, 0, 0, List.of(), events.subList(0, (int) seq));
    }

    private static Map<String, CanvasObject> byId(Collection<CanvasObject> objects) {
        Map<String, CanvasObject> byId = new TreeMap<>();
        objects.forEach(it -> byId.put(it.id(), it));
        return byId;
    }

    private static void assertFoldedAway(long horizon, Future<?> read) {
        assertEquals(horizon, assertInstanceOf(FoldedAway.class, failure(read)).oldest());
    }

    /** Everything from the horizon on is as it was, and nothing before it can be had. */
    private void assertReads(UUID project, List<Event> events, long horizon) {
        long head = events.size();
        for (long seq : new long[] {horizon, horizon + 1, (horizon + head) / 2, head}) {
            PastState state = await(past.states().at(project, seq));
            assertEquals(byId(canvas(events, seq).objects()), byId(state.objects()), "at " + seq);
            long at = seq == 0 ? 0 : events.get((int) seq - 1).at();
            assertEquals(at, state.at());
            assertEquals(seq, await(past.states().atTime(project, at)).seq());
        }
        if (horizon == 0) {
            assertEquals(0, await(past.states().atTime(project, -1)).seq(), "before 1970");
        }
        StampedCanvas stamped = new StampedCanvas(project);
        events.forEach(event -> stamped.apply(event, (_, _) -> {}));
        for (int i = 0; i < 8; i++) {
            String id = "o" + i;
            var blame = await(past.blame().of(project, id));
            assertEquals(stamped.object(id) != null, blame.isPresent());
            blame.ifPresent(found -> assertEquals(
                    List.of(found.size()),
                    List.of(found.values().stream()
                            .filter(stamp -> stamp.equals(stamped.stamp(stamp.seq())))
                            .toList()
                            .size())));
            assertEquals(
                    events.stream()
                            .filter(event -> event.seq() > horizon
                                    && event.changes().stream()
                                            .anyMatch(change -> change.id().equals(id)))
                            .map(Event::seq)
                            .toList()
                            .reversed(),
                    seqsOf(project, id));
        }
        List<PastEvent> after = new ArrayList<>();
        OptionalLong next = OptionalLong.of(horizon);
        while (next.isPresent()) {
            EventPage page = await(past.events().after(project, next.getAsLong(), 1_000));
            after.addAll(page.events());
            next = page.next();
        }
        assertEquals(
                events.stream().map(Event::seq).filter(seq -> seq > horizon).toList(),
                after.stream().map(PastEvent::seq).toList());
        List<HistoryEntry> entries =
                await(past.entries().before(project, OptionalLong.empty(), 200)).entries();
        assertEquals(horizon + 1, entries.getLast().from());
        assertEquals(head, entries.getFirst().to());
        for (var deleted :
                await(past.deletions().behind(project, Optional.empty(), 200)).objects()) {
            assertTrue(deleted.seq() > horizon);
        }
        if (horizon > 0) {
            assertFoldedAway(horizon, past.states().at(project, horizon - 1));
            assertFoldedAway(horizon, past.states().at(project, 0));
            assertFoldedAway(
                    horizon,
                    past.states().atTime(project, events.get((int) horizon - 1).at() - 1));
            assertFoldedAway(horizon, past.events().after(project, horizon - 1, 10));
            assertEquals(
                    0,
                    await(past.entries().before(project, OptionalLong.of(horizon), 9))
                            .entries()
                            .size());
        }
    }

    private List<Long> seqsOf(UUID project, String id) {
        List<Long> seqs = new ArrayList<>();
        OptionalLong before = OptionalLong.empty();
        do {
            EventPage page = await(past.objectEvents().before(project, id, before, 200));
            page.events().forEach(it -> seqs.add(it.seq()));
            before = page.next();
        } while (before.isPresent());
        return seqs;
    }

    @Test
    @DisplayName("V14 everything from the horizon on is read as before, after each step, wherever it is broken off")
    void steps() {
        List<Event> events = new RandomEvents(7).next(3_000);
        UUID project = world.project(events, 2_500);
        List<HeldEdit> held = await(world.store.editsFrom(project, CLIENT, 0, 10_000));
        assertEquals(3_000, held.size());
        assertReads(project, events, 0);
        assertEquals(
                new Step.Folded(2_499, 2_499, canvas(events, 2_499).objects().size()), world.fold(project));
        int dropped = 0;
        for (int step = 0; step < 6; step++) {
            assertReads(project, events, 2_499);
            Verified.assertSame(world.test, project);
            assertEquals(
                    byId(canvas(events, 3_000).objects()),
                    byId(world.loaded(project).objects()));
            assertEquals(held, await(world.store.editsFrom(project, CLIENT, 0, 10_000)), "E2 the names of edits");
            assertEquals(
                    held.subList(9, 50),
                    await(world.store.editsFrom(project, CLIENT, held.get(9).edit(), 41)));
            assertEquals(new Step.Nothing(), world.fold(project), "one after the other");
            dropped += world.drop(project, 500);
        }
        assertEquals(2_499, dropped);
        assertEquals(0, world.drop(project, 500));
        assertEquals(501, world.rows("event", project));
    }

    @Test
    @DisplayName("E2 E15 V15 the number of an edit whose event was dropped is held, with its event and its content")
    void numbers() {
        List<Event> events = new RandomEvents(7).next(2_000);
        UUID project = world.project(events, 1_900);
        List<Long> asked = List.of(
                events.get(3).edit(),
                events.get(1_000).edit(),
                events.get(1_950).edit(),
                1_000_000L);
        List<HeldEdit> before = await(world.store.edits(project, CLIENT, asked));
        assertEquals(3, before.size());
        world.fold(project);
        while (world.drop(project, 700) > 0) {
            assertEquals(before, await(world.store.edits(project, CLIENT, asked)));
        }
        assertEquals(FoldedWorld.origin(4), before.getFirst().origin());
        assertEquals(List.of(), await(world.store.edits(project, UUID.randomUUID(), asked)));
    }

    @Test
    @DisplayName("with nothing else than the horizon and the events behind it the canvas is the same")
    void alone() {
        List<Event> events = new RandomEvents(7).next(3_000);
        UUID project = world.project(events, 2_500);
        world.fold(project);
        world.drop(project, 10_000);
        for (String table : List.of("canvas_object", "snapshot", "history_snapshot", "history_entry")) {
            world.test.sql("delete from " + table + " where project_id = $1", project);
        }
        world.test.sql("update project set checkpoint_seq = 0 where id = $1", project);
        Canvas loaded = world.loaded(project);
        assertEquals(byId(canvas(events, 3_000).objects()), byId(loaded.objects()));
        world.save(project, world.load(project).epoch(), 0, loaded);
        Verified.assertSame(world.test, project);
        assertReads(project, events, 2_499);
    }

    @Test
    @DisplayName("a load whose rows cannot be read begins at the horizon")
    void unreadable_rows() {
        List<Event> events = new RandomEvents(7).next(2_000);
        UUID project = world.project(events, 1_500);
        world.fold(project);
        world.drop(project, 10_000);
        world.test.sql("update canvas_object set props = '[]' where project_id = $1", project);
        assertEquals(
                byId(canvas(events, 2_000).objects()),
                byId(world.loaded(project).objects()));
    }

    @Test
    @DisplayName("a state at the horizon that is damaged or lacks a part fails a load, and is told by the verification")
    void damaged() {
        List<Event> events = new RandomEvents(7).next(2_000);
        UUID project = world.project(events, 1_500);
        world.fold(project);
        world.drop(project, 10_000);
        world.test.sql("update canvas_object set props = '[]' where project_id = $1", project);
        assertSaid(project, "update horizon_part set stamps = 'x'", "cannot be read");
        assertSaid(project, "update horizon set parts = parts + 1", "parts, and not 2");
        assertSaid(project, "update folded_edit set last_edit = last_edit + 1", "are damaged");
        assertSaid(project, "update folded_edit set sockets = sockets[2:]", "are damaged");
        assertSaid(project, "update folded_edit set seqs = array_replace(seqs, 1, 2)", "of 1498 events from 2 to 1499");
        world.test.sql("update horizon_part set objects = 'x' where project_id = $1", project);
        assertInstanceOf(IllegalStateException.class, failure(world.store.load(project, LoadLimit.NONE)));
        String said = Verified.said(world.test, project);
        assertTrue(said.contains("the state at the horizon 1499 cannot be read"), said);
        world.test.sql("delete from horizon_part where project_id = $1", project);
        assertTrue(Verified.said(world.test, project).contains("it has 0 parts"));
        world.test.sql("delete from folded_edit where project_id = $1", project);
        assertTrue(Verified.said(world.test, project).contains("the names of 0 edits are kept"));
    }

    /** Damages it, looks, and makes it whole again. */
    private static void assertSaid(UUID project, String damage, String finding) {
        for (String table : List.of("horizon", "horizon_part", "folded_edit")) {
            world.test.sql("create table whole_" + table + " as table " + table);
        }
        world.test.sql(damage + " where project_id = $1", project);
        String said = Verified.said(world.test, project);
        assertTrue(said.contains(finding), said);
        for (String table : List.of("horizon", "horizon_part", "folded_edit")) {
            world.test.sql("delete from " + table);
            world.test.sql("insert into " + table + " table whole_" + table);
            world.test.sql("drop table whole_" + table);
        }
    }

    @Test
    @DisplayName("snapshots of the past go on from the horizon, and those that later ones add to stay")
    void snapshots() {
        List<Event> events = boardThenOneObject(31_000);
        UUID project = world.project(events, 12_000);
        while (await(making.makeNext(project))) {
            // the next
        }
        assertEquals(
                2,
                world.test.number(
                        "select count(*) from history_snapshot where project_id = $1 and below_seq = 10000", project));
        world.fold(project);
        world.drop(project, 12_000);
        assertEquals(11_999, world.horizon(project));
        assertEquals(3, world.rows("history_snapshot", project));
        assertEquals(19, world.rows("history_block", project), "from 12,000 to 30,000");
        assertReads(project, events, 11_999);
        assertTrue(!await(making.makeNext(project)), "nothing is missing");
        world.test.sql("delete from history_snapshot where project_id = $1", project);
        world.test.sql("delete from history_entry where project_id = $1", project);
        assertTrue(await(making.look(0)).due().contains(project));
        while (await(making.makeNext(project))) {
            // the next
        }
        assertEquals(2, world.rows("history_snapshot", project), "at 20,000 and 30,000");
        assertTrue(!await(making.look(0)).due().contains(project));
        assertReads(project, events, 11_999);
    }

    /** Puts 500 objects, of which only the first is changed after that; each in an entry of its own. */
    private static List<Event> boardThenOneObject(int count) {
        List<Event> events = new ArrayList<>(count);
        for (int seq = 1; seq <= count; seq++) {
            Change change = seq <= 500
                    ? new Change.Put("o" + seq, JsonReader.stored("{\"x\":" + seq + ",\"y\":1}"))
                    : new Change.Patch("o1", JsonReader.stored("{\"x\":" + seq + "}"), List.of(), List.of());
            events.add(new Event(seq, 1_700_000_000_000L + seq, "Ada", CLIENT, seq, Optional.empty(), List.of(change)));
        }
        return events;
    }

    @Test
    @DisplayName(
            "R4 R5 who comes back from the horizon or later hears what was deleted; from before, nothing can be told")
    void resume() {
        List<Event> all = new RandomEvents(7).next(2_000);
        UUID project = world.project(all.subList(0, 1_800), 1_500);
        long first = world.load(project).epoch() - 1;
        world.test.sql("update event set epoch = $2 where project_id = $1", project, first);
        long second = world.load(project).epoch();
        world.write(project, second, all.subList(1_800, 2_000));
        Missed before = await(world.store.missed(project, first, 1_499, 2_000));
        assertEquals(OptionalLong.of(1_801), before.firstOfLaterEpoch());
        Missed later = await(world.store.missed(project, second, 1_900, 2_000));
        world.fold(project);
        assertFoldedAway(1_499, world.store.missed(project, first, 1_498, 2_000));
        world.drop(project, 10_000);
        assertFoldedAway(1_499, world.store.missed(project, first, 1_498, 2_000));
        assertEquals(
                before.firstOfLaterEpoch(),
                await(world.store.missed(project, first, 1_499, 2_000)).firstOfLaterEpoch());
        assertEquals(later, await(world.store.missed(project, second, 1_900, 2_000)));
        assertEquals(
                OptionalLong.of(1_499),
                await(world.store.missed(project, first - 1, 1_700, 2_000)).firstOfLaterEpoch(),
                "what such a client has seen is no part of this history");
    }
}
