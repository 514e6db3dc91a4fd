package dev.easel.server.metadata;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a picture that are kept: no more than it had, and one orientation. For one thread. */
final class KeptBytes {
    /** An orientation and what it is wrapped in. */
    private static final int ORIENTATION = 64;

    private final byte[] bytes;
    private int length;

    KeptBytes(ImageBytes from) {
        this.bytes = new byte[from.length() + ORIENTATION];
    }

    int length() {
        return length;
    }

    void add(ImageBytes from, int at, int end) {
        System.arraycopy(from.bytes(), at, bytes, length, end - at);
        length += end - at;
    }

    void add(byte... more) {
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    void u8(int number) {
        bytes[length++] = (byte) number;
    }

    void u16(int number) {
        u8(number >> 8);
        u8(number);
    }

    /** Big-endian. */
    void u32(int number) {
        u16(number >> 16);
        u16(number);
    }

    /** Little-endian. */
    void u32le(int number) {
        u32(Integer.reverseBytes(number));
    }

    void mark(String mark) {
        add(mark.getBytes(StandardCharsets.ISO_8859_1));
    }

    void setU8(int at, int number) {
        bytes[at] = (byte) number;
    }

    void setU32le(int at, int number) {
        int end = length;
        length = at;
        u32le(number);
        length = end;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }
}
