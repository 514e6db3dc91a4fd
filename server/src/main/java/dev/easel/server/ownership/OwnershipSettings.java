package dev.easel.server.ownership;

/**
 * The times of ownership, in milliseconds of a monotonic clock.
 *
 * @param leaseMs after which an instance whose beat stands still is dead
 * @param isShared whether other instances can be there at all: not with the embedded database
 */
public record OwnershipSettings(long leaseMs, boolean isShared) {
    /** Beats in one lease. */
    private static final int BEATS = 5;

    /** Between two beats. */
    long beatMs() {
        return leaseMs / BEATS;
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
