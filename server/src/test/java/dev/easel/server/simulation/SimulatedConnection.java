package dev.easel.server.simulation;

import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage;
import dev.easel.server.live.Connection;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The two directions of one socket, as lists that the steps of the world move. What the server sends stays unsent
 * while the receiver is slow. Each end notices by itself that the other is gone.
 */
final class SimulatedConnection implements Connection {
    /** Each byte counts as so many, so that small frames reach the bounds of large ones. */
    private static final int SCALE = 512;

    final Deque<byte[]> up = new ArrayDeque<>();
    private final Deque<Object> unsent = new ArrayDeque<>();
    private final Deque<Object> down = new ArrayDeque<>();
    private long unsentBytes;
    private Runnable waiting;
    private boolean slow;
    private boolean closed;
    private boolean clientGone;

    // ---- the server's end

    @Override
    public void send(byte[] frame) {
        if (!closed) {
            put(frame);
            unsentBytes += slow ? frame.length : 0;
        }
    }

    @Override
    public long unsent() {
        return unsentBytes * SCALE;
    }

    @Override
    public boolean isBehind() {
        return unsent() > Conditions.LIMITS.backlog();
    }

    @Override
    public void rewrote(long bytes) {}

    @Override
    public void whenDrained(Runnable task) {
        waiting = task;
        if (unsent.isEmpty()) {
            drain();
        }
    }

    @Override
    public void close(ServerMessage last, CloseCode code) {
        if (!closed) {
            send(ServerCodec.encode(last));
            closed = true;
            put(code);
        }
    }

    private void put(Object what) {
        (slow ? unsent : down).add(what);
    }

    // ---- the network

    boolean isSlow() {
        return slow;
    }

    void slowDown() {
        slow = true;
    }

    /** The receiver reads again, and the network takes everything. */
    void drain() {
        slow = false;
        down.addAll(unsent);
        unsent.clear();
        unsentBytes = 0;
        if (waiting != null) {
            waiting.run();
            waiting = null;
        }
    }

    /** The server is gone; what it sent before still arrives. */
    void die() {
        closed = true;
        slow = false;
        unsent.clear();
        waiting = null;
        down.add(CloseCode.GOING_AWAY);
    }

    /** The client is gone; what it sent before may still arrive. */
    void lose() {
        clientGone = true;
        down.clear();
    }

    boolean isLost() {
        return clientGone;
    }

    // ---- the client's end

    boolean hasArrived() {
        return !down.isEmpty();
    }

    /** A frame, or the code of a close. */
    Object take() {
        return down.remove();
    }
}
