package dev.easel.server.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bytes of frames as they leave: a head of two to ten bytes and the payload (RFC 6455, section 5.2). What an
 * event loop writes to one socket after the other, as in a broadcast, is made once, and they all share it: however many
 * are too slow to take it, it is in memory once. Confined to the event loop it belongs to.
 */
final class FrameBytes {
    private static final FastThreadLocal<FrameBytes> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected FrameBytes initialValue() {
            return new FrameBytes();
        }
    };

    private static final int LARGEST_HEAD = 10;
    private static final int LARGEST_IN_7_BITS = 125;
    private static final int IN_16_BITS = 126;
    private static final int IN_64_BITS = 127;

    /** Written last, to one socket or more. */
    private byte @Nullable [] last;

    private int lastHead;

    /** The last one, once a second socket gets it; until the end of the turn. */
    private @Nullable ByteBuf shared;

    private FrameBytes() {}

    /** Those of the event loop that this is called on. */
    static FrameBytes ofLoop() {
        return OF_LOOP.get();
    }

    /**
     * A frame, to be written and released once.
     *
     * @param head the first byte
     * @param payload is not changed any more
     * @param loop runs a task after those that wait
     */
    ByteBuf frame(int head, byte[] payload, ByteBufAllocator allocator, Executor loop) {
        if (payload != last || head != lastHead) {
            forget();
            last = payload;
            lastHead = head;
            return made(head, payload, allocator);
        }
        if (shared == null) {
            shared = made(head, payload, allocator);
            loop.execute(this::forget);
        }
        return shared.retainedDuplicate();
    }

    private void forget() {
        last = null;
        if (shared != null) {
            shared.release();
            shared = null;
        }
    }

    private static ByteBuf made(int head, byte[] payload, ByteBufAllocator allocator) {
        ByteBuf frame = allocator.directBuffer(LARGEST_HEAD + payload.length);
        frame.writeByte(head);
        if (payload.length <= LARGEST_IN_7_BITS) {
            frame.writeByte(payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.writeByte(IN_16_BITS).writeShort(payload.length);
        } else {
            frame.writeByte(IN_64_BITS).writeLong(payload.length);
        }
        return frame.writeBytes(payload);
    }
}
