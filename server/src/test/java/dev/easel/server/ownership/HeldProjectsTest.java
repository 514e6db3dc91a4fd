package dev.easel.server.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.metrics.OwnershipMetrics;
import dev.easel.server.persistence.OwnershipListener;
import dev.easel.server.room.TestLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeldProjectsTest {
    private static final UUID BOARD = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final TestLoop loop = new TestLoop();
    private final Rows rows = new Rows();
    private final Told told = new Told();
    private final HeldProjects held = new HeldProjects(
            loop,
            rows,
            new OwnershipMetrics(new SimpleMeterRegistry(), new ActivityLog(InstantSource.system())),
            told,
            it -> told.all.add("changed " + it));

    @Test
    @DisplayName("what is told while the database does not answer is looked at once it does")
    void unanswered() {
        held.add(BOARD, 7);
        held.told(BOARD);
        rows.asked.remove().fail("no connection");
        loop.run();
        assertEquals(0, rows.asked.size());
        loop.pass(HeldProjects.AGAIN_MS);
        rows.asked.remove().complete(Map.of(BOARD, 8L));
        loop.run();
        assertEquals(List.of("lost " + BOARD + " 7"), told.all);
    }

    @Test
    @DisplayName("what is told meanwhile is looked at together, behind one question to the database")
    void together() {
        held.add(BOARD, 7);
        held.add(OTHER, 7);
        held.told(BOARD);
        held.told(BOARD);
        held.told(OTHER);
        held.told(new UUID(0, 3));
        assertEquals(1, rows.asked.size());
        rows.asked.remove().complete(Map.of(BOARD, 7L));
        loop.run();
        assertEquals(List.of("changed " + BOARD), told.all);
        assertEquals(1, rows.asked.size(), "the first was told of again after its row was asked for");
        rows.asked.remove().complete(Map.of(BOARD, 7L));
        loop.run();
        assertEquals(List.of("changed " + BOARD, "deleted " + OTHER, "changed " + BOARD), told.all);
        assertEquals(0, rows.asked.size());
    }

    @Test
    @DisplayName("what is held was looked at when the rooms of what was lost have closed: before, edits may come in")
    void heard() {
        held.add(BOARD, 7);
        Future<Void> checked = held.check();
        rows.asked.remove().complete(Map.of(BOARD, 8L));
        loop.run();
        assertEquals(List.of("lost " + BOARD + " 7"), told.all);
        assertFalse(checked.isComplete());
        told.heard.complete();
        assertTrue(checked.succeeded());
    }

    private static final class Told implements OwnershipListener {
        final List<String> all = new ArrayList<>();
        final Promise<Void> heard = Promise.promise();

        @Override
        public void lost(UUID project, long epoch) {
            all.add("lost " + project + " " + epoch);
        }

        @Override
        public void deleted(UUID project) {
            all.add("deleted " + project);
        }

        @Override
        public Future<Void> heard() {
            return heard.future();
        }

        @Override
        public void frozen(boolean isFrozen) {}
    }

    /** Rows that answer only when the test says so. */
    private static final class Rows implements ProjectOwners {
        final Deque<Promise<Map<UUID, Long>>> asked = new ArrayDeque<>();

        @Override
        public Future<Map<UUID, Long>> epochs(Collection<UUID> projects) {
            Promise<Map<UUID, Long>> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        }

        @Override
        public Future<Optional<Owner>> find(UUID project) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<OptionalLong> take(UUID project, long least) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<OptionalLong> takeFrom(UUID project, Owner dead, OptionalLong beat, long least) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Void> giveUp(UUID project, long epoch) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Void> handOver(UUID project, long epoch, String successor) {
            throw new UnsupportedOperationException();
        }
    }
}
