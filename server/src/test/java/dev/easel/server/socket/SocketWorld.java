package dev.easel.server.socket;

import dev.easel.protocol.ClientMessage;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.Limits;
import dev.easel.protocol.Refusal;
import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.live.Connection;
import dev.easel.server.live.Seat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sockets on channels without a network, on a clock that the test moves. */
final class SocketWorld {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int CONTINUATION = 0;

    static final int FRAME = 256 << 10;
    static final int BACKLOG = 256 << 10;
    static final Limits LIMITS =
            new Limits(FRAME, 1_000, 64 << 10, 1_000, 120, 240, 4096, 60, 50, BACKLOG, 10_000, 20_000);
    static final SocketSettings SETTINGS = new SocketSettings(LIMITS, 3, 100, 1 << 20, 1 << 20, 1 << 20);

    final MockTicker ticker = Ticker.newMockTicker();
    final Sockets sockets;

    SocketWorld() {
        this(SETTINGS);
    }

    SocketWorld(SocketSettings settings) {
        sockets = new Sockets(settings);
    }

    /** A socket that has not said hello. */
    Peer open() {
        if (!sockets.admits()) {
            throw new AssertionError("no permit is left");
        }
        return new Peer();
    }

    /** A socket whose hello was said and answered. */
    Peer join() {
        Peer peer = open();
        peer.hello();
        peer.joined.complete(peer);
        return peer;
    }

    /** The client's end of a socket, and its seat. */
    final class Peer implements Seat {
        final List<Role> roles = new ArrayList<>();
        final Network network = new Network();
        final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(ticker).build();
        final Promise<Seat> joined = Promise.promise();
        final List<ClientMessage> received = new ArrayList<>();
        final List<Long> refused = new ArrayList<>();
        final SocketAccess access;
        Connection connection;
        Hello said;
        boolean hasLeft;

        private Peer() {
            WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(FRAME)
                    .closeOnProtocolViolation(false)
                    .build();
            channel.pipeline()
                    .addLast(network)
                    .addLast("wsdecoder", new WebSocket13FrameDecoder(config))
                    .addLast("wsencoder", new WebSocket13FrameEncoder(false));
            access = sockets.open(channel.pipeline(), Runnable::run, Optional.empty(), this::join);
        }

        private Future<Seat> join(Connection way, Hello hello) {
            connection = way;
            said = hello;
            return joined.future();
        }

        void hello() {
            text("{\"type\":\"hello\",\"client\":\"" + new UUID(0, 1) + "\"}");
        }

        void text(String text) {
            send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
        }

        void send(int opcode, boolean isFinal, byte[] payload) {
            raw(frame(opcode, isFinal, payload, payload.length));
        }

        /** Bytes arrive, if they are read. */
        void raw(ByteBuf bytes) {
            channel.writeInbound(bytes);
        }

        boolean isRead() {
            return channel.config().isAutoRead();
        }

        @Override
        public void receive(ClientMessage message) {
            received.add(message);
        }

        @Override
        public void refuse(long edit, Refusal refusal) {
            refused.add(edit);
        }

        @Override
        public void role(Role role) {
            roles.add(role);
        }

        @Override
        public void leave() {
            hasLeft = true;
        }

        /** What the server has written so far: opcodes and payloads. */
        List<Frame> frames() {
            List<Frame> frames = new ArrayList<>();
            for (ByteBuf frame; (frame = channel.readOutbound()) != null; ) {
                int opcode = frame.readUnsignedByte() & 0x0f;
                int length = frame.readUnsignedByte();
                if (length == 126) {
                    length = frame.readUnsignedShort();
                } else if (length == 127) {
                    length = (int) frame.readLong();
                }
                byte[] payload = new byte[length];
                frame.readBytes(payload);
                frame.release();
                frames.add(new Frame(opcode, payload));
            }
            return frames;
        }

        /** The code of the close frame that was written; 0 when none was. */
        int closeCode() {
            return frames().stream()
                    .filter(frame -> frame.opcode() == CLOSE)
                    .mapToInt(Frame::code)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** Time passes for all sockets. */
    void pass(long ms, Peer... peers) {
        for (long passed = 0; passed < ms; passed += 100) {
            ticker.advanceMillis(Math.min(100, ms - passed));
            for (Peer peer : peers) {
                peer.channel.runPendingTasks();
                peer.channel.runScheduledPendingTasks();
            }
        }
    }

    record Frame(int opcode, byte[] payload) {
        int code() {
            return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }
    }

    /** @param length what the head says; the payload may be its beginning */
    static ByteBuf frame(int opcode, boolean isFinal, byte[] payload, int length) {
        ByteBuf frame = Unpooled.buffer();
        frame.writeByte((isFinal ? 0x80 : 0) | opcode);
        if (length < 126) {
            frame.writeByte(0x80 | length);
        } else if (length <= 0xffff) {
            frame.writeByte(0x80 | 126).writeShort(length);
        } else {
            frame.writeByte(0x80 | 127).writeLong(length);
        }
        return frame.writeInt(0).writeBytes(payload);
    }

    /** The network below a socket, which takes what is written, or nothing while it is stuck. */
    static final class Network extends ChannelOutboundHandlerAdapter {
        private final Deque<Runnable> held = new ArrayDeque<>();
        private final Deque<ChannelPromise> promises = new ArrayDeque<>();
        boolean isStuck;
        int written;

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            written++;
            if (isStuck) {
                promises.add(promise);
                held.add(() -> context.writeAndFlush(message, promise));
            } else {
                context.write(message, promise);
            }
        }

        @Override
        public void close(ChannelHandlerContext context, ChannelPromise promise) {
            promises.forEach(unwritten -> unwritten.tryFailure(new ClosedChannelException()));
            promises.clear();
            held.clear();
            context.close(promise);
        }

        /** It takes everything. */
        void take() {
            isStuck = false;
            promises.clear();
            while (!held.isEmpty()) {
                held.remove().run();
            }
        }
    }
}
