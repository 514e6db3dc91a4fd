package dev.easel.server.connections;

import dev.easel.server.metrics.ConnectionMetrics;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches the time of one HTTP connection, from the side of the network; {@link MessageWatch} tells it where requests
 * and answers begin and end. Confined to the connection's event loop.
 *
 * <p>While a request is answered there is no deadline here: who reads its body, and who makes its answer, has one; and
 * {@link ReplyWatch} sees to it that the answer is read.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
    /** The most requests that may wait on one connection for their answers; with one more, it is closed behind them. */
    static final int MOST_PIPELINED = 16;

    /** How long what still comes is read and dropped after a last answer, so that the client can read that. */
    static final long LINGER_MS = 2_000;

    private final ConnectionSettings settings;
    private final ConnectionMetrics metrics;
    private final LongSupplier nanos;

    private Phase phase = Phase.SILENT;
    private long deadline;
    private long firesAt;
    private int inFlight;
    private boolean hasBodyLeft;
    /** The answer behind those to the requests that were taken. */
    private ByteBuf last = Unpooled.EMPTY_BUFFER;

    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ChannelHandlerContext context;

    private enum Phase {
        /** Nothing has come since the connection was made. */
        SILENT,
        /** A part of a head has come. */
        HEAD,
        /** A request is being answered. */
        ANSWERING,
        /** All is answered, but the rest of a body has not come. */
        BODY_LEFT,
        /** Between two requests. */
        IDLE,
        /** Nothing more is taken. What was taken is answered, then the connection ends. */
        ENDING
    }

    /** @param nanos a clock that never goes back */
    ConnectionGuard(ConnectionSettings settings, ConnectionMetrics metrics, LongSupplier nanos) {
        this.settings = settings;
        this.metrics = metrics;
        this.nanos = nanos;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        deadline(settings.headMs());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        cancel(timer);
    }

    // ---- what comes

    @Override
    public void channelRead(ChannelHandlerContext here, Object message) {
        if (phase == Phase.ENDING) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (phase == Phase.SILENT) {
            phase = Phase.HEAD; // the deadline runs from the accept
        } else if (phase == Phase.IDLE) {
            phase = Phase.HEAD;
            deadline(settings.headMs());
        }
        here.fireChannelRead(message);
    }

    /** A whole head has come. False if its request must be dropped, with all that follows. */
    boolean requestBegins() {
        if (phase == Phase.ENDING) {
            return false;
        }
        if (inFlight == MOST_PIPELINED) {
            phase = Phase.ENDING;
            return false;
        }
        inFlight++;
        hasBodyLeft = true;
        phase = Phase.ANSWERING;
        return true;
    }

    /** The body of the last request has come to its end. */
    void requestEnds() {
        hasBodyLeft = false;
        settle();
    }

    /** The oldest request was answered to its end. */
    void responseEnds() {
        inFlight--;
        settle();
    }

    private void settle() {
        if (inFlight > 0) {
            return;
        }
        if (phase == Phase.ENDING) {
            end();
        } else if (hasBodyLeft) {
            phase = Phase.BODY_LEFT;
            deadline(settings.headMs());
        } else {
            phase = Phase.IDLE;
            deadline(settings.idleMs());
        }
    }

    // ---- the deadline of what is to come

    private void deadline(long ms) {
        deadline = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(ms);
        if (timer == null || deadline - firesAt < 0) {
            cancel(timer);
            arm();
        }
    }

    private void arm() {
        firesAt = deadline;
        timer = here().executor().schedule(this::check, deadline - nanos.getAsLong(), TimeUnit.NANOSECONDS);
    }

    private void check() {
        timer = null;
        if (phase == Phase.ANSWERING || phase == Phase.ENDING) {
            return;
        }
        if (deadline - nanos.getAsLong() > 0) {
            arm();
        } else if (phase == Phase.HEAD) {
            metrics.headWasLate();
            refuse(Answer.LATE);
        } else {
            here().close();
        }
    }

    // ---- the end

    /** Takes nothing more, answers what was taken, and ends with this answer. */
    void refuse(Answer answer) {
        phase = Phase.ENDING;
        last = answer.bytes();
        settle();
    }

    private void end() {
        ByteBuf answer = last;
        last = Unpooled.EMPTY_BUFFER;
        here().writeAndFlush(answer).addListener(_ -> endOutput());
        closeSoon();
    }

    /**
     * The body of the last request cannot be read. What was written goes out, and that it cannot where nothing was
     * written of an answer to it. The connection closes with the client, or after a while.
     *
     * @param hasBegun whether an answer was begun and not ended
     */
    void bodyIsBroken(boolean hasBegun) {
        phase = Phase.ENDING;
        if (inFlight == 1 && !hasBegun) {
            here().write(Answer.MALFORMED.bytes());
        }
        here().flush();
        endOutput();
        closeSoon();
    }

    private void endOutput() {
        SslHandler tls = here().pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound().addListener(_ -> shutOutput());
        } else {
            shutOutput();
        }
    }

    private void shutOutput() {
        if (here().channel() instanceof DuplexChannel channel) {
            channel.shutdownOutput();
        }
    }

    /** Not at once: an answer is lost if what has come is not read. */
    private void closeSoon() {
        here().channel().config().setAutoRead(true);
        here().executor().schedule(() -> here().close(), LINGER_MS, TimeUnit.MILLISECONDS);
    }

    private ChannelHandlerContext here() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context;
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
