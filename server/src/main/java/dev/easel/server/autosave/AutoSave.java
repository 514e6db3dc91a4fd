package dev.easel.server.autosave;

import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.SaveSource;
import dev.easel.server.persistence.Saves;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves dirty projects: every tick what is dirty, at once what is flushed. One project's failure never touches
 * another's save; a project is saved by one save at a time; a failed one stays dirty and is tried again at the next
 * tick.
 *
 * <p>{@link #mark}, {@link #forget} and {@link #flush} may be called from any thread; all else is confined to the
 * auto-save's own loop.
 */
public final class AutoSave implements Saves {
    private static final Logger LOG = LoggerFactory.getLogger(AutoSave.class);

    /** Events between two snapshots of a project. */
    static final long SNAPSHOT_EVENTS = 10_000;

    private final Loop loop;
    private final DirtyProjects dirty;
    private final SaveStore store;
    private final AutoSaveMetrics metrics;
    private final SaveQueue queue;

    private SaveSource rooms;

    /** @param parallel how many projects are saved at the same time */
    public AutoSave(Loop loop, DirtyProjects dirty, SaveStore store, AutoSaveMetrics metrics, int parallel) {
        this.loop = loop;
        this.dirty = dirty;
        this.store = store;
        this.metrics = metrics;
        this.queue = new SaveQueue(parallel, this::save);
    }

    /** Tells where to capture from; called once, before anything is marked. */
    public void attach(SaveSource rooms) {
        this.rooms = rooms;
    }

    /** One round: every dirty project is saved, the one that has waited longest first. */
    public void tick() {
        loop.execute(() -> {
            metrics.tick(loop.now());
            dirty.list().forEach(entry -> queue.save(entry.project()));
        });
    }

    @Override
    public void mark(UUID project, long seq) {
        dirty.mark(project, seq);
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
        return loop.bring(rooms.capture(project)).compose(capture -> {
            if (capture.isPresent()) {
                return write(capture.get(), capturedAt);
            }
            // Nothing to save although it was marked: saved meanwhile, or the room is gone. A later mark stays.
            mark.ifPresent(dirty::clear);
            return Future.succeededFuture();
        });
    }

    private Future<Void> write(Capture capture, long capturedAt) {
        long begunAt = System.nanoTime();
        return loop.bring(store.save(capture))
                .onFailure(cause -> failed(capture, cause))
                .compose(outcome -> switch (outcome) {
                    case SaveOutcome.Saved saved -> {
                        dirty.clear(capture.project(), capture.upTo(), capturedAt);
                        metrics.saved(capture, saved, System.nanoTime() - begunAt, loop.now());
                        yield loop.bring(rooms.saved(capture.project(), capture.epoch(), capture.upTo()))
                                .compose(_ -> snapshot(capture.project()));
                    }
                    case SaveOutcome.Lost _ -> {
                        metrics.failed();
                        rooms.lost(capture.project(), capture.epoch());
                        yield Future.failedFuture("project " + capture.project() + " is owned by another");
                    }
                });
    }

    private void failed(Capture capture, Throwable cause) {
        LOG.warn("Project {} was not saved and stays dirty: {}", capture.project(), cause.toString());
        metrics.failed();
    }

    /** A whole canvas now and then, so that any past seq is a short replay away. The save is good without it. */
    private Future<Void> snapshot(UUID project) {
        return loop.bring(rooms.snapshot(project, SNAPSHOT_EVENTS))
                .compose(due -> due.map(this::snapshot).orElse(Future.succeededFuture()))
                .recover(cause -> {
                    LOG.warn("No snapshot was made of project {}: {}", project, cause.toString());
                    return Future.succeededFuture();
                });
    }

    private Future<Void> snapshot(Snapshot snapshot) {
        // Also when it failed: it is a large piece of work, to be tried again after as many events, not at every save.
        return loop.bring(store.saveSnapshot(snapshot))
                .onComplete((_, _) -> rooms.snapshotted(snapshot.project(), snapshot.epoch(), snapshot.seq()));
    }
}
