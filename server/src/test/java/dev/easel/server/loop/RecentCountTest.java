package dev.easel.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecentCountTest {
    private static final long MINUTE = RecentCount.SPAN_MS;

    private final RecentCount count = new RecentCount();

    @Test
    @DisplayName("what is older than a minute leaves little by little, and is gone after two")
    void leaves() {
        for (int i = 0; i < 60; i++) {
            count.add(10 * MINUTE + i * 1_000L);
        }
        assertEquals(60, count.count(11 * MINUTE - 1));
        assertEquals(60, count.count(11 * MINUTE));
        assertEquals(30, count.count(11 * MINUTE + MINUTE / 2));
        count.add(11 * MINUTE + MINUTE / 2);
        assertEquals(31, count.count(11 * MINUTE + MINUTE / 2));
        assertEquals(1, count.count(12 * MINUTE));
        assertEquals(0, count.count(13 * MINUTE));
    }

    @Test
    @DisplayName("after a pause, or a clock that was set back, it begins again")
    void begins_again() {
        count.add(10 * MINUTE);
        assertEquals(0, count.count(20 * MINUTE));
        count.add(20 * MINUTE);
        count.add(5 * MINUTE);
        assertEquals(1, count.count(5 * MINUTE + 1));
    }
}
