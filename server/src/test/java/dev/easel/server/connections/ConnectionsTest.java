package dev.easel.server.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.metrics.ConnectionMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Connections that are accepted, all from one address, and second by second what becomes of them. */
class ConnectionsTest {
    private static final int MOST = 3_000;
    private static final int PER_SECOND = 250;
    private static final int AT_ONCE = 125;
    private static final int WAITING = 2_000;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private boolean isWell = true;
    private long nanos = -5; // a monotonic clock may stand anywhere
    private Connections connections = connections(MOST);
    private final List<Accepted> all = new ArrayList<>();

    /** A channel as Vert.x has it when it is accepted. */
    private static final class Accepted extends EmbeddedChannel {
        private final String from;

        Accepted(String from) {
            this.from = from;
            freezeTime();
            pipeline()
                    .addLast(Connections.DECODER, new HttpRequestDecoder())
                    .addLast(Connections.VERTX_HANDLER, new ChannelHandlerAdapter() {});
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(from, 1);
        }

        boolean isRead() {
            return isOpen() && config().isAutoRead() && pipeline().get(ConnectionGuard.class) != null;
        }

        boolean isWaiting() {
            return isOpen() && !config().isAutoRead() && pipeline().get(ConnectionGuard.class) == null;
        }
    }

    @AfterEach
    void close() {
        all.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    private Connections connections(int most) {
        return new Connections(
                new ConnectionSettings(most, 0, PER_SECOND, 10_000, 75_000, 30_000, 1 << 20),
                Optional.empty(),
                new ConnectionMetrics(registry),
                () -> nanos,
                () -> isWell);
    }

    private Accepted accept() {
        return accept("127.0.0.1");
    }

    private Accepted accept(String from) {
        Accepted channel = new Accepted(from);
        connections.accept(channel);
        all.add(channel);
        return channel;
    }

    private void accept(int connections) {
        for (int i = 0; i < connections; i++) {
            accept();
        }
    }

    private void seconds(double seconds) {
        long step = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        nanos += step;
        for (Accepted channel : all) {
            channel.advanceTimeBy(step, TimeUnit.NANOSECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    private long read() {
        return all.stream().filter(Accepted::isRead).count();
    }

    private double counted(String name) {
        return registry.counter("easel.connections." + name).count();
    }

    @Test
    @DisplayName("a herd of 1,000 behind one address is read within 4 seconds, and nobody of it is refused")
    void herd() {
        accept(1_000);
        assertEquals(AT_ONCE, read());
        assertTrue(all.stream().skip(AT_ONCE).allMatch(Accepted::isWaiting));
        seconds(1);
        assertEquals(AT_ONCE + PER_SECOND, read());
        seconds(2.5);
        assertEquals(1_000, read());
        assertEquals(1_000 - AT_ONCE, counted("delayed"));
        assertEquals(0, counted("dropped"));
    }

    @Test
    @DisplayName("what waits is read in the order in which it came, and its time for a head begins then")
    void order() {
        accept(AT_ONCE);
        Accepted first = accept();
        Accepted second = accept();
        seconds(0.004);
        assertTrue(first.isRead());
        assertTrue(second.isWaiting());
        seconds(0.004);
        assertTrue(second.isRead());
        seconds(9.9);
        assertTrue(first.isOpen());
        seconds(0.2);
        assertFalse(first.isOpen());
    }

    @Test
    @DisplayName("what would wait for over 8 seconds is ended without an answer; as many as wait are counted")
    void flood() {
        accept(AT_ONCE + WAITING);
        assertTrue(all.stream().allMatch(EmbeddedChannel::isOpen));
        Accepted dropped = accept();
        assertFalse(dropped.isOpen());
        assertNull(dropped.readOutbound());
        assertEquals(1, counted("dropped"));
        assertEquals(
                AT_ONCE + WAITING, registry.get("easel.connections").gauge().value());
        seconds(0.004);
        assertTrue(accept().isWaiting(), "the rate goes on");
    }

    @Test
    @DisplayName("who comes back at once whenever it ends is served at the rate, and no faster")
    void comes_again() {
        accept(500);
        int served = 0;
        for (int i = 0; i < 1_000; i++) {
            List<Accepted> answered = all.stream().filter(Accepted::isRead).toList();
            answered.forEach(EmbeddedChannel::close);
            all.removeAll(answered);
            served += answered.size();
            accept(answered.size());
            seconds(0.01);
        }
        assertEquals(AT_ONCE + 10 * PER_SECOND, served, 5);
        assertEquals(0, counted("dropped"));
    }

    @Test
    @DisplayName("of those that are one too many, as many as the rate has room for are told so; the others just end")
    void full() {
        connections = connections(1);
        assertTrue(accept().isRead());
        for (int i = 1; i < AT_ONCE; i++) {
            Accepted told = accept();
            say(told, "GET / HTTP/1.1\r\n");
            assertFalse(told.isOpen());
            assertTrue(text(told).startsWith("HTTP/1.1 503 "));
        }
        Accepted silent = accept();
        assertFalse(silent.isOpen());
        assertNull(silent.readOutbound());
        assertEquals(AT_ONCE - 1, counted("refused"));
        assertEquals(1, counted("dropped"));
        seconds(0.004);
        Accepted later = accept();
        say(later, "POST /");
        assertTrue(text(later).startsWith("HTTP/1.1 503 "));
    }

    @Test
    @DisplayName("one too many that asks whether the process lives is answered, however its question comes")
    void probe() {
        connections = connections(1);
        accept();
        Accepted probe = accept();
        say(probe, "GET /hea");
        assertTrue(probe.isOpen());
        say(probe, "lth/live HTTP/1.1\r\nHost: x\r\n\r\n");
        assertTrue(text(probe).startsWith("HTTP/1.1 200 "));
        assertFalse(probe.isOpen());
        isWell = false;
        Accepted again = accept();
        say(again, "GET /health/live HTTP/1.1\r\n");
        String failing = text(again);
        assertTrue(failing.startsWith("HTTP/1.1 503 ") && failing.contains("loop_hangs"), failing);
    }

    @Test
    @DisplayName(
            "one too many that says nothing is told so after a second; of 65 such, the eldest at once, and one that"
                    + " then asks whether the process lives is answered")
    void silent_doors() {
        connections = connections(1);
        accept(1 + ProbeDoors.MOST);
        Accepted eldest = all.get(1);
        Accepted second = all.get(2);
        assertTrue(eldest.isOpen());
        Accepted probe = accept();
        eldest.runPendingTasks();
        assertTrue(text(eldest).startsWith("HTTP/1.1 503 "));
        assertFalse(eldest.isOpen());
        say(probe, "GET /health/live HTTP/1.1\r\n\r\n");
        assertTrue(text(probe).startsWith("HTTP/1.1 200 "));
        Accepted next = accept();
        second.runPendingTasks();
        assertTrue(second.isOpen(), "the probe has left its room to the next");
        seconds(1);
        for (Accepted silent : List.of(second, next)) {
            assertTrue(text(silent).startsWith("HTTP/1.1 503 "));
            assertFalse(silent.isOpen());
        }
    }

    private static void say(Accepted channel, String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
    }

    @Test
    @DisplayName("one that has left while it waited is not watched")
    void left() {
        accept(AT_ONCE);
        Accepted gone = accept();
        gone.close();
        seconds(1);
        assertNull(gone.pipeline().get(ConnectionGuard.class));
        assertEquals(AT_ONCE, registry.get("easel.connections").gauge().value());
        assertNotNull(all.getFirst().pipeline().get(ConnectionGuard.class));
    }

    private static String text(EmbeddedChannel channel) {
        ByteBuf bytes = channel.readOutbound();
        try {
            return bytes.toString(US_ASCII);
        } finally {
            bytes.release();
        }
    }

    @Test
    @DisplayName("connections from another instance wait no longer once one of them has shown that it is one")
    void of_an_instance() {
        for (int i = 0; i < AT_ONCE; i++) {
            accept("10.0.0.1");
        }
        assertTrue(accept("10.0.0.1").isWaiting());
        connections.ofAnInstance(all.getFirst());
        for (int i = 0; i < 10 * AT_ONCE; i++) {
            assertTrue(accept("10.0.0.1").isRead());
        }
    }
}
