package dev.easel.server.socket;

import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage;
import dev.easel.server.live.Connection;
import dev.easel.server.loop.SharedBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/**
 * The way from a room to one socket. It stands between two event loops, the room's that sends and the socket's that
 * writes, so what both touch is atomic.
 */
final class SocketConnection implements Connection {
    /** Unsent bytes up to which a socket counts as drained; so much it may hold, whatever the others do. */
    static final int DRAINED = 64 << 10;

    /** Unsent bytes, in backlogs, at which a socket is cut; events stop at one. */
    private static final long MOST_BACKLOGS = 4;

    private final FrameWriter writer;
    private final long backlog;
    private final SharedBytes all;
    private final Optional<String> through;
    private final SharedBytes.Share unsent;
    private final AtomicReference<Runnable> waiting = new AtomicReference<>();
    private volatile Runnable whenClosed = () -> {};
    private volatile LongConsumer whenRewrote = _ -> {};
    private final AtomicLong sent = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param backlog unsent bytes of this socket at which events stop
     * @param all what the sockets of the instance have not sent, together
     * @param through the instance that passes the connection on; empty where the client is connected here
     */
    SocketConnection(FrameWriter writer, long backlog, SharedBytes all, Optional<String> through) {
        this.through = through;
        this.writer = writer;
        this.backlog = backlog;
        this.all = all;
        unsent = all.share(this::cut);
    }

    /** @param task run when a close frame was written; on any thread */
    void whenClosed(Runnable task) {
        whenClosed = task;
    }

    /** @param task given the bytes of objects that the client made the project rewrite; on any thread */
    void whenRewrote(LongConsumer task) {
        whenRewrote = task;
    }

    @Override
    public Optional<String> through() {
        return through;
    }

    @Override
    public void rewrote(long bytes) {
        whenRewrote.accept(bytes);
    }

    @Override
    public void send(byte[] frame) {
        if (!closed.get()) {
            sendText(frame);
        }
    }

    @Override
    public void sendDeflated(byte[] frame) {
        if (!closed.get() && takes(frame)) {
            writer.binary(frame, this::written);
        }
    }

    private void sendText(byte[] frame) {
        if (takes(frame)) {
            writer.text(frame, this::written);
        }
    }

    /** Whether there is room for it, which it has then; otherwise the socket is cut. */
    private boolean takes(byte[] frame) {
        if (unsent.add(frame.length) <= MOST_BACKLOGS * backlog) {
            return true;
        }
        unsent.add(-frame.length);
        cut();
        return false;
    }

    private void cut() {
        closed.set(true);
        writer.cut();
    }

    private void written(int bytes) {
        sent.addAndGet(bytes);
        if (unsent.add(-bytes) <= DRAINED) {
            wake();
        }
    }

    /** Bytes that have reached the network so far. */
    long sent() {
        return sent.get();
    }

    @Override
    public long unsent() {
        return unsent.held();
    }

    @Override
    public boolean isBehind() {
        return unsent.held() > Math.clamp(all.free(), DRAINED, backlog);
    }

    @Override
    public void whenDrained(Runnable task) {
        waiting.set(task);
        if (unsent.held() <= DRAINED) {
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
        if (closed.compareAndSet(false, true)) {
            sendText(ServerCodec.encode(last));
            byte[] reason = code.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
            ByteBuffer payload = ByteBuffer.allocate(Short.BYTES + reason.length);
            writer.close(payload.putShort(code.code()).put(reason).array(), () -> {});
            whenClosed.run();
        }
    }

    /** The peer has closed: nothing more is sent. */
    void end() {
        closed.set(true);
    }
}
