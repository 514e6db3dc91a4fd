package dev.easel.server.rates;

import java.time.Duration;

/**
 * How often something may be done.
 *
 * @param times on average, in {@code within}; 0 for no bound
 * @param burst how often at once, at least 1
 */
public record RateLimit(int times, Duration within, int burst) {
    /** The burst of a rate by the second, in seconds. */
    private static final int BURST_S = 10;

    /** What comes within ten seconds may come at once. */
    public static RateLimit perSecond(int times) {
        return new RateLimit(times, Duration.ofSeconds(1), Math.clamp((long) BURST_S * times, 1, Integer.MAX_VALUE));
    }

    /** What comes within a minute may come at once. */
    public static RateLimit perMinute(int times) {
        return new RateLimit(times, Duration.ofMinutes(1), Math.max(1, times));
    }
}
