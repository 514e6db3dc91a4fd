package dev.easel.server.history;

import static dev.easel.server.history.PastWorld.byId;
import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.server.OpenTransaction;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.derived.HistorySnapshots;
import dev.easel.server.derived.PastState;
import dev.easel.server.derived.SnapshotMaking;
import dev.easel.server.history.HistoryUnavailable.Reason;
import dev.easel.server.stamps.Stamp;
import dev.easel.server.stamps.StampedCanvas;
import dev.easel.server.stamps.StampedObject;
import dev.easel.server.verify.RandomEvents;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PastStatesTest {
    private static final long MUCH = 1L << 30;

    private static PastWorld world;

    private final List<UUID> unprepared = new ArrayList<>();
    private final PastStates states = states(MUCH);
    private final SnapshotMaking making = new SnapshotMaking(world.test.database(), MUCH);

    private PastStates states(long mostBytes) {
        return new PastStates(new StateReader(world.test.database(), mostBytes, unprepared::add));
    }

    @BeforeAll
    static void open() {
        world = new PastWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private void makeAll(UUID project) {
        while (await(making.makeNext(project))) {
            // the next
        }
    }

    private long snapshots(UUID project) {
        return world.test.number("select count(*) from history_snapshot where project_id = $1", project);
    }

    private void assertState(UUID project, List<Event> events, long seq) {
        Canvas canvas = Canvas.replayed(Limits.DEFAULTS, 0, 0, List.of(), events.subList(0, (int) seq));
        PastState state = await(states.at(project, seq));
        assertEquals(seq, state.seq());
        assertEquals(canvas.lastAt(), state.at());
        assertEquals(byId(canvas.objects()), byId(state.objects()), "at " + seq);
    }

    private static Reason reason(Future<?> refused) {
        return assertInstanceOf(HistoryUnavailable.class, failure(refused)).reason();
    }

    @Test
    @DisplayName("the state at any seq is what a replay from nothing gives, before there are snapshots and after")
    void replay() {
        UUID project = world.project();
        List<Event> events = new RandomEvents(1).next(33_000);
        world.write(project, events);
        assertState(project, events, 12_345);
        makeAll(project);
        assertEquals(3, snapshots(project));
        for (long seq : new long[] {0, 1, 9_999, 10_000, 10_001, 20_000, 25_000, 30_000, 33_000}) {
            assertState(project, events, seq);
        }
        assertEquals(List.of(), unprepared);
    }

    @Test
    @DisplayName("a snapshot made from the one before is what one made from nothing is, with who wrote each property")
    void stamps() {
        UUID project = world.project();
        List<Event> events = new RandomEvents(2).next(30_000);
        world.write(project, events);
        StampedCanvas expected = new StampedCanvas(project);
        HistorySnapshots stored = new HistorySnapshots(world.test.database(), MUCH);
        for (int made = 1; made <= 3; made++) {
            boolean isRestarted = made == 2;
            await((isRestarted ? new SnapshotMaking(world.test.database(), MUCH) : making).makeNext(project));
        }
        for (long upTo : new long[] {10_000, 20_000, 30_000}) {
            events.subList((int) expected.seq(), (int) upTo).forEach(event -> expected.apply(event, (_, _) -> {}));
            StampedCanvas read = await(world.test
                            .database()
                            .connection(connection -> stored.latestStamped(connection, project, upTo + 5)))
                    .canvas();
            assertEquals(upTo, read.seq());
            assertEquals(expected.objects().size(), read.objects().size());
            for (StampedObject object : expected.objects()) {
                assertEquals(object, read.object(object.object().id()));
                for (long seq : object.written()) {
                    assertEquals(Stamp.of(project, events.get((int) seq - 1)), read.stamp(seq));
                }
            }
        }
    }

    @Test
    @DisplayName("between whole snapshots are such with what has changed; without the one below, an earlier is taken")
    void changes_only() {
        UUID project = world.project();
        List<Event> events = Journals.boardThenOneObject(40_000);
        world.write(project, events);
        makeAll(project);
        assertEquals(
                List.of(10_000L),
                Journals.seqs(
                        world,
                        "select seq from history_snapshot where project_id = $1 and below_seq is null",
                        project));
        long whole = bytes(project, 10_000);
        assertTrue(10 * bytes(project, 20_000) < whole, bytes(project, 20_000) + " of " + whole);
        assertState(project, events, 31_000);
        world.test.sql("delete from history_snapshot where project_id = $1 and seq = 10000", project);
        assertState(project, events, 31_000);
    }

    private long bytes(UUID project, long seq) {
        return world.test.number(
                "select (octet_length(objects) + octet_length(stamps))::bigint from history_snapshot"
                        + " where project_id = $1 and seq = $2",
                project,
                seq);
    }

    @Test
    @DisplayName("a snapshot that is damaged, or of a later version, is passed by")
    void unreadable() {
        UUID project = world.project();
        List<Event> events = new RandomEvents(3).next(20_500);
        world.write(project, events);
        makeAll(project);
        world.test.sql(
                "update history_snapshot set stamps = $2 where project_id = $1 and seq = 20000",
                project,
                zipped(1, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x07));
        HistorySnapshots stored = new HistorySnapshots(world.test.database(), MUCH);
        assertEquals(
                10_000,
                await(world.test.database().connection(connection -> stored.latestStamped(connection, project, 20_300)))
                        .canvas()
                        .seq(),
                "an object with 2,147,483,647 properties");
        world.test.sql("update history_snapshot set objects = '\\x00' where project_id = $1 and seq = 20000", project);
        assertState(project, events, 20_300);
        world.test.sql(
                "update history_snapshot set objects = $2 where project_id = $1 and seq = 20000", project, zipped(99));
        assertState(project, events, 20_300);
    }

    private static Buffer zipped(int... all) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (int one : all) {
                out.write(one);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    @Test
    @DisplayName("at a time it is the state after the last event that is not later")
    void at_a_time() {
        UUID project = world.project();
        List<Event> events = new RandomEvents(4).next(100);
        world.write(project, events);
        for (int index : new int[] {0, 41, 99}) {
            long at = events.get(index).at();
            long last = events.stream().filter(event -> event.at() <= at).count();
            assertEquals(last, await(states.atTime(project, at)).seq());
        }
        assertEquals(
                0, await(states.atTime(project, events.getFirst().at() - 1)).seq());
        assertEquals(
                100,
                await(states.atTime(project, events.getLast().at() + 1_000_000)).seq());
        assertEquals(0, await(states.atTime(world.project(), 5)).seq(), "without events");
    }

    @Test
    @DisplayName("no project, a seq after the last event, too much to replay, too large: each is told")
    void refused() {
        UUID project = world.project();
        world.write(project, Journals.boardThenOneObject(51_000));
        assertEquals(Reason.NO_PROJECT, reason(states.at(UUID.randomUUID(), 0)));
        assertEquals(Reason.NO_PROJECT, reason(states.atTime(UUID.randomUUID(), 0)));
        assertEquals(Reason.AHEAD, reason(states.at(project, 51_001)));
        assertEquals(Reason.UNPREPARED, reason(states.at(project, 50_001)));
        assertEquals(List.of(project), unprepared);
        assertEquals(Reason.TOO_LARGE, reason(states(1_000).at(project, 100)));
        SnapshotMaking small = new SnapshotMaking(world.test.database(), 1_000);
        assertFalse(await(small.makeNext(project)), "it is left alone");
        assertEquals(0, snapshots(project));
    }

    @Test
    @DisplayName("a project that is too large for a snapshot is left alone for some rounds, and that is what is told")
    void too_large() {
        UUID project = world.project();
        world.write(project, Journals.boardThenOneObject(50_001));
        SnapshotMaking small = new SnapshotMaking(world.test.database(), 1_000);
        PastStates unable = new PastStates(new StateReader(world.test.database(), MUCH, it -> !small.isTooLarge(it)));
        assertEquals(Reason.UNPREPARED, reason(unable.at(project, 50_001)));
        assertTrue(await(small.look(0)).due().contains(project));
        await(small.makeNext(project));
        assertEquals(Reason.TOO_LARGE, reason(unable.at(project, 50_001)));
        for (int round = 1; round < 60; round++) {
            assertFalse(await(small.look(0)).due().contains(project));
        }
        assertTrue(await(small.look(0)).due().contains(project));
    }

    @Test
    @DisplayName("a snapshot that was removed is made again, though there are later ones, and changes nothing else")
    void removed() {
        UUID project = world.project();
        List<Event> events = new RandomEvents(7).next(33_000);
        world.write(project, events);
        makeAll(project);
        List<Long> deleted = deleted(project);
        assertFalse(deleted.isEmpty());
        world.test.sql("delete from history_snapshot where project_id = $1 and seq < 30000", project);
        assertTrue(await(making.look(0)).due().contains(project));
        makeAll(project);
        assertEquals(3, snapshots(project));
        assertFalse(await(making.look(0)).due().contains(project));
        assertEquals(deleted, deleted(project));
        for (long seq : new long[] {10_000, 20_001, 31_000}) {
            assertState(project, events, seq);
        }
    }

    private static List<Long> deleted(UUID project) {
        return Journals.seqs(world, "select seq from deleted_object where project_id = $1 order by seq, id", project);
    }

    @Test
    @DisplayName("a snapshot of events that a failover took back while it was made is not written, but made again")
    void lost() {
        UUID project = world.project();
        List<Event> events = new RandomEvents(5).next(10_500);
        List<Event> instead = instead(events, 9_900);
        world.write(project, events);
        Future<Boolean> made;
        try (OpenTransaction writing = new OpenTransaction(world.test)) {
            writing.sql("lock table history_snapshot in exclusive mode");
            made = making.makeNext(project);
            world.awaitBlocked();
            world.replace(project, instead, 9_900);
            writing.commit();
        }
        assertTrue(await(made), "it is tried again");
        assertEquals(0, snapshots(project));
        makeAll(project);
        assertEquals(1, snapshots(project));
        assertState(project, instead, 10_200);
    }

    @Test
    @DisplayName(
            "what was kept in memory for the next snapshot is not used where a failover has taken events of it back")
    void lost_since() {
        UUID project = world.project();
        List<Event> events = new RandomEvents(6).next(20_500);
        List<Event> instead = instead(events, 9_900);
        world.write(project, events);
        assertTrue(await(making.makeNext(project)));
        world.test.sql("delete from history_snapshot where project_id = $1", project);
        world.replace(project, instead, 9_900);
        await(new SnapshotMaking(world.test.database(), MUCH).makeNext(project));
        makeAll(project);
        assertEquals(2, snapshots(project));
        assertState(project, instead, 20_200);
    }

    /** The same events up to this one, and others after it. */
    private static List<Event> instead(List<Event> events, int upTo) {
        List<Event> all = new ArrayList<>(events.subList(0, upTo));
        for (Event lost : events.subList(upTo, events.size())) {
            Change change = new Change.Put("new" + lost.seq(), Journals.json("{\"x\":" + lost.seq() + "}"));
            all.add(new Event(
                    lost.seq(), lost.at(), "Eve", Journals.CLIENT, lost.seq(), Optional.empty(), List.of(change)));
        }
        return all;
    }

    @Test
    @DisplayName("a project that is loaded again and again gets its snapshots all the same")
    void reloaded() {
        UUID project = world.project();
        world.write(project, Journals.boardThenOneObject(10_000));
        try (OpenTransaction writing = new OpenTransaction(world.test)) {
            writing.sql("lock table history_snapshot in exclusive mode");
            Future<Boolean> made = making.makeNext(project);
            world.awaitBlocked();
            world.test.sql("update project set epoch = epoch + 1 where id = $1", project);
            writing.commit();
            await(made);
        }
        assertEquals(1, snapshots(project));
    }

    @Test
    @DisplayName("projects with 10,000 events since their last snapshot are found, no others")
    void due() {
        UUID grown = world.project();
        world.write(grown, Journals.boardThenOneObject(20_000));
        UUID small = world.project();
        world.write(small, Journals.boardThenOneObject(9_999));
        List<UUID> due = await(making.look(0)).due();
        assertTrue(due.contains(grown));
        assertFalse(due.contains(small));
        assertTrue(await(making.makeNext(grown)));
        assertTrue(await(making.look(0)).due().contains(grown));
        assertFalse(await(making.makeNext(grown)));
        assertFalse(await(making.look(0)).due().contains(grown));
        world.delete(grown);
        assertFalse(await(making.makeNext(grown)));
    }
}
