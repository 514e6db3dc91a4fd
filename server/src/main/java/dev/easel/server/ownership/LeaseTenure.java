package dev.easel.server.ownership;

import dev.easel.server.persistence.Tenure;
import java.util.function.LongSupplier;

/**
 * Whether this instance may act as the owner of its projects: from its first beat on, before which nobody knows of it.
 * Others may take them when its beats stand still for the lease; so it stops taking edits a beat's time before, and
 * takes them again only when a beat has succeeded and what it holds was looked at. Alone, it goes on while it runs:
 * nobody could take anything. After a pause of its own it cannot know whether it still is alone.
 *
 * <p>It is asked for each edit: after a pause of the process, the edits that waited come before any timer. May be asked
 * from any thread; the rest is for the thread of the lease.
 */
final class LeaseTenure implements Tenure {
    private final OwnershipSettings settings;
    private final LongSupplier monotonicMs;
    private volatile long sentAt;
    private volatile long awakeAt;
    private volatile boolean hadCompany;
    private volatile boolean hasBegun;
    private volatile boolean isFrozen;

    /** @param monotonicMs milliseconds of a clock that is never set */
    LeaseTenure(OwnershipSettings settings, LongSupplier monotonicMs) {
        this.settings = settings;
        this.monotonicMs = monotonicMs;
    }

    @Override
    public boolean mayTakeEdits() {
        if (!isFrozen && isOver()) {
            isFrozen = true;
        }
        return hasBegun && !isFrozen;
    }

    /** Whether edits are not taken any more, or not yet again, after they were. */
    boolean isFrozen() {
        return hasBegun && !mayTakeEdits();
    }

    private boolean isOver() {
        return (hadCompany && isLate()) || (hasBegun && isAfter(awakeAt));
    }

    /** Whether the last good beat was sent so long ago that others could have claimed something since. */
    boolean isLate() {
        return isAfter(sentAt);
    }

    private boolean isAfter(long moment) {
        return monotonicMs.getAsLong() - moment > settings.tenureMs();
    }

    /** The process runs: told at each beat's time, also while the database is away. */
    void awake() {
        mayTakeEdits(); // a pause that no edit has noticed
        awakeAt = monotonicMs.getAsLong();
    }

    /**
     * Whether others could have claimed something since the last good beat, also one that has come only then. Asked
     * before the next beat is {@link #beaten}.
     */
    boolean mustCheck() {
        return hasBegun && (!mayTakeEdits() || isLate());
    }

    /**
     * A beat has succeeded.
     *
     * @param hasCompany whether others were there at this beat, or shortly before: they may still be, however long the
     *     next beat takes
     */
    void beaten(long beatSentAt, boolean hasCompany) {
        if (!hasBegun) {
            awakeAt = monotonicMs.getAsLong();
        }
        sentAt = beatSentAt;
        hadCompany = hasCompany;
        hasBegun = true;
    }

    /** What this instance holds was looked at after the last good beat, and what it had lost is given up. */
    void checked() {
        isFrozen = isOver();
    }
}
