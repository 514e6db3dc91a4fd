package dev.easel.server.socket;

import dev.easel.protocol.CloseCode;
import dev.easel.server.loop.TokenBucket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind Netty's frame decoder, in front of Vert.x, which gets no frame: it would answer each ping at once, read
 * or not, and keep up to sixteen frames of a socket that is paused. Every frame counts, by number and by bytes; over
 * the rate the socket is read more slowly (rule L3). Messages wait here while the socket is not read: those of one read
 * from the network, and no more.
 *
 * <p>After the close nothing is kept: what the client still sends is thrown away until it answers the close frame, or
 * for {@link #CLOSE_WITHIN_MS}; then the connection is cut. Confined to the socket's event loop.
 */
final class FrameReader extends ChannelInboundHandlerAdapter {
    /** Bytes of the first message, and of what comes before it. */
    static final int LARGEST_HELLO = 16 << 10;

    /** How long a peer may take to hear that it is closed and to answer, in milliseconds. */
    static final int CLOSE_WITHIN_MS = 5_000;

    /** How long it may take to hear it where its answer cannot be told from what else it sends, in milliseconds. */
    static final int DEAF_CLOSE_WITHIN_MS = 2_000;

    /** Bytes after the close among which the answer to it is looked for. */
    static final int ANSWER_WITHIN = 16 << 10;

    private final SocketLoop loop;
    private final ReadGate gate;
    private final FrameWriter writer;
    private final Listener listener;
    private final Arrivals arrivals;
    private final int largestMessage;
    private final TokenBucket frames;
    private final TokenBucket bytes;

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private @Nullable ByteArrayOutputStream fragments;
    private boolean isPongUnderWay;
    private byte @Nullable [] nextPong;
    private boolean closing;

    FrameReader(
            SocketLoop loop,
            ReadGate gate,
            FrameWriter writer,
            Listener listener,
            Arrivals arrivals,
            SocketSettings settings) {
        this.loop = loop;
        this.gate = gate;
        this.writer = writer;
        this.listener = listener;
        this.arrivals = arrivals;
        largestMessage = settings.limits().frame();
        frames = new TokenBucket(settings.frames(), 2 * settings.frames(), loop.now());
        bytes = new TokenBucket(settings.bytes(), Math.max(2 * settings.bytes(), largestMessage), loop.now());
        gate.whenOpened(this::deliver);
        arrivals.watch(this::count, this::checkHello);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof WebSocketFrame frame) {
                arrivals.decoded(frame.content().readableBytes());
                gate.closeFor(frames.take(1, loop.now()));
                received(frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Also what is thrown away counts: a socket that is closed is not read faster than another. */
    private void count(int arriving) {
        gate.closeFor(bytes.take(arriving, loop.now()));
    }

    private void received(WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame) {
            peerCloses(ByteBufUtil.getBytes(frame.content()));
            return;
        }
        if (closing) {
            return;
        }
        listener.heard();
        switch (frame) {
            case PingWebSocketFrame ping -> pong(ByteBufUtil.getBytes(ping.content()));
            case PongWebSocketFrame _ -> {}
            case BinaryWebSocketFrame _ ->
                loop.inContext(() -> listener.broken(CloseCode.MALFORMED, "malformed", "messages are text frames"));
            default -> text(frame.content(), frame.isFinalFragment());
        }
    }

    // ---- messages

    private void text(ByteBuf content, boolean isFinal) {
        int before = fragments == null ? 0 : fragments.size();
        if (before + content.readableBytes() > largestMessage) {
            loop.inContext(this::tooLarge);
        } else if (before + content.readableBytes() > LARGEST_HELLO && !listener.saidHello()) {
            loop.inContext(this::noHello);
        } else if (isFinal && fragments == null) {
            take(ByteBufUtil.getBytes(content));
        } else {
            ByteArrayOutputStream all = append(content);
            if (isFinal) {
                dropFragments();
                take(all.toByteArray());
            }
        }
    }

    private ByteArrayOutputStream append(ByteBuf content) {
        ByteArrayOutputStream all = fragments == null ? new ByteArrayOutputStream(content.readableBytes()) : fragments;
        all.writeBytes(ByteBufUtil.getBytes(content));
        fragments = all;
        arrivals.keeping(all.size());
        return all;
    }

    private void dropFragments() {
        fragments = null;
        arrivals.keeping(0);
    }

    private void tooLarge() {
        listener.broken(CloseCode.FRAME_TOO_LARGE, "too_large", "a frame is over " + largestMessage + " bytes");
    }

    private void take(byte[] text) {
        waiting.add(text);
        if (gate.isOpen()) {
            deliver();
        }
    }

    private void deliver() {
        while (!waiting.isEmpty() && gate.isOpen() && !closing) {
            byte[] text = waiting.remove();
            listener.heard();
            loop.inContext(() -> listener.message(text));
        }
    }

    private void checkHello() {
        if (!closing && !listener.saidHello() && arrivals.unfinished() > LARGEST_HELLO) {
            loop.inContext(this::noHello);
        }
    }

    private void noHello() {
        String why = "the first message is a hello of at most " + LARGEST_HELLO + " bytes";
        listener.broken(CloseCode.MALFORMED, "malformed", why);
    }

    // ---- pings

    /** One pong is under way at a time; of the pings that come meanwhile the latest is answered (RFC 6455, 5.5.3). */
    private void pong(byte[] payload) {
        if (isPongUnderWay) {
            nextPong = payload;
            return;
        }
        isPongUnderWay = true;
        writer.pong(payload, this::pongWritten);
    }

    private void pongWritten() {
        byte[] next = nextPong;
        isPongUnderWay = false;
        nextPong = null;
        if (next != null && !closing) {
            pong(next);
        }
    }

    // ---- the end

    /** The close frame is written: nothing that comes now is kept. */
    void close() {
        if (closing) {
            return;
        }
        closing = true;
        waiting.clear();
        dropFragments();
        nextPong = null;
        boolean isDeaf = arrivals.unfinished() > ANSWER_WITHIN || arrivals.isBroken();
        if (isDeaf) {
            arrivals.discard();
        } else {
            arrivals.discardAfter(ANSWER_WITHIN);
        }
        loop.after(isDeaf ? DEAF_CLOSE_WITHIN_MS : CLOSE_WITHIN_MS, writer::cut);
    }

    private void peerCloses(byte[] payload) {
        if (closing) {
            writer.cut();
            return;
        }
        close();
        loop.inContext(listener::ended);
        writer.close(payload, writer::cut);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing = true;
        waiting.clear();
        fragments = null;
        arrivals.end();
        loop.inContext(listener::ended);
        context.fireChannelInactive();
    }

    /** Without this Netty and Vert.x cut the connection without a reason, and the client comes again with the same. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (closing) {
            return;
        }
        boolean isTooLong = cause instanceof TooLongFrameException
                || (cause instanceof CorruptedWebSocketFrameException corrupted
                        && corrupted.closeStatus().code() == WebSocketCloseStatus.MESSAGE_TOO_BIG.code());
        if (isTooLong) {
            arrivals.broken();
            loop.inContext(this::tooLarge);
        } else if (cause instanceof CorruptedWebSocketFrameException) {
            arrivals.broken();
            String why = "not a WebSocket text frame: " + cause.getMessage();
            loop.inContext(() -> listener.broken(CloseCode.MALFORMED, "malformed", why));
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    /** What the frames of a socket are for. */
    interface Listener {
        /** Before hello messages are small. */
        boolean saidHello();

        /** The peer lives: a frame of any kind has come. */
        void heard();

        /** A message is complete. */
        void message(byte[] text);

        /** What has come cannot be read any further: the socket is to be closed. */
        void broken(CloseCode code, String error, String message);

        /** The peer has closed, or is gone. May be called twice. */
        void ended();
    }
}
