package dev.easel.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for the bytes that give JSON text its structure, eight at a time: a long freehand line is walked over in a
 * third of the time that one byte after the other takes ({@code StrokeBenchmark}). What is looked for must be there.
 */
final class JsonScan {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = ONES * 0x80;

    /** The bit by which an opening or closing bracket differs from its brace. */
    private static final int BRACE = '[' ^ '{';

    private JsonScan() {}

    /** Where the first quote, bracket or brace from {@code at} on stands. */
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

    /** Where the first quote or backslash from {@code at} on stands. */
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

    /** The high bit of each byte of {@code word} that is {@code b}; higher bytes behind the first such one may be wrong. */
    private static long equal(long word, int b) {
        long difference = word ^ ONES * b;
        return difference - ONES & ~difference & HIGHS;
    }

    private static int first(long found) {
        return Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }
}
