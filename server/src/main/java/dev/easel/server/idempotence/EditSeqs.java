package dev.easel.server.idempotence;

import java.util.Arrays;

/**
 * Edit numbers and the events they became, in the order of the numbers; sixteen bytes each, because every client has up
 * to a thousand of them. Most come at the end and go at the beginning.
 */
final class EditSeqs {
    private static final int LEAST = 8;

    private long[] edits = new long[LEAST];
    private long[] seqs = new long[LEAST];
    private int from;
    private int to;

    int size() {
        return to - from;
    }

    boolean has(long edit) {
        return Arrays.binarySearch(edits, from, to, edit) >= 0;
    }

    /** The event that the edit became; 0 when it is not here. */
    long seqOf(long edit) {
        int at = Arrays.binarySearch(edits, from, to, edit);
        return at < 0 ? 0 : seqs[at];
    }

    /** Does nothing when the edit is here already. */
    void add(long edit, long seq) {
        int at = to == from || edits[to - 1] < edit ? to : -1 - Arrays.binarySearch(edits, from, to, edit);
        if (at < 0) {
            return;
        }
        if (to == edits.length) {
            at -= makeSpace();
        }
        System.arraycopy(edits, at, edits, at + 1, to - at);
        System.arraycopy(seqs, at, seqs, at + 1, to - at);
        edits[at] = edit;
        seqs[at] = seq;
        to++;
    }

    /** The lowest number; there is one. */
    long firstEdit() {
        return edits[from];
    }

    long firstSeq() {
        return seqs[from];
    }

    void removeFirst() {
        from++;
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
    void forEachFrom(long edit, Visitor visitor) {
        int at = Arrays.binarySearch(edits, from, to, edit);
        for (int i = at < 0 ? -1 - at : at; i < to; i++) {
            visitor.visit(edits[i], seqs[i]);
        }
    }

    /** Moves all to the beginning, of larger arrays where they are more than half full; returns by how much. */
    private int makeSpace() {
        int moved = from;
        int length = size() > edits.length / 2 ? 2 * edits.length : edits.length;
        edits = moved(edits, length);
        seqs = moved(seqs, length);
        to -= moved;
        from = 0;
        return moved;
    }

    private long[] moved(long[] old, int length) {
        long[] moved = new long[length];
        System.arraycopy(old, from, moved, 0, size());
        return moved;
    }

    /** Receives an edit number and the seq of the event that the edit became. */
    interface Visitor {
        void visit(long edit, long seq);
    }
}
