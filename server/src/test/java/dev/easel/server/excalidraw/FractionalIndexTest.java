package dev.easel.server.excalidraw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FractionalIndexTest {
    @Test
    @DisplayName("keys rise as text, and each is a valid integer key: a length letter and as many digits of base 62")
    void keys_rise() {
        FractionalIndex keys = new FractionalIndex(100_000);
        String before = "";
        for (int i = 0; i < 100_000; i++) {
            String key = keys.at(i);
            assertTrue(key.compareTo(before) > 0, () -> key);
            assertTrue(key.matches("c[0-9A-Za-z]{3}"), key);
            before = key;
        }
    }

    @Test
    @DisplayName("keys grow a digit, and their letter with it, where three digits are not enough")
    void longer_keys() {
        assertEquals("czzz", new FractionalIndex(62 * 62 * 62).at(62 * 62 * 62 - 1));
        assertEquals("d0000", new FractionalIndex(62 * 62 * 62 + 1).at(0));
        assertEquals("d1000", new FractionalIndex(62 * 62 * 62 + 1).at(62 * 62 * 62));
    }
}
