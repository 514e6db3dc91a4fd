package dev.easel.bench.load;

import java.util.Arrays;

/** One {@code events} frame, as bytes and as what they say. Its arrays grow and are used again. */
final class Frame {
    /** The author of an event in the short form: the client that receives it. */
    static final int RECEIVER = -1;

    private byte[] bytes = new byte[0];
    private int length = -1;

    private long[] seqs = new long[16];
    private int[] authors = new int[16];
    private long[] edits = new long[16];
    private int events;
    private boolean brief;
    private boolean numbered;
    private long durable;

    private int[] explainedNumbers = new int[16];
    private int[] explainedClients = new int[16];
    private long[] explainedEdits = new long[16];
    private int explained;

    boolean holds(byte[] text, int from, int to) {
        return to - from == length && Arrays.equals(bytes, 0, length, text, from, to);
    }

    void keep(byte[] text, int from, int to) {
        length = to - from;
        if (bytes.length < length) {
            bytes = new byte[length + length / 2];
        }
        System.arraycopy(text, from, bytes, 0, length);
    }

    void clear() {
        length = -1;
        events = 0;
        explained = 0;
        brief = false;
        numbered = false;
        durable = 0;
    }

    /** @param author the number of the client, {@link #RECEIVER}, or that of the author where they have numbers */
    void add(long seq, int author, long edit) {
        if (events == seqs.length) {
            seqs = Arrays.copyOf(seqs, 2 * events);
            authors = Arrays.copyOf(authors, 2 * events);
            edits = Arrays.copyOf(edits, 2 * events);
        }
        seqs[events] = seq;
        authors[events] = author;
        edits[events++] = edit;
        brief |= author == RECEIVER;
    }

    void edit(int index, long edit) {
        edits[index] = edit;
    }

    void explain(int number, int client, long edit) {
        if (explained == explainedNumbers.length) {
            explainedNumbers = Arrays.copyOf(explainedNumbers, 2 * explained);
            explainedClients = Arrays.copyOf(explainedClients, 2 * explained);
            explainedEdits = Arrays.copyOf(explainedEdits, 2 * explained);
        }
        explainedNumbers[explained] = number;
        explainedClients[explained] = client;
        explainedEdits[explained++] = edit;
    }

    /** Tells what it explains. */
    void explainTo(AuthorNumbers numbers) {
        for (int i = 0; i < explained; i++) {
            numbers.explain(explainedNumbers[i], explainedClients[i], explainedEdits[i]);
        }
    }

    void durable(long seq) {
        durable = seq;
    }

    /** @param own whether all events are the receiver's */
    void columns(boolean own) {
        numbered = true;
        brief = own;
    }

    int events() {
        return events;
    }

    long seq(int index) {
        return seqs[index];
    }

    int author(int index) {
        return authors[index];
    }

    long edit(int index) {
        return edits[index];
    }

    /** The {@code durable} of the frame; 0 when it has none. */
    long durable() {
        return durable;
    }

    /** Whether it was meant for one receiver only. */
    boolean isBrief() {
        return brief;
    }

    /** Whether its authors are numbers. */
    boolean isNumbered() {
        return numbered;
    }
}
