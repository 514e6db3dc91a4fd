package dev.easel.server.forwarding;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client's end of a tunnel and the network, and can say something of our own behind the frame that is
 * just passed on; nothing of the owner's goes out afterwards. The owner sends each message in one frame. Confined to
 * the connection's event loop.
 */
final class LastFrames extends ChannelOutboundHandlerAdapter {
    private final FrameEnds ends = new FrameEnds();
    private final Runnable said;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf last;
    private boolean isSaid;

    /** @param said told once the last frames are written */
    LastFrames(Runnable said) {
        this.said = said;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        if (last != null) {
            last.release();
            last = null;
        }
    }

    /** Says these frames as soon as the one before them is whole. Must be called once at most. */
    void say(ByteBuf frames) {
        if (context == null || context.isRemoved()) {
            frames.release();
            return;
        }
        last = frames;
        if (ends.isBetween()) {
            sayNow(context, frames);
        }
    }

    @Override
    public void write(ChannelHandlerContext here, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf bytes) || !bytes.isReadable()) {
            here.write(message, promise);
        } else if (isSaid) {
            bytes.release();
            promise.trySuccess();
        } else if (last == null) {
            ends.pass(bytes);
            here.write(bytes, promise);
        } else {
            here.write(bytes.readRetainedSlice(ends.passRest(bytes)), promise);
            bytes.release();
            if (ends.isBetween()) {
                sayNow(here, last);
            }
        }
    }

    private void sayNow(ChannelHandlerContext here, ByteBuf frames) {
        last = null;
        isSaid = true;
        here.writeAndFlush(frames);
        said.run();
    }
}
