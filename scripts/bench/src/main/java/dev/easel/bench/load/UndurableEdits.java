package dev.easel.bench.load;

import java.util.Arrays;

/**
 * A client's own edits that are not durable yet, in the order of their seq. Its bound is how far durability lags
 * behind.
 */
final class UndurableEdits {
    private long[] seqs = new long[16];
    private long[] edits = new long[16];
    private int first;
    private int size;

    void add(long seq, long edit) {
        if (first + size == seqs.length) {
            makeRoom();
        }
        seqs[first + size] = seq;
        edits[first + size++] = edit;
    }

    /** Above any seq when there is none. */
    long firstSeq() {
        return size == 0 ? Long.MAX_VALUE : seqs[first];
    }

    /** The edit of the first. */
    long remove() {
        size--;
        return edits[first++];
    }

    private void makeRoom() {
        int length = 2 * size > seqs.length ? 2 * seqs.length : seqs.length;
        seqs = Arrays.copyOf(Arrays.copyOfRange(seqs, first, first + size), length);
        edits = Arrays.copyOf(Arrays.copyOfRange(edits, first, first + size), length);
        first = 0;
    }
}
