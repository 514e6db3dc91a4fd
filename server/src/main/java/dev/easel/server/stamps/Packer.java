package dev.easel.server.stamps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes numbers and texts one after the other, compressed. {@link Unpacker} reads them. Confined to one thread. */
final class Packer {
    private static final int BUFFER = 1 << 14;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    private final GZIPOutputStream out;
    private final byte[] number = new byte[10];

    Packer() {
        try {
            out = new GZIPOutputStream(bytes, BUFFER) {
                {
                    def.setLevel(Deflater.BEST_SPEED);
                }
            };
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A number that is not negative, in seven bits a byte. */
    Packer number(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        int length = 0;
        long rest = value;
        while (rest >= 0x80) {
            number[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        number[length++] = (byte) rest;
        return write(number, length);
    }

    Packer text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    Packer bytes(byte[] value) {
        return number(value.length).write(value, value.length);
    }

    private Packer write(byte[] from, int length) {
        try {
            out.write(from, 0, length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    /** Everything that was written; nothing can be written after it. */
    byte[] packed() {
        try {
            out.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }
}
