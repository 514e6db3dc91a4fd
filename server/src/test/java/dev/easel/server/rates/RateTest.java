package dev.easel.server.rates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RateTest {
    private long now = -5; // nanoseconds may be anything

    @Test
    @DisplayName("a burst at once, then as many as the rate brings back, each by itself")
    void burst() {
        Rate<String> rate = rate(new RateLimit(2, Duration.ofSeconds(1), 4));
        for (int i = 0; i < 4; i++) {
            assertEquals(0, rate.take("a"));
        }
        assertEquals(1, rate.take("a"));
        assertEquals(0, rate.take("b"));

        pass(500);
        assertEquals(0, rate.take("a"));
        assertEquals(1, rate.take("a"));
        pass(3_000);
        for (int i = 0; i < 4; i++) {
            assertEquals(0, rate.take("a"));
        }
        assertEquals(1, rate.take("a"));
    }

    @Test
    @DisplayName("it tells when there will be one, and asking takes none")
    void wait_for_it() {
        Rate<String> rate = rate(RateLimit.perMinute(2));
        assertEquals(0, rate.untilNext("a"));
        rate.take("a");
        assertEquals(0, rate.untilNext("a"));
        assertEquals(0, rate.take("a"));

        assertEquals(30, rate.untilNext("a"));
        assertEquals(30, rate.take("a"));
        pass(29_500);
        assertEquals(1, rate.untilNext("a"));
        pass(500);
        assertEquals(0, rate.untilNext("a"));
    }

    @Test
    @DisplayName("without a bound everything may be done, and nobody is remembered")
    void unbounded() {
        Rate<String> rate = rate(RateLimit.perSecond(0));
        for (int i = 0; i < 1_000; i++) {
            assertEquals(0, rate.take("a"));
        }
        assertEquals(0, rate.untilNext("a"));
        assertEquals(0, rate.known());
    }

    @Test
    @DisplayName("who has paid is forgotten, and of more than there is room for so are those who come seldom")
    void forgotten() {
        Rate<Integer> rate = new Rate<>(RateLimit.perSecond(10), () -> now, 50);
        for (int i = 0; i < 1_000; i++) {
            rate.take(i);
        }
        assertTrue(rate.known() <= 50, () -> "known: " + rate.known());

        pass(11_000);
        assertEquals(0, rate.known());
    }

    private Rate<String> rate(RateLimit limit) {
        return new Rate<>(limit, () -> now);
    }

    private void pass(long ms) {
        now += TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
