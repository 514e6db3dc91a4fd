package dev.easel.server.forwarding;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One of the two connections of a tunnel. What comes over it is written to the other one, and is read only as fast as
 * the other one takes it: what is kept is {@link #UNSENT} and one read. Both are on one event loop, and confined to it.
 *
 * <p>When one connection ends, what has come over it is written to the other one, which then ends as well.
 */
final class TunnelEnd extends ChannelInboundHandlerAdapter {
    /** Bytes that wait to be taken by a connection, at which the other one is not read. */
    static final int UNSENT = 64 << 10;

    /** The time in which half of {@link #UNSENT} must be taken, in milliseconds; otherwise the tunnel is cut. */
    static final long STALLED_MS = 120_000;

    /** How long a connection has to take the rest, after the other one has ended, in milliseconds. */
    static final long CLOSE_WITHIN_MS = 5_000;

    private final Runnable stalled;
    /** What has come before the tunnel was open. It outlives the connection. */
    private final List<byte[]> early = new ArrayList<>(1);

    private @Nullable ChannelHandlerContext context;
    private @Nullable TunnelEnd other;
    private @Nullable ScheduledFuture<?> patience;
    private boolean isEnding;

    /** @param stalled told when the tunnel is cut because this connection takes nothing */
    TunnelEnd(Runnable stalled) {
        this.stalled = stalled;
    }

    /** Where the connection ends. */
    Channel channel() {
        return here().channel();
    }

    /** Both are in their pipelines, and what is to be said before is said: from now on bytes pass. */
    static void join(TunnelEnd one, TunnelEnd two) {
        one.other = two;
        two.other = one;
        one.begin(two);
        two.begin(one);
    }

    private void begin(TunnelEnd to) {
        early.forEach(bytes -> to.send(Unpooled.wrappedBuffer(bytes)));
        early.clear();
        to.here().flush();
        if (!channel().isActive()) {
            to.finish();
        } else {
            readAsTaken(to);
        }
    }

    /** Both connections end in order: what was written goes out before. */
    void end() {
        finish();
        if (other != null) {
            other.finish();
        }
    }

    /** Ends both connections at once. */
    void cut() {
        here().close();
        if (other != null) {
            other.here().close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        added.channel().config().setWriteBufferWaterMark(new WriteBufferWaterMark(UNSENT / 2, UNSENT));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        stopWaiting();
    }

    // ---- what comes over this connection

    @Override
    public void channelRead(ChannelHandlerContext here, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            here.fireChannelRead(message); // of the HTTP messages before
        } else if (other == null) {
            early.add(ByteBufUtil.getBytes(bytes));
            bytes.release();
            here.channel().config().setAutoRead(false);
        } else if (other.takes()) {
            other.send(bytes);
            readAsTaken(other);
        } else {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext here) {
        if (other != null) {
            other.here().flush();
        }
        here.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext here) {
        if (other != null) {
            other.finish();
        }
        stopWaiting();
        here.fireChannelInactive();
    }

    private void readAsTaken(TunnelEnd taker) {
        channel().config().setAutoRead(taker.channel().isWritable() || !taker.takes());
    }

    private boolean takes() {
        return !isEnding && channel().isActive();
    }

    // ---- what goes out over this connection

    private void send(ByteBuf bytes) {
        here().write(bytes);
        if (!channel().isWritable() && patience == null) {
            patience = here().executor().schedule(this::giveUp, STALLED_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext here) {
        if (here.channel().isWritable()) {
            stopWaiting();
        }
        if (other != null) {
            other.readAsTaken(this);
        }
        here.fireChannelWritabilityChanged();
    }

    private void giveUp() {
        patience = null;
        stalled.run();
        cut();
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
    }

    /** Nothing more will be sent. The end is told behind the rest, and what still comes is read and dropped. */
    private void finish() {
        if (!takes()) {
            return;
        }
        Channel channel = channel();
        isEnding = true;
        stopWaiting();
        channel.config().setAutoRead(true);
        here().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> endOutput(channel));
        here().executor().schedule(() -> here().close(), CLOSE_WITHIN_MS, TimeUnit.MILLISECONDS);
    }

    private static void endOutput(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        } else {
            channel.close();
        }
    }

    private ChannelHandlerContext here() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context;
    }
}
