package dev.easel.server.forwarding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Both ends of a tunnel, on channels without a network and a clock that the test moves. */
class TunnelEndTest {
    private static final int KIB = 1 << 10;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final AtomicInteger stalled = new AtomicInteger();
    private final End client = new End();
    private final End owner = new End();

    /** One end, and the network behind it, which takes what is flushed unless the test says otherwise. */
    private final class End {
        final Network network = new Network();
        final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(ticker).build();
        final TunnelEnd end = new TunnelEnd(stalled::incrementAndGet);

        End() {
            channel.pipeline().addLast(network, end);
        }

        void comes(String text) {
            channel.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
        }

        void comes(int bytes) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[bytes]));
        }

        /** What was taken since it was last asked. */
        String taken() {
            StringBuilder text = new StringBuilder();
            for (ByteBuf bytes; (bytes = channel.readOutbound()) != null; bytes.release()) {
                text.append(bytes.toString(US_ASCII));
            }
            return text.toString();
        }

        boolean isRead() {
            return channel.config().isAutoRead();
        }

        boolean isOpen() {
            return channel.isOpen();
        }
    }

    private static final class Network extends ChannelOutboundHandlerAdapter {
        private boolean takes = true;

        @Override
        public void flush(ChannelHandlerContext here) {
            if (takes) {
                here.flush();
            }
        }

        void takeNothing() {
            takes = false;
        }

        void takeAll(EmbeddedChannel channel) {
            takes = true;
            channel.flushOutbound();
        }

        @Override
        public void write(ChannelHandlerContext here, Object message, ChannelPromise promise) {
            here.write(message, promise);
        }
    }

    private void join() {
        TunnelEnd.join(client.end, owner.end);
    }

    private void pass(long ms) {
        ticker.advance(ms, TimeUnit.MILLISECONDS);
        client.channel.runScheduledPendingTasks();
        owner.channel.runScheduledPendingTasks();
    }

    @AfterEach
    void close() {
        client.channel.finishAndReleaseAll();
        owner.channel.finishAndReleaseAll();
    }

    @Test
    @DisplayName("what comes over one connection goes out over the other, both ways")
    void both_ways() {
        join();
        client.comes("to the owner");
        owner.comes("to the client");
        assertEquals("to the owner", owner.taken());
        assertEquals("to the client", client.taken());
    }

    @Test
    @DisplayName("what the owner says before the tunnel is open is kept, and not read further")
    void early() {
        owner.channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
        assertEquals(LastHttpContent.EMPTY_LAST_CONTENT, owner.channel.readInbound(), "it is of the answer before");
        ByteBuf first = Unpooled.copiedBuffer("first", US_ASCII);
        owner.channel.writeInbound(first);
        assertEquals(0, first.refCnt());
        assertFalse(owner.isRead());
        join();
        assertEquals("first", client.taken());
        assertTrue(owner.isRead());
        owner.comes("second");
        assertEquals("second", client.taken());
    }

    @Test
    @DisplayName("a connection is read as fast as the other one takes: 64 KiB are kept, and one read")
    void back_pressure() {
        join();
        client.network.takeNothing();
        owner.comes(TunnelEnd.UNSENT - KIB);
        assertTrue(owner.isRead(), "up to the bound");
        owner.comes(KIB);
        assertFalse(owner.isRead());
        assertTrue(client.isRead(), "the other way is not concerned");
        client.network.takeAll(client.channel);
        assertTrue(owner.isRead());
        assertEquals(TunnelEnd.UNSENT, client.taken().length());
        assertEquals(0, stalled.get());
    }

    @Test
    @DisplayName("a connection that takes nothing for too long ends the tunnel, both ends at once")
    void stalled() {
        join();
        client.network.takeNothing();
        owner.comes(TunnelEnd.UNSENT + KIB);
        pass(TunnelEnd.STALLED_MS - 1);
        assertTrue(client.isOpen() && owner.isOpen());
        pass(1);
        assertFalse(client.isOpen() || owner.isOpen());
        assertEquals(1, stalled.get());
    }

    @Test
    @DisplayName("a connection that takes slowly goes on, with its time anew")
    void slow() {
        join();
        for (int i = 0; i < 5; i++) {
            client.network.takeNothing();
            owner.comes(TunnelEnd.UNSENT + KIB);
            pass(TunnelEnd.STALLED_MS - 1);
            client.network.takeAll(client.channel);
            assertTrue(owner.isRead());
        }
        pass(10 * TunnelEnd.STALLED_MS);
        assertTrue(client.isOpen() && owner.isOpen());
        assertEquals(0, stalled.get());
    }

    @Test
    @DisplayName("when one connection ends, what has come over it is taken before the other one ends")
    void last_words() {
        join();
        client.network.takeNothing();
        owner.comes("closing");
        owner.channel.close();
        assertTrue(client.isOpen());
        client.network.takeAll(client.channel);
        assertEquals("closing", client.taken());
        assertFalse(client.isOpen());
    }

    @Test
    @DisplayName("the rest is not waited for longer than for a moment")
    void rest_not_taken() {
        join();
        client.network.takeNothing();
        owner.comes(TunnelEnd.UNSENT + KIB);
        owner.channel.close();
        pass(TunnelEnd.CLOSE_WITHIN_MS - 1);
        assertTrue(client.isOpen());
        pass(1);
        assertFalse(client.isOpen());
        pass(TunnelEnd.STALLED_MS);
        assertEquals(0, stalled.get());
    }

    @Test
    @DisplayName(
            "the end of a connection is noticed although it was not read; what still comes over the other is dropped")
    void dropped() {
        join();
        owner.network.takeNothing();
        client.network.takeNothing();
        client.comes(TunnelEnd.UNSENT + KIB);
        assertFalse(client.isRead());
        owner.channel.close();
        assertTrue(client.isRead());
        ByteBuf late = Unpooled.copiedBuffer("late", US_ASCII);
        client.channel.writeInbound(late);
        assertEquals(0, late.refCnt());
        assertTrue(client.isRead());
    }

    @Test
    @DisplayName("a connection that ended before the tunnel opened ends it")
    void ended_before() {
        owner.comes("closing");
        owner.channel.close();
        join();
        assertEquals("closing", client.taken());
        assertFalse(client.isOpen());
    }

    @Test
    @DisplayName("a tunnel that is cut ends at once")
    void cut() {
        join();
        client.network.takeNothing();
        owner.comes("x");
        owner.end.cut();
        assertFalse(client.isOpen() || owner.isOpen());
    }

    @Test
    @DisplayName("a tunnel that is ended lets out what was written, and drops what still comes until both have ended")
    void end() {
        join();
        client.network.takeNothing();
        owner.comes("last");
        client.end.end();
        assertFalse(owner.isOpen(), "it had nothing to take");
        client.comes("late");
        assertTrue(client.isRead());
        client.network.takeAll(client.channel);
        assertEquals("last", client.taken());
        assertFalse(client.isOpen());
        assertEquals("", owner.taken());
    }
}
