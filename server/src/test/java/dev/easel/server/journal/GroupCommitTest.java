package dev.easel.server.journal;

import static dev.easel.server.journal.JournalWorld.A;
import static dev.easel.server.journal.JournalWorld.B;
import static dev.easel.server.journal.JournalWorld.C;
import static dev.easel.server.journal.JournalWorld.EPOCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.journal.JournalStore.Failed;
import dev.easel.server.journal.JournalStore.Position;
import dev.easel.server.journal.JournalStore.Refused;
import dev.easel.server.journal.JournalStore.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final long MIB = 1 << 20;

    private final Failed raised = new Failed(new IllegalStateException("P0001"), false);
    private final Failed outOfTime = new Failed(new IllegalStateException("57014"), true);

    private final JournalWorld world = new JournalWorld(100, 64 * MIB);

    @Test
    @DisplayName("D2 what arrives within the linger is one batch for all projects, and durable once it is committed")
    void one_batch() {
        world.append(A, 2);
        world.loop.pass(60);
        world.append(B, 1);
        world.append(A, 1);
        assertTrue(world.store.commits.isEmpty());
        world.loop.pass(40);
        assertEquals(
                Map.of(A, List.of(1L, 3L), B, List.of(1L, 1L)), world.commit().seqs());
        assertEquals(Map.of(), world.rooms.durable);
        world.committed();
        assertEquals(Map.of(A, 3L, B, 1L), world.rooms.durable);
    }

    @Test
    @DisplayName("D2 one batch is in flight at a time; what arrives meanwhile is the next")
    void one_in_flight() {
        world.append(A, 1);
        world.loop.pass(100);
        world.append(A, 1);
        world.append(B, 1);
        world.loop.pass(1_000);
        assertEquals(1, world.store.commits.size());
        world.committed();
        world.loop.pass(0);
        assertEquals(
                Map.of(A, List.of(2L, 2L), B, List.of(1L, 1L)), world.commit().seqs());
    }

    @Test
    @DisplayName("D2 without a linger a lone event is committed at once")
    void no_linger() {
        JournalWorld eager = new JournalWorld(0, MIB);
        eager.append(A, 1);
        eager.loop.pass(0);
        assertEquals(1, eager.store.commits.size());
    }

    @Test
    @DisplayName("a batch is bounded and shared in turn: one import does not hold up the others")
    void shared_in_turn() {
        world.append(A, 300, 100_000);
        world.append(B, 1);
        world.loop.pass(100);
        long bytes = world.commit().runs().stream()
                .flatMap(run -> run.entries().stream())
                .mapToLong(entry -> entry.bytes())
                .sum();
        assertTrue(bytes < 9 * MIB, "8 MiB and an event: " + bytes);
        assertEquals(Set.of(A, B), world.commit().seqs().keySet());
    }

    @Test
    @DisplayName("a commit cut at the wrong moment is tried again, and what was committed before is looked up")
    void unknown_outcome() {
        world.append(A, 1);
        world.append(B, 1);
        world.loop.pass(100);
        world.store.stored.put(A, new Position(EPOCH, 1));
        world.store.stored.put(B, new Position(EPOCH, 0));
        world.store.commits.poll().answer().fail("connection cut");
        world.append(A, 1);
        world.loop.pass(10_000);
        assertEquals(
                Map.of(A, List.of(1L, 2L), B, List.of(1L, 1L)), world.commit().seqs());
        world.store.commits.poll().answer().complete(Set.of(B));
        world.loop.run();
        assertEquals(Map.of(A, 1L, B, 1L), world.rooms.durable);
        assertEquals(List.of(PersistenceState.DEGRADED, PersistenceState.OK), world.rooms.states);
        world.loop.pass(200);
        assertEquals(Map.of(A, List.of(2L, 2L)), world.commit().seqs());
    }

    @Test
    @DisplayName("O4 a project that another owns, or that is gone, is lost; the others are unharmed")
    void lost() {
        world.append(A, 1);
        world.append(B, 1);
        world.append(C, 1);
        world.loop.pass(100);
        world.store.stored.put(A, new Position(EPOCH + 1, 0));
        world.store.commits.poll().answer().complete(Set.of(C));
        world.loop.run();
        assertEquals(Set.of(A, B), Set.copyOf(world.rooms.lost));
        assertEquals(Map.of(C, 1L), world.rooms.durable);
        assertEquals(List.of(), world.rooms.states);
    }

    @Test
    @DisplayName("a project whose row somebody holds goes with a later batch, and the others wait for nothing")
    void row_held() {
        world.append(A, 2);
        world.append(B, 1);
        world.loop.pass(100);
        world.store.stored.put(A, new Position(EPOCH, 0));
        world.store.commits.poll().answer().complete(Set.of(B));
        world.loop.run();
        assertEquals(Map.of(B, 1L), world.rooms.durable);
        assertTrue(world.store.commits.isEmpty(), "not at once");
        world.append(A, 1);
        world.append(B, 1);
        world.loop.pass(100);
        assertEquals(
                Map.of(A, List.of(1L, 3L), B, List.of(2L, 2L)), world.commit().seqs());
        world.committed();
        assertEquals(Map.of(A, 3L, B, 2L), world.rooms.durable);
    }

    @Test
    @DisplayName("D4 a project whose row is held for long waits by itself, and its people are told")
    void row_held_for_long() {
        world.append(A, 2);
        for (int i = 0; i < 5; i++) {
            world.loop.pass(200);
            world.store.stored.put(A, new Position(EPOCH, 0));
            world.store.commits.poll().answer().complete(Set.of());
            world.loop.run();
        }
        assertEquals(Map.of(A, List.of(PersistenceState.DEGRADED)), world.rooms.own);
        assertEquals(1, world.journal.failingProjects());
        world.loop.pass(60_000);
        assertTrue(world.store.commits.isEmpty());
        assertEquals(List.of(), world.rooms.lost);
        world.committed(world.apart);
        assertEquals(Map.of(A, 2L), world.rooms.durable);
        assertEquals(List.of(PersistenceState.DEGRADED, PersistenceState.OK), world.rooms.own.get(A));
        assertEquals(List.of(), world.rooms.states);
    }

    @Test
    @DisplayName("D4 a batch that fails twice is halved until the one project is found; it waits, the others do not")
    void set_apart() {
        world.append(A, 1);
        world.append(B, 1);
        world.append(C, 1);
        world.loop.pass(100);
        world.fail(world.store, raised);
        world.loop.pass(200);
        world.fail(world.store, raised);
        UUID late = new UUID(0, 4);
        world.append(late, 1);
        world.loop.pass(100);
        world.committed();
        assertEquals(Map.of(late, 1L), world.rooms.durable, "nobody waits for the search");
        world.search(run -> run.project().equals(B), raised);
        assertEquals(Map.of(A, 1L, C, 1L, late, 1L), world.rooms.durable);
        assertEquals(Map.of(B, List.of(PersistenceState.DEGRADED)), world.rooms.own);
        assertEquals(1, world.journal.failingProjects());
        for (int tries = 0; tries < 5; tries++) {
            world.loop.pass(5_000);
            world.fail(world.apart, raised);
            world.append(A, 1);
            world.loop.pass(100);
            assertEquals(Set.of(A), world.commit().seqs().keySet());
            world.committed();
        }
        world.loop.pass(5_000);
        world.committed(world.apart);
        assertEquals(1L, world.rooms.durable.get(B));
        assertEquals(List.of(PersistenceState.DEGRADED, PersistenceState.OK), world.rooms.own.get(B));
        assertEquals(0, world.journal.failingProjects());
        assertEquals(List.of(), world.rooms.states, "the journal as a whole was well all the time");
        assertEquals(List.of(), world.rooms.lost);
        assertEquals(List.of(), world.rooms.spoiled);
    }

    @Test
    @DisplayName("a batch that runs out of time is halved at once")
    void out_of_time() {
        world.append(A, 1);
        world.append(B, 1);
        world.loop.pass(100);
        world.fail(world.store, outOfTime);
        assertEquals(1, world.search.commits.size());
        world.search(run -> run.project().equals(A), outOfTime);
        assertEquals(Map.of(B, 1L), world.rooms.durable);
        assertEquals(Map.of(A, List.of(PersistenceState.DEGRADED)), world.rooms.own);
    }

    @Test
    @DisplayName("of a project that is set apart the events before the one that fails become durable, in order")
    void up_to_the_event() {
        world.append(A, 8);
        world.setApart(A);
        for (int tries = 0; tries < 20; tries++) {
            world.loop.pass(5_000);
            if (world.apart.commits.getFirst().runs().getFirst().upTo() >= 6) {
                world.fail(world.apart, raised);
            } else {
                world.committed(world.apart);
            }
        }
        assertEquals(Map.of(A, 5L), world.rooms.durable);
        assertEquals(List.of(), world.rooms.spoiled, "no event is dropped for a failure that may pass");
        for (int tries = 0; tries < 5; tries++) {
            world.loop.pass(5_000);
            if (!world.apart.commits.isEmpty()) {
                world.committed(world.apart);
            }
        }
        assertEquals(Map.of(A, 8L), world.rooms.durable);
    }

    @Test
    @DisplayName("a project that was set apart shares batches again when it had no trouble for a while")
    void probation() {
        world.append(A, 1);
        world.setApart(A);
        world.loop.pass(100);
        world.committed(world.apart);
        world.append(A, 1);
        world.loop.pass(200);
        assertTrue(world.store.commits.isEmpty());
        world.committed(world.apart);
        world.loop.pass(SetApart.PROBATION_MS);
        world.append(A, 1);
        world.loop.pass(100);
        world.committed();
        assertEquals(Map.of(A, 3L), world.rooms.durable);
    }

    @Test
    @DisplayName("a room that ends while its project is set apart leaves nothing behind, and its next life goes on")
    void forgotten_apart() {
        world.append(A, 1);
        world.setApart(A);
        world.journal.forget(A, EPOCH);
        world.loop.run();
        assertEquals(0, world.journal.failingProjects());
        assertEquals(0, world.journal.undurableBytes());
        assertEquals(List.of(PersistenceState.DEGRADED, PersistenceState.OK), world.rooms.own.get(A));
        world.loop.pass(60_000);
        assertTrue(world.apart.commits.isEmpty());
    }

    @Test
    @DisplayName("D5 a project at its own bound stops alone, and at half of it goes on")
    void own_bound() {
        JournalWorld small = new JournalWorld(new JournalSettings(100, 64 * MIB, MIB));
        small.append(A, 12, 100_000);
        assertFalse(small.journal.takesMore(A));
        assertTrue(small.journal.takesMore(B));
        assertEquals(Map.of(A, List.of(PersistenceState.STOPPED)), small.rooms.own);
        assertEquals(List.of(), small.rooms.states);
        small.loop.pass(100);
        small.committed();
        assertTrue(small.journal.takesMore(A));
        assertEquals(List.of(PersistenceState.STOPPED, PersistenceState.OK), small.rooms.own.get(A));
    }

    @Test
    @DisplayName(
            "D5 projects that are set apart have half of the bound together: the others have room, however many fail")
    void bound_of_those_apart() {
        JournalWorld small = new JournalWorld(new JournalSettings(100, 4 * MIB, 2 * MIB));
        for (UUID project : List.of(A, B, C)) {
            small.append(project, 1);
            small.setApart(project);
            small.append(project, 9, 100_000);
        }
        assertTrue(small.journal.takesMore(A));
        assertFalse(small.journal.takesMore(C));
        small.append(A, 1);
        assertFalse(small.journal.takesMore(A));
        assertTrue(small.journal.takesMore(new UUID(0, 4)));
        assertEquals(List.of(), small.rooms.states);
    }

    @Test
    @DisplayName("a wall clock that is set back holds nothing up for longer than the linger")
    void clock_set_back() {
        world.append(A, 1);
        world.loop.pass(100);
        world.append(A, 1);
        world.loop.setBack(3_600_000);
        world.committed();
        world.loop.pass(100);
        assertEquals(Map.of(A, List.of(2L, 2L)), world.commit().seqs());
    }

    @Test
    @DisplayName("D4 ok follows also when what could not be committed is not wanted any more")
    void degraded_does_not_stick() {
        world.append(A, 1);
        world.loop.pass(100);
        world.store.stored.put(A, new Position(EPOCH, 0));
        world.store.commits.poll().answer().fail("no database");
        world.loop.run();
        world.journal.forget(A, EPOCH);
        world.loop.pass(10_000);
        assertEquals(List.of(PersistenceState.DEGRADED, PersistenceState.OK), world.rooms.states);
    }

    @Test
    @DisplayName("D4 while a commit hangs, as one that waits for a standby, all are told; then it counts")
    void hanging() {
        world.append(A, 1);
        world.loop.pass(2_000);
        assertEquals(List.of(), world.rooms.states);
        world.loop.pass(2_000);
        assertEquals(List.of(PersistenceState.DEGRADED), world.rooms.states);
        assertEquals(Map.of(), world.rooms.durable);
        world.committed();
        assertEquals(Map.of(A, 1L), world.rooms.durable);
        assertEquals(List.of(PersistenceState.DEGRADED, PersistenceState.OK), world.rooms.states);
        world.loop.pass(10_000);
        assertEquals(2, world.rooms.states.size());
    }

    @Test
    @DisplayName("D4 without a database commits are tried again with growing pauses, and nothing is lost")
    void database_down() {
        world.append(A, 1);
        world.loop.pass(100);
        world.store.stored.put(A, new Position(EPOCH, 0));
        world.store.down = true;
        IllegalStateException down = new IllegalStateException("no database");
        world.store.commits.poll().answer().fail(down);
        world.loop.pass(60_000);
        assertEquals(Optional.of(down), world.journal.outage());
        world.append(A, 5);
        world.store.down = false;
        world.loop.pass(10_000);
        world.committed();
        world.loop.pass(100);
        world.committed();
        assertEquals(Map.of(A, 6L), world.rooms.durable);
        assertEquals(Optional.empty(), world.journal.outage());
        assertEquals(List.of(PersistenceState.DEGRADED, PersistenceState.OK), world.rooms.states);
    }

    @Test
    @DisplayName("D5 at the bound no more is taken; at half of it again")
    void bound() {
        JournalWorld small = new JournalWorld(100, MIB);
        small.append(A, 8, 100_000);
        assertTrue(small.journal.takesMore(A));
        small.append(A, 4, 100_000);
        assertFalse(small.journal.takesMore(A));
        small.loop.pass(100);
        assertEquals(List.of(PersistenceState.STOPPED), small.rooms.states);
        assertFalse(small.journal.takesMore(B));
        small.committed();
        assertTrue(small.journal.takesMore(A));
        assertEquals(List.of(PersistenceState.STOPPED, PersistenceState.OK), small.rooms.states);
    }

    @Test
    @DisplayName("an event the database does not take is found by halving, and harms its own project only")
    void unstorable() {
        world.append(A, 5);
        world.append(B, 3);
        world.loop.pass(100);
        Refused refused = new Refused(new IllegalArgumentException("22000"));
        world.fail(world.store, refused);
        world.search(run -> run.project().equals(A), refused);
        assertEquals(Map.of(B, 3L), world.rooms.durable);
        while (world.rooms.spoiled.isEmpty()) {
            Run run = world.apart.commits.getFirst().runs().getFirst();
            if (run.after() < 4 && run.upTo() >= 4) {
                world.fail(world.apart, refused);
            } else {
                world.committed(world.apart);
            }
            world.loop.pass(100);
        }
        assertEquals(List.of(4L), world.rooms.spoiled);
        assertEquals(Map.of(A, 3L, B, 3L), world.rooms.durable);
        assertEquals(0, world.journal.undurableBytes());
        world.append(B, 1);
        world.loop.pass(100);
        world.committed();
        assertEquals(4L, world.rooms.durable.get(B));
    }

    @Test
    @DisplayName("what a closed room left behind is dropped, and an answer that comes late is not told")
    void forgotten() {
        world.append(A, 1);
        world.loop.pass(100);
        world.append(A, 1);
        world.journal.forget(A, EPOCH);
        world.loop.run();
        world.committed();
        world.loop.pass(1_000);
        assertTrue(world.store.commits.isEmpty());
        assertEquals(Map.of(), world.rooms.durable);
        JournalWorld small = new JournalWorld(100, MIB);
        small.append(A, 12, 100_000);
        small.journal.forget(A, EPOCH);
        small.loop.run();
        assertTrue(small.journal.takesMore(A), "its bytes are free again");
    }

    @Test
    @DisplayName(
            "a commit whose answer was lost may have stored more than the next try holds: nobody has lost anything")
    void answer_lost_then_a_smaller_try() {
        world.append(A, 3, 40_000);
        world.append(B, 1);
        world.loop.pass(100);
        world.store.stored.put(B, new Position(EPOCH, 0));
        world.store.stored.put(A, new Position(EPOCH, 3)); // all of it, but nobody hears so
        world.fail(world.store, new IllegalStateException("the connection was closed"));
        world.append(A, 1);
        world.loop.pass(100);
        world.fail(world.store, outOfTime);
        assertEquals(
                List.of(1L, 1L),
                world.search.commits.getFirst().seqs().get(A),
                "the search takes less at a time than the batch that is stored");
        world.search.commits.poll().answer().complete(Set.of());
        world.loop.run();
        assertEquals(List.of(), world.rooms.lost);
        assertEquals(Map.of(A, 3L), world.rooms.durable);
        world.committed(world.search);
        world.loop.pass(100);
        world.committed();
        assertEquals(Map.of(A, 4L, B, 1L), world.rooms.durable);
        assertEquals(0, world.journal.undurableBytes());
    }

    @Test
    @DisplayName("a project set apart waits for no batch of the others: what comes while one is under way goes at once")
    void apart_beside_a_batch() {
        world.append(A, 1);
        world.setApart(A);
        world.loop.pass(100);
        world.committed(world.apart);
        world.loop.pass(1_000);
        world.append(B, 1);
        world.loop.pass(100);
        world.append(A, 1);
        assertEquals(1, world.store.commits.size(), "the batch of the others is under way");
        world.committed(world.apart);
        assertEquals(Map.of(A, 2L), world.rooms.durable);
    }

    @Test
    @DisplayName("a room that ends before the event to be refused was found shares batches again in its next life")
    void forgotten_while_looked_for() {
        Refused refused = new Refused(new IllegalArgumentException("22000"));
        world.append(A, 2);
        world.loop.pass(100);
        world.fail(world.store, refused);
        world.search(_ -> true, refused);
        world.journal.forget(A, EPOCH);
        world.loop.run();
        world.fail(world.apart, refused);
        world.loop.pass(SetApart.PROBATION_MS);
        world.append(A, 1);
        world.loop.pass(100);
        assertEquals(1, world.store.commits.size());
    }

    @Test
    @DisplayName("a commit of a project set apart that fails after its room has ended is told to nobody")
    void failed_after_the_end() {
        world.append(A, 1);
        world.setApart(A);
        world.loop.pass(100);
        world.journal.forget(A, EPOCH);
        world.loop.run();
        world.fail(world.apart, raised);
        world.loop.pass(60_000);
        assertEquals(List.of(PersistenceState.DEGRADED, PersistenceState.OK), world.rooms.own.get(A));
        assertEquals(0, world.journal.failingProjects());
    }

    @Test
    @DisplayName("where no connection for the search is to be had, the project is found over the one of all others")
    void no_connection_for_the_search() {
        IllegalStateException tooMany = new IllegalStateException("53300: too many connections");
        world.append(A, 1);
        world.append(B, 1);
        world.loop.pass(100);
        world.fail(world.store, outOfTime);
        while (!world.search.commits.isEmpty()) {
            world.fail(world.search, tooMany);
            if (world.commit().seqs().containsKey(A)) {
                world.fail(world.store, outOfTime);
            } else {
                world.committed();
            }
        }
        assertEquals(Map.of(B, 1L), world.rooms.durable);
        assertEquals(1, world.journal.failingProjects());
        assertEquals(List.of(), world.rooms.states);
    }

    @Test
    @DisplayName("a database that stops answering during a search ends it: all of its projects share the next batch")
    void down_during_a_search() {
        for (UUID project : List.of(A, B, C)) {
            world.append(project, 1);
        }
        world.loop.pass(100);
        world.fail(world.store, outOfTime);
        world.fail(world.search, new IllegalStateException("the connection was closed"));
        world.fail(world.store, new IllegalStateException("no connection"));
        assertTrue(world.search.commits.isEmpty());
        world.loop.pass(5_000);
        assertEquals(Set.of(A, B, C), world.commit().seqs().keySet());
        assertEquals(0, world.journal.failingProjects());
    }
}
