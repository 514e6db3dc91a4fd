package dev.easel.server.journal;

import static dev.easel.server.journal.JournalWorld.A;
import static dev.easel.server.journal.JournalWorld.B;
import static dev.easel.server.journal.JournalWorld.C;
import static dev.easel.server.journal.JournalWorld.EPOCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.journal.JournalStore.Position;
import dev.easel.server.journal.JournalStore.Refused;
import dev.easel.server.journal.JournalStore.Run;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final long MIB = 1 << 20;

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
    @DisplayName(
            "a commit cut at the wrong moment is looked up: what was committed is durable, the rest is tried again")
    void unknown_outcome() {
        world.append(A, 1);
        world.append(B, 1);
        world.loop.pass(100);
        world.store.stored.put(A, new Position(EPOCH, 1));
        world.store.stored.put(B, new Position(EPOCH, 0));
        world.store.commits.poll().answer().fail("connection cut");
        world.loop.pass(10_000);
        assertEquals(Map.of(A, 1L), world.rooms.durable);
        assertEquals(Map.of(B, List.of(1L, 1L)), world.commit().seqs());
        world.committed();
        assertEquals(Map.of(A, 1L, B, 1L), world.rooms.durable);
        assertEquals(List.of(PersistenceState.DEGRADED, PersistenceState.OK), world.rooms.states);
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
    @DisplayName("a row that is held while a batch is being halved puts the whole run back, and the room lives")
    void row_held_while_halving() {
        world.append(A, 4);
        world.loop.pass(100);
        world.store.stored.put(A, new Position(EPOCH, 0));
        world.store.commits.poll().answer().fail(new Refused(new IllegalArgumentException("22000")));
        world.loop.run();
        world.store.commits.poll().answer().complete(Set.of());
        world.loop.run();
        assertEquals(List.of(), world.rooms.lost);
        world.loop.pass(1_000);
        assertEquals(Map.of(A, List.of(1L, 4L)), world.commit().seqs());
        world.committed();
        assertEquals(Map.of(A, 4L), world.rooms.durable);
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
    @DisplayName("D4 without a database commits are tried again with growing pauses, and nothing is lost")
    void database_down() {
        world.append(A, 1);
        world.loop.pass(100);
        world.store.stored.put(A, new Position(EPOCH, 0));
        world.store.down = true;
        world.store.commits.poll().answer().fail("no database");
        world.loop.pass(60_000);
        world.append(A, 5);
        world.store.down = false;
        world.loop.pass(10_000);
        world.committed();
        world.loop.pass(100);
        world.committed();
        assertEquals(Map.of(A, 6L), world.rooms.durable);
        assertEquals(List.of(PersistenceState.DEGRADED, PersistenceState.OK), world.rooms.states);
    }

    @Test
    @DisplayName("D5 at the bound no more is taken; at half of it again")
    void bound() {
        JournalWorld small = new JournalWorld(100, MIB);
        small.append(A, 8, 100_000);
        assertTrue(small.journal.takesMore());
        small.append(A, 4, 100_000);
        assertFalse(small.journal.takesMore());
        small.loop.pass(100);
        assertEquals(List.of(PersistenceState.STOPPED), small.rooms.states);
        small.committed();
        assertTrue(small.journal.takesMore());
        assertEquals(List.of(PersistenceState.STOPPED, PersistenceState.OK), small.rooms.states);
    }

    @Test
    @DisplayName("an event the database does not take is found by halving, and harms its own project only")
    void unstorable() {
        world.append(A, 5);
        world.append(B, 3);
        world.loop.pass(100);
        while (!world.store.commits.isEmpty()) {
            List<Run> runs = world.commit().runs();
            boolean bad = runs.stream()
                    .anyMatch(run -> run.project().equals(A)
                            && run.entries().stream()
                                    .anyMatch(entry -> entry.event().seq() == 4));
            if (bad) {
                world.store.commits.poll().answer().fail(new Refused(new IllegalArgumentException("22000")));
                world.loop.run();
            } else {
                world.committed();
            }
        }
        assertEquals(List.of(4L), world.rooms.spoiled);
        assertEquals(Map.of(A, 3L, B, 3L), world.rooms.durable);
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
        assertTrue(small.journal.takesMore(), "its bytes are free again");
    }
}
