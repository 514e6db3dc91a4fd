package dev.easel.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.protocol.Texts;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonScanTest {
    /** The bytes that the scan looks for, those that differ from them in one bit, and other bytes of UTF-8. */
    private static final int[] BYTES = {
        '"', '\\', '[', ']', '{', '}', '|', 'z', 'Z', '#', '!', '\u0002', ';', '=', 0x7f, 0, 1, 0x80, 0xa2, 0xdb, 0xfb,
        0xdd, 0xfd, 0xff, 'a', '1', ',', '.'
    };

    @Test
    @DisplayName("the first byte of the kind is found, as one byte after the other would find it")
    void first() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] text = new byte[1 + random.nextInt(40)];
            for (int i = 0; i < text.length; i++) {
                // mostly bytes that the scan skips, so that it reads whole words
                text[i] = (byte) (random.nextInt(8) > 0 ? 'a' : BYTES[random.nextInt(BYTES.length)]);
            }
            text[text.length - 1] = '"';
            for (int at = 0; at < text.length; at++) {
                assertEquals(plainly(text, at, c -> "\"[]{}".indexOf(c) >= 0), JsonScan.structure(text, at));
                assertEquals(plainly(text, at, c -> c == '"' || c == '\\'), JsonScan.quoteOrEscape(text, at));
            }
        }
    }

    @Test
    @DisplayName("each byte is told from all others at each place of a word")
    void every() {
        for (int b = 0; b < 256; b++) {
            for (int place = 0; place < 9; place++) {
                byte[] text = Texts.bytes("aaaaaaaaaaaaaaaa\"");
                text[place] = (byte) b;
                assertEquals(plainly(text, 0, c -> "\"[]{}".indexOf(c) >= 0), JsonScan.structure(text, 0));
                assertEquals(plainly(text, 0, c -> c == '"' || c == '\\'), JsonScan.quoteOrEscape(text, 0));
            }
        }
    }

    private static int plainly(byte[] text, int at, IntPredicate looksFor) {
        int i = at;
        while (!looksFor.test(text[i] & 0xff)) {
            i++;
        }
        return i;
    }
}
