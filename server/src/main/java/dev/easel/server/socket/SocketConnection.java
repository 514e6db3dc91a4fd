package dev.easel.server.socket;

import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage;
import dev.easel.server.live.Connection;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The way from a room to one socket. It stands between two event loops, the room's that sends and the socket's that
 * writes, so what both touch is atomic.
 */
final class SocketConnection implements Connection {
    /** Unsent bytes below which a socket counts as drained. */
    static final int DRAINED = 256 << 10;

    /** How long a peer may take to hear that it is closed, in milliseconds. */
    private static final long CLOSE_WITHIN_MS = 5_000;

    private final ServerWebSocket socket;
    private final FrameWriter writer;
    private final Vertx vertx;
    private final long mostUnsent;
    private final Runnable cut;
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicReference<Runnable> waiting = new AtomicReference<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean closed;

    /**
     * @param mostUnsent bytes of any kind at which a socket that does not read is cut
     * @param cut ends the connection without a word
     */
    SocketConnection(Vertx vertx, ServerWebSocket socket, FrameWriter writer, long mostUnsent, Runnable cut) {
        this.socket = socket;
        this.writer = writer;
        this.vertx = vertx;
        this.mostUnsent = mostUnsent;
        this.cut = cut;
    }

    @Override
    public void send(byte[] frame) {
        if (closed) {
            return;
        }
        if (unsent.addAndGet(frame.length) > mostUnsent) {
            closed = true;
            cut.run();
            return;
        }
        writer.write(frame, this::written);
    }

    private void written(int bytes) {
        sent.addAndGet(bytes);
        if (unsent.addAndGet(-bytes) <= DRAINED) {
            wake();
        }
    }

    /** Bytes that have reached the network so far. */
    long sent() {
        return sent.get();
    }

    @Override
    public long unsent() {
        return unsent.get();
    }

    @Override
    public void whenDrained(Runnable task) {
        waiting.set(task);
        if (unsent.get() <= DRAINED) {
            wake();
        }
    }

    private void wake() {
        Runnable task = waiting.getAndSet(null);
        if (task != null) {
            task.run();
        }
    }

    @Override
    public void close(ServerMessage last, CloseCode code) {
        if (closed) {
            return;
        }
        send(ServerCodec.encode(last));
        closed = true;
        // Vert.x waits for the close frame to be written before it counts the time, which one who does not read
        // prevents.
        vertx.setTimer(CLOSE_WITHIN_MS, _ -> cut.run());
        socket.close(code.code(), code.name().toLowerCase(Locale.ROOT));
    }
}
