package dev.easel.server.room;

import dev.easel.protocol.CloseCode;
import dev.easel.protocol.Event;
import dev.easel.protocol.ServerMessage;
import dev.easel.protocol.ServerMessage.Closing;
import dev.easel.protocol.ServerMessage.ClosingReason;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.canvas.Canvas;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one room, in one map entry: LOADING → ACTIVE → DRAINING → CLOSED. Those who come while it loads share the
 * load; one who comes while it drains cancels that; a closed one is gone from the map and the next comer starts a new
 * life. A room leaves memory only when nothing in it is unsaved, or when it has lost its project (architecture rule 5).
 * Confined to the room's loop.
 */
final class RoomLife {
    private static final Logger LOG = LoggerFactory.getLogger(RoomLife.class);

    private static final OptionalLong RETRY_MS = OptionalLong.of(200);

    private final UUID project;
    private final RoomPorts ports;
    private final Loop loop;
    private final Loop guarded = new Guarded();
    private final Pace pace;
    private final Runnable gone;
    private final Promise<RoomLife> opened = Promise.promise();

    private State state = State.LOADING;
    private PersistenceState persistence = PersistenceState.OK;
    private ProjectNews changed;
    private Room room;
    private Loop.Timer idle;
    private long usedAt;

    /**
     * @param pace of all rooms of the loop
     * @param gone run once, when this life has ended and a new one may begin
     */
    RoomLife(UUID project, RoomPorts ports, Loop loop, Pace pace, Runnable gone) {
        this.project = project;
        this.ports = ports;
        this.loop = loop;
        this.pace = pace;
        this.gone = gone;
    }

    /** Begins: one load for all who come meanwhile. */
    void load() {
        ports.store()
                .load(project)
                .onComplete((loaded, failure) -> guarded.execute(() -> {
                    if (state != State.LOADING) {
                        return;
                    }
                    if (failure != null) {
                        notLoaded(failure);
                        return;
                    }
                    switch (loaded) {
                        case Loaded.Absent _ -> end(new RoomUnavailable(RoomUnavailable.Reason.ABSENT, null));
                        case Loaded.Found found -> replay(found);
                    }
                }));
    }

    /** A large canvas with many events takes longer than an event loop may be held. */
    private void replay(Loaded.Found found) {
        loop.offload(() -> Canvas.replayed(
                        ports.settings().limits(),
                        found.checkpoint(),
                        found.checkpointAt(),
                        found.objects(),
                        found.events()))
                .onComplete((canvas, failure) -> guarded.execute(() -> {
                    if (state != State.LOADING) {
                        return;
                    }
                    if (failure != null) {
                        notLoaded(failure);
                    } else {
                        activate(found, canvas);
                    }
                }));
    }

    private void notLoaded(Throwable failure) {
        LOG.warn("Project {} could not be loaded", project, failure);
        end(new RoomUnavailable(RoomUnavailable.Reason.NOT_LOADED, failure));
    }

    private void activate(Loaded.Found found, Canvas canvas) {
        state = State.ACTIVE;
        room = new Room(ports, guarded, this, found, canvas);
        room.persistence(persistence);
        if (changed != null) {
            room.changed(changed);
        }
        markUnsaved();
        ports.metrics().rooms.increment();
        touch();
        watch();
        opened.complete(this);
    }

    /** What was replayed, or is unsaved for whatever reason, wants saving. */
    private void markUnsaved() {
        if (!room.isSaved()) {
            ports.saves().mark(project, room.seq());
        }
    }

    /** The project's title, version or settings are others now; one that is still loading remembers it. */
    void changed(ProjectNews news) {
        changed = news;
        if (room != null) {
            room.changed(news);
        }
    }

    /** How the journal does now. */
    void persistence(PersistenceState now) {
        persistence = now;
        if (room != null) {
            room.persistence(now);
        }
    }

    /** This life, once its room is there; fails with {@link RoomUnavailable}. */
    Future<RoomLife> open() {
        touch();
        if (state == State.DRAINING) {
            state = State.ACTIVE;
            watch();
        }
        return opened.future();
    }

    /** Runs {@code task} when the loop's rooms tell what has happened; what it throws ends this life. */
    void whenTimeToTell(Runnable task) {
        pace.whenTime(() -> guard(task));
    }

    /** So many deliveries of events more fall due. */
    void due(int deliveries) {
        pace.due(deliveries);
    }

    /** The room if it is in memory, or null. */
    Room room() {
        return room;
    }

    /** Somebody has just used the room: it stays a while longer. */
    void touch() {
        usedAt = loop.now();
    }

    // ---- leaving memory

    private void watch() {
        idle = guarded.after(ports.settings().idleMs(), this::leaveWhenIdle);
    }

    private void leaveWhenIdle() {
        if (state != State.ACTIVE) {
            return;
        }
        if (!room.isEmpty() || loop.now() - usedAt < ports.settings().idleMs()) {
            watch();
            return;
        }
        state = State.DRAINING;
        markUnsaved();
        ports.saves()
                .flush(project)
                .onComplete((_, failure) -> loop.execute(() -> guard(() -> {
                    if (state != State.DRAINING) {
                        return;
                    }
                    if (failure == null && room.isSaved() && room.isEmpty()) {
                        end(new RoomUnavailable(RoomUnavailable.Reason.CLOSED, null));
                    } else {
                        state = State.ACTIVE;
                        watch();
                    }
                })));
    }

    /**
     * Takes no more edits, saves what there is, and sends everybody away. Fails when it could not be saved; the
     * sessions are gone all the same.
     */
    Future<Void> drain() {
        if (state == State.CLOSED) {
            return Future.succeededFuture();
        }
        if (room == null) {
            end(new RoomUnavailable(RoomUnavailable.Reason.DRAINING, null));
            return Future.succeededFuture();
        }
        state = State.DRAINING;
        room.freeze();
        markUnsaved();
        Promise<Void> drained = Promise.promise();
        Loop.Timer deadline = guarded.after(
                ports.settings().drainMs(),
                () -> sendAway(drained, new IllegalStateException("project " + project + " was not saved in time")));
        ports.saves()
                .flush(project)
                .onComplete((_, failure) -> guarded.execute(() -> {
                    deadline.cancel();
                    sendAway(drained, failure);
                }));
        return drained.future();
    }

    private void sendAway(Promise<Void> drained, Throwable failure) {
        close(ClosingReason.DRAINING, CloseCode.RESTARTING);
        if (failure == null) {
            drained.tryComplete();
        } else {
            drained.tryFail(failure);
        }
    }

    // ---- the ends

    /** The project belongs to another life now, or an invariant broke: what is here is not to be trusted. */
    void lost(String why, Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        LOG.error("project {}: {}; its room closes and is loaded anew", project, why, cause);
        ports.metrics().broken.increment();
        forget();
        close(ClosingReason.REBORN, CloseCode.RESTARTING);
    }

    /** The database will not take this event: its author is told which, and the room is reborn without it. */
    void spoiled(Event event) {
        room.spoiled(event);
        lost("the database does not take event " + event.seq(), null);
    }

    void deleted() {
        forget();
        close(new ServerMessage.Failure("deleted", "the project was deleted", OptionalLong.empty()), CloseCode.DELETED);
    }

    private void forget() {
        ports.saves().forget(project);
        if (room != null) {
            ports.journal().forget(project, room.epoch());
        }
    }

    /**
     * Runs a task; what it throws ends this life (architecture rule 6). An error does so as well, such as memory that could
     * not be had for one of the receivers: what was done by half is not to be built on.
     */
    void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error broken) {
            lost("an invariant broke", broken);
        }
    }

    /** The answer of {@code use}; what it throws ends this life and fails the answer. */
    <T> Future<T> guard(Function<Room, Future<T>> use) {
        if (state == State.CLOSED) {
            return Future.failedFuture(new RoomUnavailable(RoomUnavailable.Reason.CLOSED, null));
        }
        try {
            return use.apply(room);
        } catch (RuntimeException | Error broken) {
            lost("an invariant broke", broken);
            return Future.failedFuture(new RoomUnavailable(RoomUnavailable.Reason.CLOSED, broken));
        }
    }

    private void close(ClosingReason reason, CloseCode code) {
        close(new Closing(reason, RETRY_MS), code);
    }

    private void close(ServerMessage last, CloseCode code) {
        Room closing = room;
        end(new RoomUnavailable(RoomUnavailable.Reason.CLOSED, null));
        if (closing != null) {
            closing.close(last, code);
        }
    }

    private void end(RoomUnavailable answer) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        if (idle != null) {
            idle.cancel();
        }
        if (room != null) {
            room.freeze();
            ports.metrics().rooms.decrement();
        }
        opened.tryFail(answer);
        gone.run();
    }

    /** The room's loop, with every task guarded. */
    private final class Guarded implements Loop {
        @Override
        public void execute(Runnable task) {
            loop.execute(() -> guard(task));
        }

        @Override
        public void giveWay(Runnable piece) {
            loop.giveWay(() -> guard(piece));
        }

        @Override
        public Timer after(long delayMs, Runnable task) {
            return loop.after(delayMs, () -> guard(task));
        }

        @Override
        public <T> Future<T> offload(Supplier<T> work) {
            return loop.offload(work);
        }

        @Override
        public long now() {
            return loop.now();
        }
    }

    private enum State {
        LOADING,
        ACTIVE,
        DRAINING,
        CLOSED
    }
}
