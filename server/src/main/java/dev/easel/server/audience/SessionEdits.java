package dev.easel.server.audience;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientMessage.Edit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.SequencedSet;

/**
 * One session's edits that are not settled: those that wait for a look-up, the first one that was not taken, and those
 * that were refused. Confined to the room's loop.
 */
public final class SessionEdits {
    /** Edits that may wait behind a look-up. */
    public static final int MOST_WAITING = 64;

    /** Bytes from which on no further edit may wait there. */
    public static final long MOST_WAITING_BYTES = 4 << 20;

    /** Refusals remembered: more than can be under way between a stop and the ok that follows. */
    private static final int MOST_REFUSED = 1_024;

    private static final long NONE = Long.MAX_VALUE;

    private final Deque<Edit> waiting = new ArrayDeque<>();
    /** Its latest refused edits: a copy that was under way then is not judged again (rule E12). */
    private final SequencedSet<Long> refused = new LinkedHashSet<>();

    private long waitingBytes;
    private long dropped = NONE;
    private long last = -1;

    // ---- behind a look-up

    public boolean isWaitingFull() {
        return waiting.size() == MOST_WAITING || waitingBytes >= MOST_WAITING_BYTES;
    }

    public boolean areWaiting() {
        return !waiting.isEmpty();
    }

    public void await(Edit edit) {
        waiting.add(edit);
        waitingBytes += bytes(edit);
    }

    /** The first that waits; there is one. */
    public Edit firstWaiting() {
        return waiting.getFirst();
    }

    public Edit removeFirstWaiting() {
        Edit first = waiting.removeFirst();
        waitingBytes -= bytes(first);
        return first;
    }

    public void clear() {
        waiting.clear();
        waitingBytes = 0;
    }

    /** Bytes of what the edit's changes write. */
    private static long bytes(Edit edit) {
        long bytes = 0;
        for (Change change : edit.changes()) {
            bytes += switch (change) {
                case Change.Put put -> put.props().length();
                case Change.Patch patch -> bytes(patch);
                case Change.Delete _ -> 0;
            };
        }
        return bytes;
    }

    private static long bytes(Change.Patch patch) {
        long bytes = patch.set().length();
        for (Change.Append append : patch.append()) {
            bytes += append.values().length();
        }
        return bytes;
    }

    // ---- not taken

    /** The edit is not taken now; the client sends it again. Later ones wait for it. */
    public void drop(long edit) {
        dropped = Math.min(dropped, edit);
    }

    /** Whether an earlier edit was dropped and has not come again: this one, sent before the client knew, must wait. */
    public boolean isOutOfTurn(long edit) {
        return edit > dropped;
    }

    /** The edit has come again: nothing waits for it any longer. */
    public void came(long edit) {
        if (edit <= dropped) {
            dropped = NONE;
        }
    }

    // ---- answered

    public boolean wasRefused(long edit) {
        return refused.contains(edit);
    }

    public void refused(long edit) {
        refused.add(edit);
        if (refused.size() > MOST_REFUSED) {
            refused.removeFirst();
        }
    }

    public void answered(long edit) {
        last = Math.max(last, edit);
    }

    /** The highest number that was answered. */
    public OptionalLong last() {
        return last < 0 ? OptionalLong.empty() : OptionalLong.of(last);
    }
}
