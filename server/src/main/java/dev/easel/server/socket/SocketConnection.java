package dev.easel.server.socket;

import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage;
import dev.easel.server.room.Connection;
import dev.easel.server.room.Loop;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
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

    private final ServerWebSocket socket;
    private final Loop room;
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicReference<Runnable> waiting = new AtomicReference<>();
    private volatile boolean closed;

    SocketConnection(ServerWebSocket socket, Loop room) {
        this.socket = socket;
        this.room = room;
    }

    /** Vert.x has a public way to write text only from a String, which would encode it anew for each receiver. */
    @Override
    public void send(byte[] frame) {
        if (closed) {
            return;
        }
        unsent.addAndGet(frame.length);
        socket.writeFrame(new WebSocketFrameImpl(WebSocketFrameType.TEXT, frame, true))
                .onComplete(_ -> written(frame.length));
    }

    private void written(int bytes) {
        if (unsent.addAndGet(-bytes) <= DRAINED) {
            wake();
        }
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
            room.execute(task);
        }
    }

    @Override
    public void close(ServerMessage last, CloseCode code) {
        if (closed) {
            return;
        }
        send(ServerCodec.encode(last));
        closed = true;
        socket.close(code.code(), code.name().toLowerCase(Locale.ROOT));
    }
}
