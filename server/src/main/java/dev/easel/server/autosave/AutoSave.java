package dev.easel.server.autosave;

import dev.easel.protocol.SavePolicy;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.AutoSaveFigures.LastSave;
import dev.easel.server.metrics.AutoSaveMetrics;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.FailingProject;
import dev.easel.server.persistence.FailingProjects;
import dev.easel.server.persistence.SaveSource;
import dev.easel.server.persistence.Saves;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves dirty projects: at each tick, or when their own policy says, and a single one at once when it is flushed. One
 * save of a project runs at a time. A failed save affects no other project; its project stays dirty and is saved again
 * at the next tick, and after more failures at a later one ({@link FailedSaves}).
 *
 * <p>{@link #mark}, {@link #forget} and {@link #flush} may be called from any thread; all else is confined to the
 * auto-save's own loop.
 */
public final class AutoSave implements Saves {
    private static final Logger LOG = LoggerFactory.getLogger(AutoSave.class);

    /** Events between two snapshots of a project. */
    static final long SNAPSHOT_EVENTS = 10_000;

    /**
     * How long a save that has its place waits for events of the last moment to become durable, in milliseconds: far
     * longer than a commit takes.
     */
    static final long DURABLE_MS = 1_000;

    private final Loop loop;
    private final DirtyProjects dirty;
    private final SaveStore store;
    private final AutoSaveMetrics metrics;
    private final SaveQueue queue;
    private final FailedSaves failed = new FailedSaves();
    private final FailingProjects failing = new FailingProjects();

    @SuppressWarnings("NullAway.Init") // attached before the first mark
    private SaveSource rooms;

    /** @param parallel how many saves run at the same time, at most */
    public AutoSave(Loop loop, DirtyProjects dirty, SaveStore store, AutoSaveMetrics metrics, int parallel) {
        this.loop = loop;
        this.dirty = dirty;
        this.store = store;
        this.metrics = metrics;
        this.queue = new SaveQueue(parallel, new Work());
        metrics.watch(failed::count);
    }

    /** Sets where captures come from; called once, before the first mark. */
    public void attach(SaveSource rooms) {
        this.rooms = rooms;
    }

    /**
     * Saves every dirty project whose turn it is, the longest unsaved first: those without a policy of their own, and
     * those whose last save failed.
     */
    public void tick() {
        loop.execute(() -> {
            metrics.tick(loop.now());
            failed.round(dirty::isDirty);
            failing.retain(failed::contains);
            dirty.list().stream()
                    .filter(each -> each.policy().equals(SavePolicy.STANDARD) || failed.contains(each.project()))
                    .map(DirtyProject::project)
                    .filter(failed::isDue)
                    .forEach(queue::save);
        });
    }

    /** Saves the dirty projects with a policy of their own for which it is time. */
    public void look() {
        loop.execute(() -> dirty.due().stream()
                .map(DirtyProject::project)
                .filter(project -> !failed.contains(project))
                .forEach(queue::save));
    }

    /** The projects whose last save failed. May be called from any thread. */
    public int failingProjects() {
        return failed.count();
    }

    /** The same, the longest failing first; of many, the latest to fail. May be called from any thread. */
    public List<FailingProject> failing() {
        return failing.list();
    }

    @Override
    public void mark(UUID project, long seq, SavePolicy policy) {
        dirty.mark(project, seq, policy);
    }

    @Override
    public void forget(UUID project) {
        dirty.forget(project);
    }

    @Override
    public Future<Boolean> flush(UUID project) {
        return loop.ask(() -> {
            boolean unsaved = dirty.isDirty(project) || queue.isSaving(project);
            Future<Void> saved = unsaved ? queue.saveNow(project) : Future.succeededFuture();
            return saved.map(unsaved);
        });
    }

    private Future<Void> save(UUID project) {
        Optional<DirtyProject> mark = dirty.find(project);
        long capturedAt = loop.now();
        return whenDurable(project, rooms.capture(project)).compose(capture -> {
            if (capture.isPresent()) {
                return write(capture.get(), capturedAt);
            }
            // Marked, but with nothing to save: it was saved since, or its room is closed. A later mark stays.
            mark.ifPresent(dirty::clear);
            works(project);
            return Future.succeededFuture();
        });
    }

    private <T> Future<T> whenDurable(UUID project, Future<T> captured) {
        return loop.within(DURABLE_MS, captured)
                .recover(failure -> Future.failedFuture(
                        failure instanceof TimeoutException ? new SaveQueue.NotDurable(project) : failure));
    }

    private Future<Void> write(Capture capture, long capturedAt) {
        long begunAt = System.nanoTime();
        return loop.bring(store.save(capture))
                .onFailure(cause -> failed(capture, cause))
                .compose(outcome -> switch (outcome) {
                    case SaveOutcome.Saved saved -> {
                        dirty.clear(capture.project(), capture.upTo(), capturedAt);
                        works(capture.project());
                        metrics.saved(saveOf(capture), System.nanoTime() - begunAt, saved.chunkNanos());
                        yield loop.bring(rooms.saved(capture.project(), capture.epoch(), capture.upTo()))
                                .compose(_ -> snapshot(capture.project()));
                    }
                    case SaveOutcome.Lost _ -> {
                        metrics.failed();
                        rooms.lost(capture.project(), capture.epoch());
                        yield Future.failedFuture("project " + capture.project() + " has another owner");
                    }
                });
    }

    private void works(UUID project) {
        failed.forget(project);
        failing.forget(project);
    }

    private LastSave saveOf(Capture capture) {
        int objects = capture.changed().size() + capture.deleted().size();
        return new LastSave(capture.project(), loop.now(), capture.upTo(), objects);
    }

    private void failed(Capture capture, Throwable cause) {
        LOG.atWarn()
                .addKeyValue(Field.PROJECT, capture.project())
                .addKeyValue(Field.EPOCH, capture.epoch())
                .addKeyValue(Field.SEQ, capture.upTo())
                .addKeyValue(Field.ERROR, Cause.of(cause))
                .log("The project was not saved and stays dirty");
        metrics.failed();
        failed.failed(capture.project());
        failing.add(capture.project(), cause, loop.now());
    }

    /** Writes a snapshot when one is due, so that the replay to any seq is short. A failure does not fail the save. */
    private Future<Void> snapshot(UUID project) {
        return whenDurable(project, rooms.snapshot(project, SNAPSHOT_EVENTS))
                .compose(due -> due.map(this::snapshot).orElse(Future.succeededFuture()))
                .recover(cause -> {
                    LOG.atWarn()
                            .addKeyValue(Field.PROJECT, project)
                            .addKeyValue(Field.ERROR, Cause.of(cause))
                            .log("No snapshot was made of the project");
                    return Future.succeededFuture();
                });
    }

    private Future<Void> snapshot(Snapshot snapshot) {
        // Also after a failure: a snapshot is much work, and is tried again after as many events, not at the next save.
        return loop.bring(store.saveSnapshot(snapshot))
                .onComplete((_, _) -> rooms.snapshotted(snapshot.project(), snapshot.epoch(), snapshot.seq()));
    }

    /** What the queue asks. */
    private final class Work implements SaveQueue.Work {
        @Override
        public Future<Void> ready(UUID project) {
            return loop.bring(rooms.allDurable(project));
        }

        @Override
        public Future<Void> save(UUID project) {
            return AutoSave.this.save(project);
        }

        @Override
        public boolean isDoubtful(UUID project) {
            return failed.contains(project);
        }
    }
}
