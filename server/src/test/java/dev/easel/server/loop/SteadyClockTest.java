package dev.easel.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private Instant wall = Instant.ofEpochMilli(1_700_000_000_000L);
    private long nanos = Long.MAX_VALUE - 1_000_000; // it may stand anywhere, and overflow

    @Test
    @DisplayName("a steady clock starts at the time of the other one, and does not follow when that is set")
    void steady() {
        SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);
        assertEquals(1_700_000_000_000L, clock.millis());
        wall = wall.plusSeconds(3_600);
        nanos += 15_000_000;
        assertEquals(1_700_000_000_015L, clock.millis());
        wall = wall.minusSeconds(7_200);
        assertEquals(Instant.ofEpochMilli(1_700_000_000_015L), clock.instant());
    }
}
