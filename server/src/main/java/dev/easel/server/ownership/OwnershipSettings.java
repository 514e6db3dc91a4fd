package dev.easel.server.ownership;

/**
 * The times of ownership, in milliseconds of a monotonic clock.
 *
 * @param leaseMs after which an instance whose beat stands still is dead
 * @param isShared whether other instances can be there at all: not with the embedded database
 */
public record OwnershipSettings(long leaseMs, boolean isShared) {
    /** Beats in one lease, at least. */
    private static final int BEATS = 5;

    /**
     * The longest time between two beats: an instance with a long lease must not be dead to one with a short lease, as
     * long as both are there while the setting is changed.
     */
    static final long BEAT_MS = 1_000;

    /** Between two beats. */
    long beatMs() {
        return Math.min(leaseMs / BEATS, BEAT_MS);
    }

    /** How long after the last good beat was sent edits are taken: others may claim when the lease is over. */
    long tenureMs() {
        return leaseMs - beatMs();
    }

    /** Looks that are further apart say nothing about the time between them: the database may have been away. */
    long gapMs() {
        return leaseMs / 2;
    }
}
