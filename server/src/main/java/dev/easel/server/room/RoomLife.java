package dev.easel.server.room;

import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerMessage;
import dev.easel.protocol.ServerMessage.Closing;
import dev.easel.protocol.ServerMessage.ClosingReason;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.loop.GuardedLoop;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.Journal;
import dev.easel.server.residence.Idleness;
import dev.easel.server.residence.Loading.LoadedCanvas;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The life of one room, in one map entry, as one state machine ({@link LifeState}). A room leaves memory only when
 * nothing in it is unsaved, or when it has lost its project (architecture rule 5). Confined to the room's loop.
 */
final class RoomLife implements LiveRoom.Life {
    private static final OptionalLong RETRY_MS = OptionalLong.of(200);

    /** Requests that may wait for one load, beside as many sessions as a project may have. */
    static final int MOST_WAITING = 500;

    private final UUID project;
    private final RoomPorts ports;
    private final Loop loop;
    private final LiveRoom.Shared shared;
    private final Runnable gone;
    private final Keeping keeping;
    private final Idleness idleness;
    private final Opening<RoomLife> opening;

    private LifeState state = LifeState.LOADING;
    private @Nullable LiveRoom live;

    /**
     * @param loop the room's loop; tasks of the room run there guarded
     * @param gone run once, when this life has ended and a new one may begin
     */
    RoomLife(UUID project, RoomPorts ports, Loop loop, LiveRoom.Shared shared, Runnable gone) {
        this.project = project;
        this.ports = ports;
        this.loop = new GuardedLoop(loop, this::guard);
        this.shared = shared;
        this.gone = gone;
        keeping = new Keeping(project, ports, this.loop);
        idleness = new Idleness(this.loop, ports.settings().idleMs(), this::leave);
        opening = new Opening<>(ports.settings().limits().sessions() + MOST_WAITING);
        ports.metrics().rooms(null, state.counted());
    }

    // ---- entering memory

    /** Begins the life: one load for all who come meanwhile. */
    void load() {
        ports.loading(shared.preparations(), loop)
                .load(project, () -> state == LifeState.LOADING)
                .onComplete((loaded, failure) -> guard(() -> {
                    if (failure != null) {
                        end((ProjectUnavailable) failure);
                    } else if (state == LifeState.LOADING
                            && !opening.isLost(loaded.found().epoch())) {
                        activate(loaded);
                    } else {
                        loaded.footprint().end();
                        ports.store().release(project, loaded.found().epoch());
                        end(new ProjectUnavailable(Reason.ELSEWHERE, null));
                    }
                }));
    }

    private void activate(LoadedCanvas loaded) {
        enter(LifeState.ACTIVE);
        live = new LiveRoom(this, ports, loop, shared, loaded);
        live.room().dirty().set(); // what was replayed has to be saved
        ports.metrics().roomOpened();
        idleness.begin(loaded.footprint());
        opening.complete(this, live);
    }

    /** This life, once its room is in memory; fails with {@link ProjectUnavailable}. */
    Future<RoomLife> open() {
        if (state == LifeState.LEAVING) {
            enter(LifeState.ACTIVE);
        }
        if (live != null && live.audience().isEmpty()) {
            idleness.touch();
        }
        return opening.join();
    }

    UUID project() {
        return project;
    }

    boolean isInMemory() {
        return live != null;
    }

    /** The room, which is in memory. */
    LiveRoom live() {
        return Objects.requireNonNull(live);
    }

    /** Is told what a life that is still loading has to remember. */
    Opening<RoomLife> news() {
        return opening;
    }

    @Override
    public boolean takesEdits() {
        return state.takesEdits();
    }

    // ---- leaving memory

    @Override
    public void entered() {
        idleness.isInUse();
    }

    @Override
    public void emptied() {
        if (state.takesEdits()) {
            idleness.touch();
            keeping.flush();
        }
    }

    /** Begins to leave memory, unless somebody uses the room; completes when it has left, or stays. */
    Future<Void> leaveWhenEmpty() {
        return idleness.leave();
    }

    /**
     * Leaves memory when nobody uses the room, once all of it is saved, and unless somebody comes meanwhile. Completes
     * when it has left, or has not.
     */
    private Future<Void> leave() {
        if (state != LifeState.ACTIVE || !live().isUnused()) {
            return Future.succeededFuture();
        }
        enter(LifeState.LEAVING);
        live().room().dirty().set();
        return keeping.flush()
                .onComplete((_, failure) -> guard(() -> left(failure == null)))
                .mapEmpty();
    }

    private void left(boolean isFlushed) {
        if (state != LifeState.LEAVING) {
            return;
        }
        if (isFlushed && live().room().isSaved() && live().audience().isEmpty()) {
            end(new ProjectUnavailable(Reason.CLOSED, null));
            live().end();
        } else {
            enter(LifeState.ACTIVE);
        }
    }

    /**
     * Takes no more edits, and closes every session when all is saved, or is durable and another instance's. Fails
     * when it came to neither; the sessions are closed all the same.
     *
     * @param successor empty where the server ends and no other is there
     */
    Future<Void> drain(Optional<String> successor) {
        if (state == LifeState.CLOSED) {
            return Future.succeededFuture();
        }
        if (live == null) {
            end(new ProjectUnavailable(Reason.DRAINING, null));
            return Future.succeededFuture();
        }
        if (state != LifeState.DRAINING) {
            enter(LifeState.DRAINING);
        }
        return keeping.end(live, successor)
                .onComplete((_, failure) -> guard(() -> {
                    boolean hasMoved = successor.isPresent() && failure == null;
                    ClosingReason why = hasMoved ? ClosingReason.MOVED : ClosingReason.DRAINING;
                    close(new Closing(why, OptionalLong.empty()), CloseCode.RESTARTING);
                }));
    }

    // ---- the ends

    /** What was claimed at this epoch is another owner's. */
    void lost(long epoch) {
        opening.lost(epoch);
        tell(epoch, it -> it.lost("another owner has it, or the database has lost its end", null));
    }

    /** The project belongs to another life now, or an invariant broke: what is here is not to be trusted. */
    void lost(String why, @Nullable Throwable cause) {
        keeping.tellLost(live, why, cause, state == LifeState.CLOSED);
        if (state != LifeState.CLOSED) {
            ports.metrics().roomBroken();
            forgetAndClose(new Closing(ClosingReason.REBORN, RETRY_MS), CloseCode.RESTARTING);
        }
    }

    /** The database does not take this event: its author is told which, and the room is loaded again without it. */
    void unstorable(Journal.Entry entry) {
        live().attendance().closeUnstorable(entry);
        lost("the database does not take event " + entry.event().seq(), null);
    }

    void deleted() {
        forgetAndClose(
                new ServerMessage.Failure(
                        "deleted",
                        "the project was deleted; while it is in the trash it can be brought back",
                        OptionalLong.empty()),
                CloseCode.DELETED);
    }

    /** It does not own its project any more. */
    private void forgetAndClose(ServerMessage last, CloseCode code) {
        keeping.forget(live);
        close(last, code);
    }

    private void close(ServerMessage last, CloseCode code) {
        end(new ProjectUnavailable(Reason.CLOSED, null));
        if (live != null) {
            live.close(last, code);
        }
    }

    /** The second end of a life changes nothing. */
    private void end(ProjectUnavailable answer) {
        if (state == LifeState.CLOSED) {
            return;
        }
        enter(LifeState.CLOSED);
        idleness.end();
        if (live != null) {
            ports.metrics().roomClosed();
            ports.store().release(project, live.room().epoch().epoch());
        }
        opening.fail(answer);
        gone.run();
    }

    private void enter(LifeState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("a room that is " + state + " cannot become " + next);
        }
        ports.metrics().rooms(state.counted(), next.counted());
        state = next;
    }

    // ---- what breaks

    /**
     * Runs a task; what it throws ends this life (architecture rule 6). An error does so as well, such as memory that
     * could not be had for one of the receivers: nothing is built on what was done by half.
     */
    void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            lost("an invariant broke", failure);
        }
    }

    /** The answer of {@code use}; what it throws ends this life and fails the answer. */
    <T> Future<T> ask(Function<LiveRoom, Future<T>> use) {
        if (state == LifeState.CLOSED) {
            return Future.failedFuture(new ProjectUnavailable(Reason.CLOSED, null));
        }
        try {
            return use.apply(live);
        } catch (RuntimeException | Error failure) {
            lost("an invariant broke", failure);
            return Future.failedFuture(new ProjectUnavailable(Reason.CLOSED, failure));
        }
    }

    /** Tells the room, when it is in memory and of this epoch; news for an earlier life is dropped. */
    void tell(long epoch, Consumer<RoomLife> news) {
        if (live != null && live.room().epoch().epoch() == epoch) {
            guard(() -> news.accept(this));
        }
    }
}
