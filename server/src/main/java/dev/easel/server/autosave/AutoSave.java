package dev.easel.server.autosave;

import dev.easel.server.room.Capture;
import dev.easel.server.room.Loop;
import dev.easel.server.room.ProjectStore;
import dev.easel.server.room.ProjectStore.Position;
import dev.easel.server.room.SaveOutcome;
import dev.easel.server.room.Saveable;
import dev.easel.server.room.Saves;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
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

    private final Loop loop;
    private final DirtyProjects dirty;
    private final ProjectStore store;
    private final AutoSaveMetrics metrics;
    private final SaveQueue queue;
    /** Projects whose last save failed: nobody knows yet whether it was committed. */
    private final Set<UUID> unsettled = new HashSet<>();

    private Saveable rooms;

    /** @param parallel how many projects are saved at the same time */
    public AutoSave(Loop loop, DirtyProjects dirty, ProjectStore store, AutoSaveMetrics metrics, int parallel) {
        this.loop = loop;
        this.dirty = dirty;
        this.store = store;
        this.metrics = metrics;
        this.queue = new SaveQueue(parallel, this::save);
    }

    /** Tells where to capture from; called once, before anything is marked. */
    public void attach(Saveable rooms) {
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
        Context caller = Vertx.currentContext();
        Promise<Boolean> flushed = Promise.promise();
        loop.execute(() -> {
            boolean unsaved = dirty.isDirty(project) || queue.isSaving(project);
            Future<Void> saved = unsaved ? queue.saveNow(project) : Future.succeededFuture();
            saved.map(unsaved).onComplete((value, failure) -> {
                if (caller == null) {
                    flushed.complete(value, failure);
                } else {
                    caller.runOnContext(_ -> flushed.complete(value, failure));
                }
            });
        });
        return flushed.future();
    }

    private Future<Void> save(UUID project) {
        Optional<DirtyProject> mark = dirty.find(project);
        long capturedAt = loop.now();
        return onLoop(rooms.capture(project)).compose(capture -> {
            if (capture.isPresent()) {
                return settled(capture.get()).compose(settled -> write(settled, capturedAt));
            }
            // Nothing to save although it was marked: saved meanwhile, or the room is gone. A later mark stays.
            mark.ifPresent(entry -> dirty.clear(project, entry.seq(), capturedAt));
            return Future.succeededFuture();
        });
    }

    /** What there is to save once it is known how the last save ended; empty when that leaves nothing. */
    private Future<Optional<Capture>> settled(Capture capture) {
        if (!unsettled.contains(capture.project())) {
            return Future.succeededFuture(Optional.of(capture));
        }
        return onLoop(store.position(capture.project()))
                .onFailure(cause -> failed(capture, cause))
                .compose(position -> settled(capture, position));
    }

    private Future<Optional<Capture>> settled(Capture capture, Optional<Position> stored) {
        UUID project = capture.project();
        unsettled.remove(project);
        boolean mine = stored.isPresent() && stored.get().epoch() == capture.epoch();
        if (!mine || stored.get().seq() < capture.after() || stored.get().seq() > capture.upTo()) {
            rooms.lost(project, capture.epoch());
            return Future.succeededFuture(Optional.empty());
        }
        if (stored.get().seq() == capture.after()) {
            return Future.succeededFuture(Optional.of(capture));
        }
        return onLoop(rooms.saved(project, capture.epoch(), stored.get().seq()))
                .compose(_ -> onLoop(rooms.capture(project)));
    }

    private Future<Void> write(Optional<Capture> captured, long capturedAt) {
        if (captured.isEmpty()) {
            return Future.succeededFuture();
        }
        Capture capture = captured.get();
        long begunAt = System.nanoTime();
        return onLoop(store.save(capture))
                .onFailure(cause -> failed(capture, cause))
                .compose(outcome -> switch (outcome) {
                    case SaveOutcome.Saved saved -> {
                        dirty.clear(capture.project(), capture.upTo(), capturedAt);
                        metrics.saved(capture, saved, System.nanoTime() - begunAt, loop.now());
                        yield onLoop(rooms.saved(capture.project(), capture.epoch(), capture.upTo()));
                    }
                    case SaveOutcome.Lost _ -> {
                        metrics.failed();
                        rooms.lost(capture.project(), capture.epoch());
                        yield Future.failedFuture("project " + capture.project() + " is owned by another");
                    }
                });
    }

    private void failed(Capture capture, Throwable cause) {
        LOG.warn("project {} was not saved and stays dirty: {}", capture.project(), cause.toString());
        metrics.failed();
        unsettled.add(capture.project());
        rooms.saveFailed(capture.project(), capture.epoch());
    }

    /** The same future, completing on this loop wherever it came from. */
    private <T> Future<T> onLoop(Future<T> future) {
        Promise<T> here = Promise.promise();
        future.onComplete((value, failure) -> loop.execute(() -> here.complete(value, failure)));
        return here.future();
    }
}
