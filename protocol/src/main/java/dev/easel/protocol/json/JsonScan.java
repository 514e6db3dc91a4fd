package dev.easel.protocol.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Searches JSON text for the bytes of its structure, eight bytes at a time. For a long freehand line this takes a third
 * of the time of a search byte by byte ({@code StrokeBenchmark}). The text must contain what is searched for.
 */
final class JsonScan {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;

    /** The bit by which an opening or closing bracket differs from its brace. */
    private static final int BRACE = '[' ^ '{';

    private JsonScan() {}

    /** The index of the first quote, bracket or brace from {@code at} on. */
    static int structure(byte[] text, int at) {
        int i = at;
        for (; i <= text.length - Long.BYTES; i += Long.BYTES) {
            long word = (long) WORDS.get(text, i);
            long braced = word | ONES * BRACE;
            long found = equal(word, '"') | equal(braced, '{') | equal(braced, '}');
            if (found != 0) {
                return i + first(found);
            }
        }
        while (text[i] != '"' && (text[i] | BRACE) != '{' && (text[i] | BRACE) != '}') {
            i++;
        }
        return i;
    }

    /** The index of the first quote or backslash from {@code at} on. */
    static int quoteOrEscape(byte[] text, int at) {
        int i = at;
        for (; i <= text.length - Long.BYTES; i += Long.BYTES) {
            long word = (long) WORDS.get(text, i);
            long found = equal(word, '"') | equal(word, '\\');
            if (found != 0) {
                return i + first(found);
            }
        }
        while (text[i] != '"' && text[i] != '\\') {
            i++;
        }
        return i;
    }

    /** Sets the high bit of the bytes of {@code word} that are {@code b}. Exact up to the first such byte only. */
    private static long equal(long word, int b) {
        long difference = word ^ ONES * b;
        return difference - ONES & ~difference & HIGHS;
    }

    private static int first(long found) {
        return Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }
}
