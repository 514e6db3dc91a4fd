package dev.easel.server.sync;

import dev.easel.protocol.ClientMessage.PartialCopy;
import dev.easel.protocol.ClientMessage.ResumeToken;
import dev.easel.protocol.ServerMessage.Reason;
import dev.easel.protocol.ServerMessage.Sync;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.persistence.ProjectStore.Missed;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a session is brought up to date: with everything, or with what its copy lacks (rules R4, R5).
 *
 * @param heldSeq objects whose last change is after it are sent; below all of them for a snapshot
 * @param goneUpTo deletions after it are told, besides {@code gone}
 * @param gone ids that were deleted before
 */
public record Resumption(Sync sync, Reason reason, long heldSeq, long goneUpTo, List<String> gone) {
    /** Most events a client may have missed and still be sent only what changed. */
    public static final long MOST_MISSED = 20_000;

    /** Most deletions it may be told of one by one. */
    static final int MOST_DELETED = 20_000;

    /** The journal did not answer. A snapshot is right all the same. */
    public static final Missed UNTOLD = new Missed(OptionalLong.empty(), List.of());

    private static final long NOTHING_HELD = -1;

    public static Resumption snapshot(Canvas canvas, Reason reason) {
        return new Resumption(Sync.SNAPSHOT, reason, NOTHING_HELD, canvas.seq(), List.of());
    }

    /** For a session that was too slow and whose last event is {@code heldSeq}. */
    public static Resumption lagged(Canvas canvas, long heldSeq) {
        return heldSeq < canvas.deletionsKnownFrom()
                ? snapshot(canvas, Reason.LAGGED)
                : new Resumption(Sync.DELTA, Reason.LAGGED, heldSeq, heldSeq, List.of());
    }

    /** For a client that has a part of a snapshot; empty where it has to begin again (rule R8). */
    public static Optional<Resumption> continued(Canvas canvas, PartialCopy partial, Epoch epoch) {
        boolean areDeletionsKnown = partial.seq() >= canvas.deletionsKnownFrom();
        return isReached(canvas, partial, epoch) && areDeletionsKnown
                ? Optional.of(new Resumption(Sync.DELTA, Reason.RESUMED, partial.upTo(), partial.seq(), List.of()))
                : Optional.empty();
    }

    /**
     * For a client that has a part of this delta as well. Deletions are told from its copy on once more: which of them
     * it has heard of is not known (rule R8).
     */
    public Resumption goingOn(Canvas canvas, PartialCopy partial, Epoch epoch) {
        return isSnapshot() || partial.upTo() <= heldSeq || !isReached(canvas, partial, epoch)
                ? this
                : new Resumption(sync, reason, partial.upTo(), goneUpTo, gone);
    }

    private static boolean isReached(Canvas canvas, PartialCopy partial, Epoch epoch) {
        return partial.epoch() == epoch.epoch() && partial.seq() <= canvas.seq() && partial.upTo() <= canvas.seq();
    }

    boolean isSnapshot() {
        return sync == Sync.SNAPSHOT;
    }

    /**
     * For a client with a copy of its own.
     *
     * @param missed what the journal says, with the deletions up to {@code missedUpTo}
     */
    public static Resumption resumed(Canvas canvas, ResumeToken token, Epoch epoch, Missed missed, long missedUpTo) {
        if (missed == UNTOLD) {
            return snapshot(canvas, Reason.HORIZON);
        }
        if (!epoch.isTruePrefix(token, canvas.seq(), missed)) {
            return snapshot(canvas, Reason.DIVERGED);
        }
        long known = canvas.deletionsKnownFrom();
        boolean tooOld =
                canvas.seq() - token.seq() > MOST_MISSED || missed.deleted().size() > MOST_DELETED;
        if (tooOld || (token.seq() < known && missedUpTo < known)) {
            return snapshot(canvas, Reason.HORIZON);
        }
        return new Resumption(Sync.DELTA, Reason.RESUMED, token.seq(), Math.max(token.seq(), known), missed.deleted());
    }

    /**
     * The present epoch of a project.
     *
     * @param loadedSeq the seq it was loaded at: later events are of this epoch
     */
    public record Epoch(long epoch, long loadedSeq) {
        /**
         * Whether the client has seen nothing that is not in this history: its seq is not above the head, and below the
         * first event of any later epoch than its own (architecture, "Loading").
         */
        boolean isTruePrefix(ResumeToken token, long head, Missed missed) {
            if (token.epoch() > epoch || token.seq() > head) {
                return false;
            }
            long firstLater = missed.firstOfLaterEpoch().orElse(Long.MAX_VALUE);
            if (token.epoch() < epoch && head > loadedSeq) {
                firstLater = Math.min(firstLater, loadedSeq + 1);
            }
            return token.seq() < firstLater;
        }

        /** Whether the journal must be asked before {@link #isTruePrefix} and the missed deletions are known. */
        public boolean asksJournal(ResumeToken token, Canvas canvas) {
            return token.epoch() < epoch || token.seq() < canvas.deletionsKnownFrom();
        }
    }
}
