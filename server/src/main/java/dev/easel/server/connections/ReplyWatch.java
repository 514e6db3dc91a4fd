package dev.easel.server.connections;

import dev.easel.server.loop.SharedBytes;
import dev.easel.server.metrics.ConnectionMetrics;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands next to the network and sees to it that the answers on one connection are read: one of which too little is
 * taken for too long ends the connection, and so does more than all connections together may leave unread. Leaves the
 * connection when it becomes a WebSocket. Confined to the connection's event loop.
 */
final class ReplyWatch extends ChannelOutboundHandlerAdapter {
    /** The bytes of an answer that must be taken within the time for that. */
    static final int LEAST_TAKEN = 8 << 10;

    /** How often within that time is looked at what was taken of a large buffer. */
    private static final int LOOKS = 4;

    private final long replyMs;
    private final SharedBytes all;
    private final ConnectionMetrics metrics;
    private final LongSupplier nanos;

    private SharedBytes.@Nullable Share share;
    private @Nullable ScheduledFuture<?> timer;
    private long unsent;
    /** Bytes of the buffers that the network has taken all of. */
    private long sent;
    /** The bytes that it had taken when it last took enough, or had to begin; and when that was. */
    private long taken;

    private long takenAt;

    /**
     * @param replyMs how long an answer may wait with less than {@link #LEAST_TAKEN} bytes of it taken
     * @param all what all connections have written and no network has taken
     * @param nanos a clock that never goes back
     */
    ReplyWatch(long replyMs, SharedBytes all, ConnectionMetrics metrics, LongSupplier nanos) {
        this.replyMs = replyMs;
        this.all = all;
        this.metrics = metrics;
        this.nanos = nanos;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void write(ChannelHandlerContext here, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf bytes)) {
            here.write(message, promise);
            return;
        }
        int size = bytes.readableBytes();
        if (unsent == 0) {
            taken = sent;
            takenAt = nanos.getAsLong();
        }
        unsent += size;
        if (timer == null) {
            arm(here, replyMs / LOOKS);
        }
        SharedBytes.Share own = share(here);
        own.add(size);
        here.write(message, promise.unvoid().addListener(_ -> {
            own.add(-size);
            unsent -= size;
            sent += size;
            look(here);
        }));
    }

    private SharedBytes.Share share(ChannelHandlerContext here) {
        if (share == null) {
            share = all.share(() -> end(here));
        }
        return share;
    }

    /** What the network takes at once is taken now: the time runs from here, not from when it is looked at again. */
    @Override
    public void flush(ChannelHandlerContext here) {
        here.flush();
        look(here);
    }

    private void look(ChannelHandlerContext here) {
        ChannelOutboundBuffer buffer = here.channel().unsafe().outboundBuffer();
        long now = sent + (buffer == null ? 0 : buffer.currentProgress());
        if (now - taken >= LEAST_TAKEN) {
            taken = now;
            takenAt = nanos.getAsLong();
        }
    }

    private void arm(ChannelHandlerContext here, long ms) {
        timer = here.executor().schedule(() -> check(here), ms, TimeUnit.MILLISECONDS);
    }

    private void check(ChannelHandlerContext here) {
        timer = null;
        if (unsent == 0) {
            return;
        }
        look(here);
        long left = replyMs - TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - takenAt);
        if (left <= 0) {
            end(here);
        } else {
            arm(here, Math.min(left, Math.max(1, replyMs / LOOKS)));
        }
    }

    /** May be called from any thread. */
    private void end(ChannelHandlerContext here) {
        metrics.answerWasNotRead();
        here.close();
    }
}
