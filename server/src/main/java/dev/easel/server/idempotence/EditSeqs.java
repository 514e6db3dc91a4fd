package dev.easel.server.idempotence;

import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.Origin;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Edit numbers, the events they became and how the edits came, in the order of the numbers; 25 bytes each, because
 * every client has up to a thousand of them. Most come at the end and go at the beginning.
 */
final class EditSeqs {
    private static final int LEAST = 8;

    /** Numbers for which there is memory from which on it is given back. */
    private static final int LARGE = 4_096;

    private long[] edits = new long[LEAST];
    private long[] seqs = new long[LEAST];
    private long[] contents = new long[LEAST];
    private boolean[] overSocket = new boolean[LEAST];
    private int from;
    private int to;

    /** Numbers for which there is memory. */
    int capacity() {
        return edits.length;
    }

    int size() {
        return to - from;
    }

    boolean has(long edit) {
        return Arrays.binarySearch(edits, from, to, edit) >= 0;
    }

    /** What is known of the number; null when it is not here. */
    @Nullable
    HeldEdit find(long edit) {
        int at = Arrays.binarySearch(edits, from, to, edit);
        return at < 0 ? null : held(at);
    }

    /** Does nothing when the edit is here already. */
    void add(long edit, long seq, Origin origin) {
        int at = to == from || edits[to - 1] < edit ? to : -1 - Arrays.binarySearch(edits, from, to, edit);
        if (at < 0) {
            return;
        }
        if (to == edits.length) {
            at -= makeSpace();
        }
        if (at < to) {
            makeGap(at);
        }
        edits[at] = edit;
        seqs[at] = seq;
        contents[at] = origin.content();
        overSocket[at] = origin.isOverSocket();
        to++;
    }

    /** The lowest number; there is one. */
    long firstEdit() {
        return edits[from];
    }

    long firstSeq() {
        return seqs[from];
    }

    /** Gives memory back once an eighth of it is used: a client may have come back with tens of thousands. */
    void removeFirst() {
        from++;
        if (edits.length > LARGE && size() < edits.length / 8) {
            moveTo(edits.length / 4);
        }
    }

    /** Whether there is an event after {@code seq} here. */
    boolean hasAfter(long seq) {
        for (int i = from; i < to; i++) {
            if (seqs[i] > seq) {
                return true;
            }
        }
        return false;
    }

    /** Visits each from number {@code edit} on, lowest first. */
    void forEachFrom(long edit, Consumer<HeldEdit> visitor) {
        int at = Arrays.binarySearch(edits, from, to, edit);
        for (int i = at < 0 ? -1 - at : at; i < to; i++) {
            visitor.accept(held(i));
        }
    }

    private HeldEdit held(int at) {
        return new HeldEdit(edits[at], seqs[at], new Origin(contents[at], overSocket[at]));
    }

    private void makeGap(int at) {
        System.arraycopy(edits, at, edits, at + 1, to - at);
        System.arraycopy(seqs, at, seqs, at + 1, to - at);
        System.arraycopy(contents, at, contents, at + 1, to - at);
        System.arraycopy(overSocket, at, overSocket, at + 1, to - at);
    }

    /** Moves all to the beginning, of larger arrays where they are more than half full; returns by how much. */
    private int makeSpace() {
        int moved = from;
        moveTo(size() > edits.length / 2 ? 2 * edits.length : edits.length);
        return moved;
    }

    private void moveTo(int length) {
        edits = moved(edits, new long[length]);
        seqs = moved(seqs, new long[length]);
        contents = moved(contents, new long[length]);
        overSocket = moved(overSocket, new boolean[length]);
        to -= from;
        from = 0;
    }

    /** @param array of the same type as {@code old} */
    private <T> T moved(T old, T array) {
        System.arraycopy(old, from, array, 0, size());
        return array;
    }
}
