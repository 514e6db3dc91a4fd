package dev.easel.server.simulation;

import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage;
import dev.easel.protocol.frame.DeflatedFrame;
import dev.easel.server.live.Connection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.DataFormatException;

/**
 * The two directions of one socket, as lists that the steps of the world move. What the server sends stays unsent
 * while the receiver is slow. Each end notices by itself that the other is gone.
 */
public final class SimulatedConnection implements Connection {
    /** Each byte counts as so many, so that small frames reach the bounds of large ones. */
    private static final int SCALE = 512;

    public final Deque<byte[]> up = new ArrayDeque<>();
    private final Deque<Object> unsent = new ArrayDeque<>();
    private final Deque<Object> down = new ArrayDeque<>();
    private long unsentBytes;
    private Runnable waiting;
    private SimulatedConnection onward;
    private boolean slow;
    private boolean closed;
    private boolean clientGone;
    private boolean hasInflated;

    // ---- the server's end

    @Override
    public void send(byte[] frame) {
        if (!closed) {
            put(frame);
            unsentBytes += slow ? frame.length : 0;
        }
    }

    @Override
    public void sendDeflated(byte[] frame) {
        if (!closed) {
            try {
                put(DeflatedFrame.text(frame));
                hasInflated = true;
            } catch (DataFormatException malformed) {
                throw new IllegalStateException(malformed);
            }
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
        if (onward != null) {
            onward.slowDown();
        }
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
        if (onward != null) {
            onward.drain();
        }
    }

    /** What comes here is from another connection, whose sender waits for the same receiver. */
    public void leadsTo(SimulatedConnection next) {
        onward = next;
        if (slow) {
            next.slowDown();
        }
    }

    /** A frame, or the code of a close, that has come over another connection. */
    public void pass(Object what) {
        if (!closed) {
            closed = what instanceof CloseCode;
            put(what);
        }
    }

    /** The server is gone; what it sent before still arrives. */
    public void die() {
        closed = true;
        slow = false;
        unsent.clear();
        waiting = null;
        down.add(CloseCode.GOING_AWAY);
    }

    /** The client is gone; what it sent before may still arrive. */
    public void lose() {
        clientGone = true;
        down.clear();
    }

    public boolean isLost() {
        return clientGone;
    }

    // ---- the client's end

    public boolean hasArrived() {
        return !down.isEmpty();
    }

    /** Whether a frame came deflated. */
    boolean hasInflated() {
        return hasInflated;
    }

    /** A frame, or the code of a close. */
    public Object take() {
        return down.remove();
    }
}
