package dev.easel.server.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.room.TestLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SnapshottingTest {
    private final TestLoop loop = new TestLoop();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    /** Snapshots due of each project. */
    private final Map<UUID, Integer> due = new HashMap<>();

    private final Set<UUID> broken = new HashSet<>();
    private final List<UUID> made = new ArrayList<>();
    private int looks;

    private final Snapshotting snapshotting = new Snapshotting(
            loop,
            new DueSnapshots() {
                @Override
                public Future<Part> look(long from) {
                    looks++;
                    return Future.succeededFuture(new Part(
                            due.keySet().stream()
                                    .filter(it -> it.getMostSignificantBits() == from && due.get(it) > 0)
                                    .sorted()
                                    .toList(),
                            from == 0 ? OptionalLong.of(1) : OptionalLong.empty()));
                }

                @Override
                public Future<Boolean> makeNext(UUID project) {
                    if (broken.contains(project)) {
                        return Future.failedFuture("an event is missing");
                    }
                    made.add(project);
                    return Future.succeededFuture(due.merge(project, -1, Integer::sum) > 0);
                }
            },
            new UpkeepMetrics(registry));

    private UUID due(int part, int id, int snapshots) {
        UUID project = new UUID(part, id);
        due.put(project, snapshots);
        return project;
    }

    @Test
    @DisplayName("the snapshots of one project after the other are made, part by part of all projects, once a minute")
    void rounds() {
        UUID one = due(0, 1, 2);
        UUID two = due(1, 2, 1);
        snapshotting.start();
        loop.pass(Snapshotting.BETWEEN_MS - 10_000);
        assertEquals(List.of(one, one, two), made);
        assertEquals(2, looks);
        due.put(one, 1);
        due.remove(two);
        loop.pass(20_000);
        assertEquals(List.of(one, one, two, one), made);
    }

    @Test
    @DisplayName("a project that somebody waits for goes first, also between two rounds")
    void hurried() {
        UUID one = due(0, 1, 3);
        UUID two = due(1, 2, 1);
        snapshotting.start();
        loop.run();
        snapshotting.hurry(two);
        loop.pass(10_000);
        assertEquals(List.of(two, one, one, one), made.subList(0, 4));
        snapshotting.hurry(one);
        loop.pass(100);
        assertEquals(one, made.getLast());
    }

    @Test
    @DisplayName(
            "where none can be made, the others go on; after eleven such projects the round ends, and the next goes on")
    void failing() {
        for (int id = 1; id <= 20; id++) {
            broken.add(due(0, id, 1));
        }
        UUID whole = due(1, 99, 1);
        snapshotting.start();
        loop.pass(10_000);
        assertEquals(List.of(), made);
        assertEquals(0, registry.get("easel.history.snapshots.waiting").gauge().value(), "they are found again");
        assertEquals(
                11, registry.get("easel.history.snapshot.failures").counter().count());
        loop.pass(Snapshotting.BETWEEN_MS);
        assertEquals(List.of(whole), made);
        assertEquals(0, registry.get("easel.history.snapshots.waiting").gauge().value());
    }

    @Test
    @DisplayName("a round has so many projects, and no more; after a stop nothing begins")
    void bounded() {
        for (int id = 1; id <= Snapshotting.MOST + 5; id++) {
            due(0, id, 1);
        }
        snapshotting.start();
        loop.pass(20);
        double waiting = registry.get("easel.history.snapshots.waiting").gauge().value();
        assertEquals(Snapshotting.MOST, waiting + made.size());
        snapshotting.stop();
        int before = made.size();
        loop.pass(10 * Snapshotting.BETWEEN_MS);
        assertEquals(before, made.size());
    }
}
