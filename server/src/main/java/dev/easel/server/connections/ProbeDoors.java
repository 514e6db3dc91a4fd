package dev.easel.server.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections beyond the bound, each read until it is seen whether it asks if this process lives: that is answered
 * however many there are, since who restarts a process that is only full makes it worse. All others are told that it is
 * full, the eldest at once when there are too many: who asks does so as soon as it is here. May be used by several
 * event loops; a door is confined to that of its channel.
 */
final class ProbeDoors {
    /** Such connections at a time. */
    static final int MOST = 64;

    /** How long one is waited for, in milliseconds. */
    static final long WAIT_MS = 1_000;

    private static final byte[] PROBE = "GET /health/live ".getBytes(US_ASCII);
    private static final String FINE = answer("200 OK", "{\"status\":\"ok\",\"problems\":[]}");
    private static final String HANGING = answer(
            "503 Service Unavailable",
            "{\"status\":\"failing\",\"problems\":"
                    + "[{\"code\":\"loop_hangs\",\"text\":\"an event loop has not answered for too long\"}]}");

    private final BooleanSupplier lives;

    /** The eldest first. Guarded by itself. */
    private final SequencedSet<Door> doors = new LinkedHashSet<>();

    ProbeDoors(BooleanSupplier lives) {
        this.lives = lives;
    }

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nX-Content-Type-Options: nosniff\r\n"
                + "Cache-Control: no-store\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    /** Takes the connection over, and ends it soon. On its event loop, before a read. */
    void open(Channel channel) {
        Door door = new Door(channel);
        channel.pipeline().addFirst("probe-door", door);
        channel.closeFuture().addListener(_ -> remove(door));
        channel.eventLoop().schedule(door::shutFull, WAIT_MS, TimeUnit.MILLISECONDS);
        add(door).ifPresent(eldest -> eldest.channel.eventLoop().execute(eldest::shutFull));
    }

    /** The one that must go for it, if any. */
    private Optional<Door> add(Door door) {
        synchronized (doors) {
            Optional<Door> eldest = doors.size() < MOST ? Optional.empty() : Optional.of(doors.removeFirst());
            doors.add(door);
            return eldest;
        }
    }

    private void remove(Door door) {
        synchronized (doors) {
            doors.remove(door);
        }
    }

    private final class Door extends ChannelInboundHandlerAdapter {
        private final Channel channel;
        private final ByteBuf come = Unpooled.buffer(PROBE.length, PROBE.length);
        private boolean isShut;
        private @Nullable ChannelHandlerContext context;

        Door(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        @Override
        public void channelRead(ChannelHandlerContext here, Object message) {
            if (!isShut && message instanceof ByteBuf read) {
                come.writeBytes(read, Math.min(read.readableBytes(), come.writableBytes()));
                judge();
            }
            ReferenceCountUtil.release(message);
        }

        private void judge() {
            ByteBuf asked = Unpooled.wrappedBuffer(PROBE, 0, come.readableBytes());
            if (!come.equals(asked)) {
                shutFull();
            } else if (!come.isWritable()) {
                shut(Unpooled.copiedBuffer(lives.getAsBoolean() ? FINE : HANGING, US_ASCII));
            }
        }

        void shutFull() {
            shut(Answer.FULL.bytes());
        }

        private void shut(ByteBuf answer) {
            if (!isShut && context != null && channel.isActive()) {
                isShut = true;
                context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
            }
        }
    }
}
