package dev.easel.bench.load;

import java.util.Arrays;

/** One {@code events} frame, as bytes and as what they say. Its arrays grow and are used again. */
final class Frame {
    /** The author of an event in the short form: the client that receives it. */
    static final int RECEIVER = -1;

    private byte[] bytes = new byte[0];
    private int length = -1;

    private long[] seqs = new long[16];
    private int[] clients = new int[16];
    private long[] edits = new long[16];
    private int events;
    private boolean brief;
    private long durable;

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
        brief = false;
        durable = 0;
    }

    void add(long seq, int client, long edit) {
        if (events == seqs.length) {
            seqs = Arrays.copyOf(seqs, 2 * events);
            clients = Arrays.copyOf(clients, 2 * events);
            edits = Arrays.copyOf(edits, 2 * events);
        }
        seqs[events] = seq;
        clients[events] = client;
        edits[events++] = edit;
        brief |= client == RECEIVER;
    }

    void durable(long seq) {
        durable = seq;
    }

    int events() {
        return events;
    }

    long seq(int index) {
        return seqs[index];
    }

    int client(int index) {
        return clients[index];
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
}
