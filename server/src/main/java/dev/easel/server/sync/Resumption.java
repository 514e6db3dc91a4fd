package dev.easel.server.sync;

import dev.easel.protocol.ResumeToken;
import dev.easel.protocol.ServerMessage.Reason;
import dev.easel.protocol.ServerMessage.Sync;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.persistence.ProjectStore.Missed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a session is brought up to date: with everything, or with what its copy lacks (rules R4, R5).
 *
 * @param first the first pass; an id is never among both its objects and its deletions
 */
public record Resumption(Sync sync, Reason reason, SyncPass first) {
    /** Most events a client may have missed and still be sent only what changed. */
    public static final long MOST_MISSED = 20_000;

    /** Most deletions it may be told of one by one. */
    static final int MOST_DELETED = 20_000;

    /** The journal did not answer. A snapshot is right all the same. */
    public static final Missed UNTOLD = new Missed(OptionalLong.empty(), List.of());

    public static Resumption snapshot(SharedSnapshot snapshot, Reason reason) {
        return new Resumption(Sync.SNAPSHOT, reason, snapshot.get());
    }

    /** For a session that was too slow and whose last event is {@code heldSeq}. */
    public static Resumption lagged(Canvas canvas, SharedSnapshot snapshot, long heldSeq) {
        return heldSeq < canvas.deletionsKnownFrom()
                ? snapshot(snapshot, Reason.LAGGED)
                : new Resumption(Sync.DELTA, Reason.LAGGED, SyncPass.since(canvas, heldSeq));
    }

    /**
     * For a client with a copy of its own.
     *
     * @param missed what the journal says, with the deletions up to {@code missedUpTo}
     */
    public static Resumption resumed(
            Canvas canvas, SharedSnapshot snapshot, ResumeToken token, Epoch epoch, Missed missed, long missedUpTo) {
        if (missed == UNTOLD) {
            return snapshot(snapshot, Reason.HORIZON);
        }
        if (!epoch.isTruePrefix(token, canvas.seq(), missed)) {
            return snapshot(snapshot, Reason.DIVERGED);
        }
        long known = canvas.deletionsKnownFrom();
        boolean tooOld =
                canvas.seq() - token.seq() > MOST_MISSED || missed.deleted().size() > MOST_DELETED;
        if (tooOld || (token.seq() < known && missedUpTo < known)) {
            return snapshot(snapshot, Reason.HORIZON);
        }
        Set<String> deleted = new LinkedHashSet<>();
        missed.deleted().stream().filter(id -> canvas.object(id) == null).forEach(deleted::add);
        deleted.addAll(canvas.deletedSince(Math.max(token.seq(), known)));
        SyncPass lacking = new SyncPass(canvas.changedSince(token.seq()), List.copyOf(deleted), canvas.seq());
        return new Resumption(Sync.DELTA, Reason.RESUMED, lacking);
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
