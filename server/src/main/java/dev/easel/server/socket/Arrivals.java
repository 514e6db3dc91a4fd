package dev.easel.server.socket;

import dev.easel.server.loop.SharedBytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of Netty's frame decoder, which keeps the bytes of a frame until it is whole, and counts them
 * together with the fragments that wait for their last: bytes of messages that are not finished. After the close what
 * arrives is thrown away unread. Confined to the socket's event loop.
 */
final class Arrivals extends ChannelInboundHandlerAdapter {
    static final String FRAME_DECODER = "wsdecoder";

    private static final int SMALLEST_HEAD = 6;
    private static final int MEDIUM_HEAD = 8;
    private static final int LARGEST_HEAD = 14;
    private static final int LARGEST_IN_7_BITS = 125;

    private final SharedBytes.Share unfinished;
    private IntConsumer arriving = _ -> {};
    private Runnable arrived = () -> {};
    private @Nullable ChannelPipeline pipeline;
    private long undecoded;
    private long fragments;
    private long counted;
    private boolean isBroken;
    private long taken = Long.MAX_VALUE;

    /** @param unfinished where the bytes are counted together with those of other sockets */
    Arrivals(SharedBytes.Share unfinished) {
        this.unfinished = unfinished;
    }

    /**
     * @param arriving given the number of bytes that have arrived, before they are decoded or thrown away
     * @param arrived run after what is whole was decoded
     */
    void watch(IntConsumer arriving, Runnable arrived) {
        this.arriving = arriving;
        this.arrived = arrived;
    }

    /** The bytes of a client's frame: its head, its mask and its payload. */
    private static int wire(int payload) {
        if (payload <= LARGEST_IN_7_BITS) {
            return SMALLEST_HEAD + payload;
        }
        return (payload <= 0xFFFF ? MEDIUM_HEAD : LARGEST_HEAD) + payload;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        pipeline = context.pipeline();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        int bytes = message instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
        arriving.accept(bytes);
        if (taken < bytes) {
            discard();
            ReferenceCountUtil.release(message);
            return;
        }
        taken -= bytes;
        undecoded += bytes;
        context.fireChannelRead(message);
        count();
        arrived.run();
    }

    /** A frame with a payload of so many bytes was whole. */
    void decoded(int payload) {
        undecoded = Math.max(0, undecoded - wire(payload)); // what arrived before the upgrade was not counted
    }

    /** The decoder cannot read what comes. */
    void broken() {
        isBroken = true;
        undecoded = 0;
    }

    boolean isBroken() {
        return isBroken;
    }

    /** So many bytes of fragments are kept. */
    void keeping(int bytes) {
        fragments = bytes;
        count();
    }

    /** Bytes that have arrived of messages that are not finished. */
    long unfinished() {
        return undecoded + fragments;
    }

    /** Everything that arrives is thrown away unread, and what the decoder has kept too. */
    void discard() {
        taken = 0;
        undecoded = 0;
        if (pipeline != null && pipeline.get(FRAME_DECODER) != null) {
            pipeline.remove(FRAME_DECODER);
        }
        count();
    }

    /** After so many bytes more everything that arrives is thrown away unread. */
    void discardAfter(int bytes) {
        taken = bytes;
    }

    /** The socket is gone, and what it kept too. */
    void end() {
        undecoded = 0;
        fragments = 0;
        taken = 0;
        count();
    }

    private void count() {
        long now = undecoded + fragments;
        if (now != counted) {
            long change = now - counted;
            counted = now;
            unfinished.add(change);
        }
    }
}
