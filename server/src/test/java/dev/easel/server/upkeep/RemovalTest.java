package dev.easel.server.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.room.TestLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RemovalTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);

    private final TestLoop loop = new TestLoop();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Deleted deleted = new Deleted();
    private final Removal removal = new Removal(loop, deleted, new UpkeepMetrics(registry));

    @Test
    @DisplayName("the rows of one project after the other are removed, a step at a time with a pause after each")
    void steps() {
        deleted.rows.put(A, 3);
        deleted.rows.put(B, 1);
        removal.wake();
        loop.run();
        assertEquals(List.of(), deleted.removed, "what is left is only looked for in the first step");
        assertEquals(2, registry.get("easel.deleted.projects.waiting").gauge().value());
        loop.pass(10);
        assertEquals(List.of(A), deleted.removed);
        loop.pass(200);
        assertEquals(List.of(A, A, A, B), deleted.removed);
        assertEquals(4, registry.get("easel.deleted.rows.removed").counter().count());
        assertEquals(0, registry.get("easel.deleted.projects.waiting").gauge().value());
    }

    @Test
    @DisplayName("what is deleted while a round runs is removed at once after it; what others leave, in the next round")
    void rounds() {
        deleted.rows.put(A, 1);
        removal.wake();
        removal.wake();
        loop.pass(1_000);
        assertEquals(List.of(A), deleted.removed);
        deleted.rows.put(B, 1);
        loop.pass(30_000);
        assertEquals(List.of(A), deleted.removed);
        removal.wake();
        loop.pass(1_000);
        assertEquals(List.of(A, B), deleted.removed);
        deleted.rows.put(A, 1);
        loop.pass(Removal.BETWEEN_MS);
        assertEquals(List.of(A, B, A), deleted.removed);
    }

    @Test
    @DisplayName("a project whose rows cannot be removed holds up no other, and is tried again in the next round")
    void failing() {
        deleted.rows.put(A, 1);
        deleted.rows.put(B, 1);
        deleted.failing = A;
        removal.wake();
        loop.pass(1_000);
        assertEquals(List.of(B), deleted.removed);
        deleted.failing = null;
        loop.pass(Removal.BETWEEN_MS);
        assertEquals(List.of(B, A), deleted.removed);
    }

    @Test
    @DisplayName("while the store does not answer nothing happens but one question a round; stopped, not even that")
    void unavailable() {
        deleted.rows.put(A, 1);
        deleted.unavailable = true;
        removal.wake();
        loop.pass(10 * Removal.BETWEEN_MS);
        assertEquals(11, deleted.questions);
        deleted.unavailable = false;
        removal.stop();
        removal.wake();
        loop.pass(2 * Removal.BETWEEN_MS);
        assertEquals(11, deleted.questions);
    }

    @Test
    @DisplayName("what has been in the trash for long enough is deleted for good, in portions, before all else")
    void trash() {
        deleted.expired.addAll(List.of(2, 1));
        deleted.rows.put(A, 1);
        removal.wake();
        loop.pass(1_000);
        assertTrue(deleted.expired.isEmpty());
        assertEquals(List.of(A), deleted.removed);
        assertEquals(3, registry.get("easel.trash.purged").counter().count());
        assertEquals(7, registry.get("easel.trash.projects").gauge().value());
    }

    private static final class Deleted implements DeletedProjects {
        final Map<UUID, Integer> rows = new LinkedHashMap<>();
        final List<UUID> removed = new ArrayList<>();
        final Deque<Integer> expired = new ArrayDeque<>();
        UUID failing;
        boolean unavailable;
        int questions;

        @Override
        public Future<Integer> purgeSome() {
            return Future.succeededFuture(expired.isEmpty() ? 0 : expired.remove());
        }

        @Override
        public Future<Long> trashed() {
            return Future.succeededFuture(7L);
        }

        @Override
        public Future<Optional<Remains>> next(Set<UUID> except) {
            questions++;
            return unavailable
                    ? Future.failedFuture("no database")
                    : Future.succeededFuture(rows.keySet().stream()
                            .filter(project -> !except.contains(project))
                            .findFirst()
                            .map(project -> new Left(project, rows.size())));
        }

        private final class Left implements Remains {
            private final UUID project;
            private final long waiting;

            Left(UUID project, long waiting) {
                this.project = project;
                this.waiting = waiting;
            }

            @Override
            public UUID project() {
                return project;
            }

            @Override
            public long waiting() {
                return waiting;
            }

            @Override
            public Future<Integer> removeSome() {
                if (project.equals(failing)) {
                    return Future.failedFuture("a trigger raises");
                }
                int left = rows.get(project);
                if (left == 0) {
                    rows.remove(project);
                    return Future.succeededFuture(0);
                }
                rows.put(project, left - 1);
                removed.add(project);
                return Future.succeededFuture(1);
            }
        }
    }
}
