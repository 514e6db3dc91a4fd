package dev.easel.server.autosave;

import dev.easel.protocol.SavePolicy;
import dev.easel.server.metrics.AutoSaveMetrics;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.SaveSource;
import dev.easel.server.persistence.Snapshot;
import dev.easel.server.room.TestLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An auto-save on a loop turned by hand, over rooms that only count and a store that answers when told. */
final class AutoSaveWorld {
    static final int PARALLEL = 2;
    static final long EPOCH = 7;

    final TestLoop loop = new TestLoop();
    final DirtyProjects dirty = new DirtyProjects(loop);
    final AutoSaveMetrics metrics = new AutoSaveMetrics(new SimpleMeterRegistry(), dirty::size, dirty::oldestAgeMs);
    final FakeRooms rooms = new FakeRooms();
    final FakeStore store = new FakeStore();
    final AutoSave autoSave = new AutoSave(loop, dirty, store, metrics, PARALLEL);

    AutoSaveWorld() {
        autoSave.attach(rooms);
    }

    static UUID project(int number) {
        return new UUID(0, number);
    }

    /** An edit: the room applies it and marks the project. */
    void edit(UUID project) {
        edit(project, SavePolicy.STANDARD);
    }

    void edit(UUID project, SavePolicy policy) {
        long seq = rooms.applied.merge(project, 1L, Long::sum);
        autoSave.mark(project, seq, policy);
        loop.pass(1);
    }

    void tick() {
        autoSave.tick();
        loop.run();
    }

    /** Lets so much time pass, in which the auto-save looks for what is due. */
    void look(long ms) {
        loop.pass(ms);
        autoSave.look();
        loop.run();
    }

    /** Answers the save of the project that runs. */
    void commit(UUID project) {
        store.running(project).answer().complete(new SaveOutcome.Saved(List.of()));
        loop.run();
    }

    void fail(UUID project) {
        store.running(project).answer().fail("no database");
        loop.run();
    }

    static final class FakeRooms implements SaveSource {
        final Map<UUID, Long> applied = new HashMap<>();
        final Map<UUID, Long> durable = new HashMap<>();
        final Map<UUID, Long> snapshots = new HashMap<>();
        final List<UUID> lost = new ArrayList<>();

        /** Projects whose events do not become durable. */
        final Map<UUID, Promise<Void>> stuck = new HashMap<>();

        /** Projects whose events of the last moment do not become durable. */
        final Set<UUID> stuckLater = new HashSet<>();

        private final Set<UUID> captured = new HashSet<>();
        private final Promise<Void> later = Promise.promise();

        void becomeDurable() {
            stuckLater.clear();
            later.complete();
        }

        @Override
        public Future<Void> allDurable(UUID project) {
            if (stuckLater.contains(project) && captured.contains(project)) {
                return later.future();
            }
            return stuck.containsKey(project) ? stuck.get(project).future() : Future.succeededFuture();
        }

        @Override
        public Future<Optional<Capture>> capture(UUID project) {
            captured.add(project);
            if (stuckLater.contains(project)) {
                return Promise.<Optional<Capture>>promise().future();
            }
            long after = durable.getOrDefault(project, 0L);
            long upTo = applied.getOrDefault(project, 0L);
            return Future.succeededFuture(
                    after == upTo
                            ? Optional.empty()
                            : Optional.of(new Capture(project, EPOCH, after, upTo, 0, List.of(), List.of())));
        }

        @Override
        public Future<Void> saved(UUID project, long epoch, long seq) {
            durable.put(project, seq);
            return Future.succeededFuture();
        }

        @Override
        public Future<Optional<Snapshot>> snapshot(UUID project, long events) {
            boolean due = durable.get(project) - snapshots.getOrDefault(project, 0L) >= events;
            return Future.succeededFuture(
                    due
                            ? Optional.of(new Snapshot(project, EPOCH, durable.get(project), List.of()))
                            : Optional.empty());
        }

        @Override
        public void snapshotted(UUID project, long epoch, long seq) {
            snapshots.put(project, seq);
        }

        @Override
        public void lost(UUID project, long epoch) {
            lost.add(project);
        }
    }

    record Running(Capture capture, Promise<SaveOutcome> answer) {}

    static final class FakeStore implements SaveStore {
        final List<Running> saves = new ArrayList<>();
        final List<Snapshot> snapshots = new ArrayList<>();
        boolean failingSnapshots;
        int statements;

        Running running(UUID project) {
            Running running = saves.stream()
                    .filter(save -> save.capture().project().equals(project))
                    .findFirst()
                    .orElseThrow();
            saves.remove(running);
            return running;
        }

        List<UUID> projects() {
            return saves.stream().map(save -> save.capture().project()).toList();
        }

        @Override
        public Future<SaveOutcome> save(Capture capture) {
            statements++;
            Promise<SaveOutcome> answer = Promise.promise();
            saves.add(new Running(capture, answer));
            return answer.future();
        }

        @Override
        public Future<Void> saveSnapshot(Snapshot snapshot) {
            snapshots.add(snapshot);
            return failingSnapshots ? Future.failedFuture("no room") : Future.succeededFuture();
        }
    }
}
