package dev.easel.server.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.room.TestLoop;
import dev.easel.server.upkeep.OldEvents.Part;
import dev.easel.server.upkeep.OldEvents.Step;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private final TestLoop loop = new TestLoop();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Map<UUID, Queue<Step>> steps = new LinkedHashMap<>();
    private final Set<UUID> broken = new HashSet<>();
    private final List<UUID> asked = new ArrayList<>();
    private int looks;

    private final Retention retention = new Retention(
            loop,
            new OldEvents() {
                @Override
                public Future<Part> look(long from) {
                    looks++;
                    return Future.succeededFuture(new Part(
                            steps.keySet().stream()
                                    .filter(it -> it.getMostSignificantBits() == from)
                                    .toList(),
                            from == 0 ? OptionalLong.of(1) : OptionalLong.empty()));
                }

                @Override
                public Future<Step> next(UUID project) {
                    asked.add(project);
                    Step step = steps.getOrDefault(project, new ArrayDeque<>()).poll();
                    return broken.contains(project)
                            ? Future.failedFuture("an event is missing")
                            : Future.succeededFuture(step == null ? new Step.Nothing() : step);
                }
            },
            new UpkeepMetrics(registry));

    private UUID project(int part, int id, Step... some) {
        UUID project = new UUID(part, id);
        steps.put(project, new ArrayDeque<>(List.of(some)));
        return project;
    }

    private double count(String meter) {
        return registry.get(meter).counter().count();
    }

    @Test
    @DisplayName("one project after the other is folded and dropped to the end, and counted")
    void rounds() {
        UUID one = project(0, 1, new Step.Folded(2_000, 2_000, 7), new Step.Dropped(1_500), new Step.Dropped(500));
        UUID two = project(1, 1, new Step.Dropped(10));
        retention.start();
        loop.pass(60_000);
        assertEquals(List.of(one, one, one, one, two, two), asked);
        assertEquals(2, looks);
        assertEquals(2_010, count("easel.retention.events.dropped"));
        assertEquals(1, count("easel.retention.folds"));
        assertEquals(0, count("easel.retention.failures"));
        loop.pass(Retention.BETWEEN_MS);
        assertEquals(4, looks);
    }

    @Test
    @DisplayName(
            "a project in which it fails is left alone for a day; after many the round ends, and goes on behind them")
    void failing() {
        for (int id = 1; id <= Retention.FAILED + 3; id++) {
            broken.add(project(0, id));
        }
        UUID samePart = project(0, 99, new Step.Dropped(10));
        UUID behind = project(1, 1, new Step.Dropped(10));
        retention.start();
        loop.pass(60_000);
        assertEquals(Retention.FAILED + 1, asked.size());
        assertEquals(Retention.FAILED + 1, count("easel.retention.failures"));
        loop.pass(Retention.BETWEEN_MS);
        List<UUID> second = asked.subList(Retention.FAILED + 1, asked.size());
        assertEquals(List.of(samePart, samePart, behind, behind), second.subList(2, second.size()));
        assertTrue(broken.containsAll(second.subList(0, 2)));
        int before = asked.size();
        loop.pass((Retention.ROUNDS_LEFT_ALONE - 3) * Retention.BETWEEN_MS);
        assertEquals(
                List.of(),
                asked.subList(before, asked.size()).stream()
                        .filter(broken::contains)
                        .toList());
        loop.pass(6 * Retention.BETWEEN_MS);
        assertEquals(
                broken,
                new HashSet<>(asked.subList(before, asked.size()).stream()
                        .filter(broken::contains)
                        .toList()));
    }

    @Test
    @DisplayName("at the end of the server nothing is begun any more")
    void stopped() {
        project(0, 1, new Step.Dropped(1), new Step.Dropped(1), new Step.Dropped(1));
        retention.start();
        loop.pass(1);
        retention.stop();
        int before = asked.size();
        loop.pass(10 * Retention.BETWEEN_MS);
        assertEquals(before, asked.size());
    }
}
