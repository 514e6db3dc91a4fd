package dev.easel.server.metadata;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the bytes of a picture. What lies outside of them is no error: it has no mark, and its numbers are 0. */
record ImageBytes(byte[] bytes) {
    int length() {
        return bytes.length;
    }

    /** @return 0–255 */
    int u8(long at) {
        return at >= 0 && at < bytes.length ? bytes[(int) at] & 0xff : 0;
    }

    /** Big-endian. */
    int u16(long at) {
        return u8(at) << 8 | u8(at + 1);
    }

    /** Big-endian. */
    long u32(long at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    /** Little-endian. */
    long u32le(long at) {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) u32(at)));
    }

    /**
     * Big-endian.
     *
     * @param size bytes of the number, 0–8; 0 for none there
     */
    long number(long at, int size) {
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number << 8 | u8(at + i);
        }
        return number;
    }

    /** @param mark one byte in each character */
    boolean has(long at, String mark) {
        if (at < 0 || at + mark.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < mark.length(); i++) {
            if (u8(at + i) != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** @return an end that is within the bytes, for a part that says to be so long */
    int end(long from, long length) {
        return length < 0 || length > bytes.length - from ? bytes.length : (int) (from + length);
    }

    ByteBuffer copyOf(int from, int to, ByteOrder order) {
        return ByteBuffer.wrap(bytes, from, to - from).slice().order(order);
    }
}
