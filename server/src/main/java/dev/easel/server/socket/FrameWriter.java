package dev.easel.server.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.EventExecutor;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes text frames of one socket past Vert.x and Netty's encoder, because the write to each receiver is what a
 * broadcast costs: the bytes are the same for all, and a server's frame is a head of two to ten bytes and the text (RFC
 * 6455, section 5.2). May be called from any thread; frames leave in the order they were given, before what Vert.x is
 * given later.
 */
final class FrameWriter {
    private static final Logger LOG = LoggerFactory.getLogger(FrameWriter.class);

    /** Netty's name for the encoder of frames; what is written from there on are bytes. */
    private static final String FRAME_ENCODER = "wsencoder";

    private static final int FINAL_TEXT = 0x81;
    private static final int LARGEST_HEAD = 10;
    private static final int LARGEST_IN_7_BITS = 125;
    private static final int IN_16_BITS = 126;
    private static final int IN_64_BITS = 127;

    private final ChannelHandlerContext encoder;
    private final EventExecutor loop;

    FrameWriter(ChannelPipeline pipeline) {
        encoder = pipeline.context(FRAME_ENCODER);
        loop = encoder.executor();
    }

    /** @param written called with the text's length once the network has it, or never will */
    void write(byte[] text, IntConsumer written) {
        if (loop.inEventLoop()) {
            writeNow(text, written);
        } else {
            loop.execute(() -> writeNow(text, written));
        }
    }

    private void writeNow(byte[] text, IntConsumer written) {
        ByteBuf frame;
        try {
            frame = frame(text);
        } catch (RuntimeException | OutOfMemoryError failure) {
            LOG.warn("A frame of {} bytes could not be written; its socket is cut", text.length, failure);
            encoder.close(); // a client that lacks a frame must not get the next
            written.accept(text.length);
            return;
        }
        encoder.writeAndFlush(frame).addListener(_ -> written.accept(text.length));
    }

    private ByteBuf frame(byte[] text) {
        ByteBuf frame = encoder.alloc().directBuffer(LARGEST_HEAD + text.length);
        frame.writeByte(FINAL_TEXT);
        if (text.length <= LARGEST_IN_7_BITS) {
            frame.writeByte(text.length);
        } else if (text.length <= 0xFFFF) {
            frame.writeByte(IN_16_BITS).writeShort(text.length);
        } else {
            frame.writeByte(IN_64_BITS).writeLong(text.length);
        }
        return frame.writeBytes(text);
    }
}
