package dev.easel.chaos.client;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a client gives a connection up, by the figures of the SDK. Times are nanoseconds of one clock. Confined by its
 * client's lock.
 */
final class Patience {
    /** From opening a connection until the server's first message. */
    private static final long OPENING = TimeUnit.SECONDS.toNanos(4);

    /** While the server owes an answer: silence until it is asked, and then until it is given up. */
    private static final long QUIET = TimeUnit.SECONDS.toNanos(2);

    private static final long DEAD = TimeUnit.SECONDS.toNanos(3);

    /** From one connection that was live to the next: longer than anything that happens to servers lasts. */
    private static final long STUCK = TimeUnit.MINUTES.toNanos(1);

    private final boolean isEndless;
    private @Nullable Long liveAt;
    private long since;
    private boolean isOpening;
    private boolean isAsked;

    /** What a client does about silence. */
    enum Step {
        WAIT,
        /** Asks for a sign of life. */
        ASK,
        GIVE_UP
    }

    /** @param isEndless silence on an open connection is borne */
    Patience(boolean isEndless) {
        this.isEndless = isEndless;
    }

    boolean isEndless() {
        return isEndless;
    }

    /**
     * Nanoseconds until the next connection is opened.
     *
     * @param isMoved the server has said that it is to be made again at once
     */
    static long pause(boolean isMoved, Random random) {
        return TimeUnit.MILLISECONDS.toNanos(isMoved ? 50 + random.nextInt(100) : 20 + random.nextInt(300));
    }

    /** A connection is being opened. */
    void opening(long now) {
        since = now;
        isOpening = true;
        isAsked = false;
    }

    /** The server has said something. */
    void heard(long now) {
        since = now;
        isOpening = false;
        isAsked = false;
    }

    /** @param isOwed whether the server owes an answer; if it does not, its silence means nothing */
    Step step(long now, boolean isOwed) {
        if (isOpening) {
            return now - since > OPENING ? Step.GIVE_UP : Step.WAIT;
        }
        if (isAsked) {
            return now - since > DEAD ? Step.GIVE_UP : Step.WAIT;
        }
        if (!isOwed || isEndless) {
            since = now;
        } else if (now - since > QUIET) {
            since = now;
            isAsked = true;
            return Step.ASK;
        }
        return Step.WAIT;
    }

    /** Whether the client has not been live for so long that something is wrong; said once in that time. */
    boolean isStuck(long now, boolean isLive) {
        boolean isStuck = !isLive && liveAt != null && now - liveAt > STUCK;
        if (isLive || isStuck || liveAt == null) {
            liveAt = now;
        }
        return isStuck;
    }
}
