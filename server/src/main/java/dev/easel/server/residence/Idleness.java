package dev.easel.server.residence;

import static java.util.Objects.requireNonNull;

import dev.easel.server.loop.IdleWatch;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When a room that nobody uses leaves memory: after a while, or sooner when others need its place. Confined to the
 * room's loop.
 */
public final class Idleness {
    /** How long others wait for the room to leave, in milliseconds: a save that cannot be made has no end. */
    static final long ANSWER_MS = 5_000;

    private final Loop loop;
    private final IdleWatch watch;
    private final Supplier<Future<Void>> leaveNow;
    private @Nullable Footprint footprint;
    private Future<Void> leaving = Future.succeededFuture();
    private boolean isInUse;
    private boolean hasEnded;

    /**
     * @param idleMs how long a room stays that nobody uses, in milliseconds
     * @param leave makes the room leave, if it may; completes when it has left, or stays
     */
    public Idleness(Loop loop, long idleMs, Supplier<Future<Void>> leave) {
        this.loop = loop;
        leaveNow = leave;
        watch = new IdleWatch(loop, idleMs, this::idleForLong);
    }

    /** The room is in memory. */
    public void begin(Footprint itsFootprint) {
        footprint = itsFootprint;
        touch();
        watch.start();
    }

    /** Somebody has used the room, and nobody stays in it. */
    public void touch() {
        isInUse = false;
        watch.touch();
        if (leaving.isComplete()) { // else it is offered when it has stayed
            offer();
        }
    }

    /** Somebody stays in the room, until the next {@link #touch}. */
    public void isInUse() {
        isInUse = true;
        requireNonNull(footprint).isInUse();
    }

    /** The room is gone. */
    public void end() {
        isInUse = true;
        hasEnded = true;
        watch.stop();
        if (footprint != null) {
            footprint.end();
        }
    }

    private void offer() {
        requireNonNull(footprint)
                .isIdle(() -> loop.ask(() -> loop.within(ANSWER_MS, leave())).otherwiseEmpty());
    }

    private void idleForLong() {
        leave().onComplete((_, _) -> loop.execute(() -> {
            if (!hasEnded) { // a timer would keep what has left in memory
                watch.start();
            }
        }));
    }

    /** Begins to leave, unless it does already; completes when it has left, or stays. */
    public Future<Void> leave() {
        if (leaving.isComplete()) {
            leaving = leaveNow.get().otherwiseEmpty();
            leaving.onComplete((_, _) -> loop.execute(() -> {
                if (!isInUse) {
                    offer();
                }
            }));
        }
        return leaving;
    }
}
