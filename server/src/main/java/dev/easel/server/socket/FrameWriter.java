package dev.easel.server.socket;

import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.EventExecutor;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the frames of one socket past Vert.x and Netty's encoder, because the write to each receiver is what a
 * broadcast costs: the bytes are the same for all, and made once ({@link FrameBytes}). May be called from any thread;
 * frames leave in the order they were given.
 */
final class FrameWriter {
    private static final Logger LOG = LoggerFactory.getLogger(FrameWriter.class);

    /** Netty's name for the encoder of frames; what is written from there on are bytes. */
    private static final String FRAME_ENCODER = "wsencoder";

    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final byte[] EMPTY = {};

    private final ChannelHandlerContext encoder;
    private final EventExecutor loop;

    FrameWriter(ChannelPipeline pipeline) {
        encoder = pipeline.context(FRAME_ENCODER);
        loop = encoder.executor();
    }

    /** @param written called with the text's length once the network has it, or never will */
    void text(byte[] text, IntConsumer written) {
        onLoop(() -> write(TEXT, text, () -> written.accept(text.length)));
    }

    /** The same for a frame of bytes. */
    void binary(byte[] bytes, IntConsumer written) {
        onLoop(() -> write(BINARY, bytes, () -> written.accept(bytes.length)));
    }

    void ping() {
        onLoop(() -> write(PING, EMPTY, () -> {}));
    }

    /** @param written called once the network has it, or never will */
    void pong(byte[] payload, Runnable written) {
        onLoop(() -> write(PONG, payload, written));
    }

    /**
     * @param payload a close code and a reason, or nothing
     * @param written called once the network has it, or never will
     */
    void close(byte[] payload, Runnable written) {
        onLoop(() -> write(CLOSE, payload, written));
    }

    /** Ends the connection without a word, whatever waits to be written. */
    void cut() {
        // From here, because Vert.x's own handler would wait for frames to be written that nobody reads.
        encoder.close();
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private void write(int head, byte[] payload, Runnable written) {
        ByteBuf frame;
        try {
            frame = FrameBytes.ofLoop().frame(head, payload, encoder.alloc(), loop);
        } catch (RuntimeException | OutOfMemoryError failure) {
            LOG.atWarn()
                    .addKeyValue(Field.ERROR, Cause.of(failure))
                    .log("A frame of {} bytes was not written, and its socket is cut", payload.length);
            encoder.close(); // a client that lacks a frame must not get the next
            written.run();
            return;
        }
        ChannelFuture sent = encoder.writeAndFlush(frame);
        sent.addListener(_ -> written.run());
    }
}
