package dev.easel.protocol.frame;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The binary form of a text frame (rule R9): its UTF-8 bytes as raw DEFLATE (RFC 1951), without a head or a checksum.
 * Each frame stands for itself. Stateless; may be used from any thread.
 */
public final class DeflatedFrame {
    /** Of what zlib offers, the fastest that makes a board of 50,000 objects 8 MB in any order (decision 0033). */
    static final int LEVEL = 5;

    /** Bytes of text that a binary frame stands for, at most: more than the largest object has. */
    public static final int MOST_TEXT = 32 << 20;

    private static final int SMALLEST_BUFFER = 1 << 10;

    private DeflatedFrame() {}

    /** Takes a millisecond for about 25 KiB of text, and 300 KiB outside of the heap meanwhile. */
    public static byte[] of(byte[] text) {
        Deflater deflater = new Deflater(LEVEL, true);
        try {
            deflater.setInput(text);
            deflater.finish();
            byte[] out = new byte[Math.max(SMALLEST_BUFFER, text.length / 4)];
            int length = deflater.deflate(out);
            while (!deflater.finished()) {
                out = Arrays.copyOf(out, 2 * out.length);
                length += deflater.deflate(out, length, out.length - length);
            }
            return Arrays.copyOf(out, length);
        } finally {
            deflater.end();
        }
    }

    /**
     * The text that a binary frame stands for.
     *
     * @throws DataFormatException it is no DEFLATE, does not end where the frame does, or holds too much
     */
    public static byte[] text(byte[] deflated) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            byte[] out = new byte[Math.max(SMALLEST_BUFFER, (int) Math.min(MOST_TEXT, 8L * deflated.length))];
            int length = inflater.inflate(out);
            while (!inflater.finished()) {
                if (length < out.length || length > MOST_TEXT) {
                    throw new DataFormatException(length > MOST_TEXT ? "it holds too much" : "it ends too soon");
                }
                out = Arrays.copyOf(out, 2 * out.length);
                length += inflater.inflate(out, length, out.length - length);
            }
            if (length > MOST_TEXT || inflater.getRemaining() > 0) {
                throw new DataFormatException(length > MOST_TEXT ? "it holds too much" : "something stands behind it");
            }
            return Arrays.copyOf(out, length);
        } finally {
            inflater.end();
        }
    }
}
