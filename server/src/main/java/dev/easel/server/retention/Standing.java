package dev.easel.server.retention;

import java.util.OptionalLong;

/**
 * What decides where the horizon of a project is to be.
 *
 * @param horizon where it is; 0 without one
 * @param checkpoint the seq of the object rows
 * @param pinned the oldest state that a kept version stands for ({@link Pins}); empty where there is none
 * @param expired the last event that is older than events have to be kept, and none before it is not; the horizon where
 *     none behind it is
 * @param stateBytes of the state at the horizon, as stored
 * @param isLate whether the first event behind the horizon is {@link #LATE_MS} older than it has to be kept
 */
record Standing(long horizon, long checkpoint, OptionalLong pinned, long expired, long stateBytes, boolean isLate) {
    /** Events that are worth it: for fewer the state is not written again, unless they are late. */
    static final long LEAST = 1_000;

    /**
     * What an event takes in the database, about, with its indexes: fewer than would weigh as much as the state are not
     * worth it either.
     */
    static final int EVENT_BYTES = 300;

    /** Events of one fold; the others are folded next. */
    static final long MOST = 100_000;

    /** For how long an event stays after its time, where there are few, in milliseconds. */
    static final long LATE_MS = 7L * 86_400_000;

    /**
     * The next horizon; empty where it stays. It is below the checkpoint, so that the rows, the event that they stand
     * at and all that a load needs stay, and not above the end of a version that is kept.
     */
    OptionalLong next() {
        long most = Math.min(Math.min(checkpoint - 1, pinned.orElse(Long.MAX_VALUE)), horizon + MOST);
        long next = Math.min(expired, most);
        boolean isWorthIt = next - horizon >= least() || isLate && next > horizon;
        return isWorthIt ? OptionalLong.of(next) : OptionalLong.empty();
    }

    private long least() {
        return Math.clamp(stateBytes / EVENT_BYTES, LEAST, MOST);
    }
}
