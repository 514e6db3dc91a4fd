package dev.easel.server.stamps;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Reads what a {@link Packer} wrote. Confined to one thread. */
final class Unpacker {
    private static final int BUFFER = 1 << 16;

    /** Bytes of one value, far more than one can have: what is damaged does not take all memory. */
    private static final int LONGEST = 64 << 20;

    private final InputStream in;
    private final byte[] read = new byte[BUFFER];
    private int at;
    private int end;

    /** @throws IOException the bytes are not of a packer */
    Unpacker(byte[] packed) throws IOException {
        in = new GZIPInputStream(new ByteArrayInputStream(packed), BUFFER);
    }

    long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = next();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("not a number");
    }

    /** A number of things that follow, each of which takes memory. */
    int count() throws IOException {
        long count = number();
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new IOException("not a count: " + count);
        }
        return (int) count;
    }

    String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    byte[] bytes() throws IOException {
        int length = count();
        if (length > LONGEST) {
            throw new IOException("too long: " + length);
        }
        byte[] bytes = new byte[length];
        int filled = Math.min(bytes.length, end - at);
        System.arraycopy(read, at, bytes, 0, filled);
        at += filled;
        if (in.readNBytes(bytes, filled, bytes.length - filled) < bytes.length - filled) {
            throw new EOFException();
        }
        return bytes;
    }

    /**
     * Must come last: that nothing follows, and that the checksum is right.
     *
     * @throws IOException it is not so
     */
    void end() throws IOException {
        if (at < end || in.read() >= 0) {
            throw new IOException("something follows");
        }
    }

    private byte next() throws IOException {
        if (at == end) {
            end = in.read(read);
            at = 0;
            if (end <= 0) {
                end = 0;
                throw new EOFException();
            }
        }
        return read[at++];
    }
}
