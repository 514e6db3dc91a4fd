package dev.easel.server.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final FrameWriter writer;
    private final List<Integer> written = new ArrayList<>();

    FrameWriterTest() {
        channel.pipeline().addLast("wsencoder", new ChannelOutboundHandlerAdapter());
        writer = new FrameWriter(channel.pipeline());
    }

    @Test
    @DisplayName("a frame is a head and the text, and counts as written once it is")
    void frame() {
        writer.text("{}".getBytes(StandardCharsets.US_ASCII), written::add);
        channel.runPendingTasks();
        ByteBuf frame = channel.readOutbound();
        assertEquals(0x81, frame.readUnsignedByte());
        assertEquals(2, frame.readUnsignedByte());
        assertEquals("{}", frame.toString(StandardCharsets.US_ASCII));
        frame.release();
        assertEquals(List.of(2), written);
    }

    @Test
    @DisplayName("R9 a binary frame is one, and counts as written once it is")
    void binary() {
        writer.binary(new byte[] {1, 2, 3}, written::add);
        channel.runPendingTasks();
        ByteBuf frame = channel.readOutbound();
        assertEquals(0x82, frame.readUnsignedByte());
        assertEquals(3, frame.readUnsignedByte());
        assertEquals(3, frame.readableBytes());
        frame.release();
        assertEquals(List.of(3), written);
    }

    @Test
    @DisplayName("where there is no memory for a frame the socket is cut, and nothing stays unsent")
    void no_memory() {
        channel.config().setAllocator(new Exhausted());
        writer.text(new byte[100], written::add);
        channel.runPendingTasks();
        assertFalse(channel.isOpen());
        assertEquals(List.of(100), written);
        assertTrue(channel.outboundMessages().isEmpty());
    }

    @Test
    @DisplayName("what is written to a closed socket does not stay unsent")
    void closed() {
        channel.close();
        writer.text(new byte[100], written::add);
        channel.runPendingTasks();
        assertEquals(List.of(100), written);
    }

    private static final class Exhausted extends AbstractByteBufAllocator {
        @Override
        protected ByteBuf newHeapBuffer(int initial, int most) {
            throw new OutOfMemoryError("no heap");
        }

        @Override
        protected ByteBuf newDirectBuffer(int initial, int most) {
            throw new OutOfMemoryError("no direct memory");
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }
    }
}
