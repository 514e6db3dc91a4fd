package dev.easel.server.copying;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderKeysTest {
    @ParameterizedTest
    @CsvSource({"a0,a1", "a9,aA", "az,b00", "a0V,a1", "Zz,a0", "Yzz,Z0", "bzz,c000", "a06,a1"})
    @DisplayName("the next key is the next integer, as Excalidraw makes it")
    void next(String key, String next) {
        assertEquals(next, OrderKeys.above(List.of(key)).next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a0", "azz", "Zz", "zzzzzzzzzzzzzzzzzzzzzzzzzzz", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzV"})
    @DisplayName("keys rise, and each can be read, however high the first one is")
    void rising(String highest) {
        OrderKeys keys = OrderKeys.above(List.of(highest));
        String last = highest;
        for (int i = 0; i < 5_000; i++) {
            String key = keys.next();
            assertEquals(key, OrderKeys.read(key));
            assertTrue(key.compareTo(last) > 0, last + " < " + key);
            last = key;
        }
    }

    @Test
    @DisplayName("above the longest keys there are shorter ones, which can be read")
    void above_long_keys() {
        String key = "z".repeat(27) + "z".repeat(100) + "5".repeat(73);
        OrderKeys keys = OrderKeys.above(List.of(key));
        for (int i = 0; i < 3; i++) {
            String next = keys.next();
            assertTrue(next.compareTo(key) > 0, next);
            assertEquals(next, OrderKeys.read(next));
            key = next;
        }
    }

    @Test
    @DisplayName("a key that cannot be read has its place, as boards draw it; without any key the first one is a0")
    void unreadable() {
        assertEquals("a0", OrderKeys.above(List.of()).next());
        for (String key : List.of("", "1", "b0", "~", "ä0", "a 1", "zzz")) {
            assertEquals("c001", OrderKeys.above(List.of("a5", key)).next(), key);
        }
        assertEquals("c001", OrderKeys.above(Collections.singleton(null)).next());
        assertEquals("a2", OrderKeys.above(List.of("a10", "a06")).next());
        assertEquals("d0000", OrderKeys.above(List.of("czzz", "?")).next());
    }
}
