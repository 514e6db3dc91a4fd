package dev.easel.server.forwarding;

import io.netty.buffer.ByteBuf;

/**
 * Where the frames end that a server sends over a WebSocket (RFC 6455, 5.2), in bytes that are passed on. Frames of a
 * server are not masked. Nothing of them is kept. Confined to one event loop.
 */
final class FrameEnds {
    private static final int SHORTEST_HEAD = 2;
    private static final int LENGTH = 0x7F;
    private static final int IN_16_BITS = 126;
    private static final int IN_64_BITS = 127;

    /** The length as it is read: the first byte of it, then the value of the longer one. */
    private long length;

    /** Bytes of the head that have come, and all that it will have. */
    private int come;

    private int head = SHORTEST_HEAD;

    /** Bytes of the payload that are still to come. */
    private long left;

    /** Whether all that has passed are whole frames. */
    boolean isBetween() {
        return come == 0 && left == 0;
    }

    /** All of these bytes pass. */
    void pass(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            at = step(bytes, at);
        }
    }

    /** Only the rest of the frame that has begun passes; returns how many bytes that are of these. */
    int passRest(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex() && !isBetween()) {
            at = step(bytes, at);
        }
        return at - bytes.readerIndex();
    }

    /** Passes a byte of a head, or as much of a payload as there is; returns where that ends. */
    private int step(ByteBuf bytes, int at) {
        if (left > 0) {
            int passed = (int) Math.min(left, bytes.writerIndex() - at);
            left -= passed;
            return at + passed;
        }
        headByte(bytes.getByte(at));
        return at + 1;
    }

    private void headByte(byte next) {
        if (come == 1) {
            int first = next & LENGTH;
            head = first == IN_16_BITS
                    ? SHORTEST_HEAD + Short.BYTES
                    : first == IN_64_BITS ? SHORTEST_HEAD + Long.BYTES : SHORTEST_HEAD;
            length = head == SHORTEST_HEAD ? first : 0;
        } else if (come > 1) {
            length = length << Byte.SIZE | next & 0xFF;
        }
        come++;
        if (come == head) {
            left = length;
            come = 0;
            length = 0;
            head = SHORTEST_HEAD;
        }
    }
}
