package dev.easel.server.loop;

/**
 * A rate: {@code perSecond} on average, {@code burst} at once. It never refuses: a caller that takes more than
 * there is goes into debt and waits. Confined to one thread.
 */
public final class TokenBucket {
    private final double perMs;
    private final double burst;
    private double tokens;
    private long filledAt;

    public TokenBucket(int perSecond, int burst, long nowMs) {
        this.perMs = perSecond / 1_000.0;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = nowMs;
    }

    /** Takes so many tokens and tells for how many milliseconds no more should be taken; 0 when there are more. */
    public long take(int taken, long nowMs) {
        tokens = Math.min(burst, tokens + Math.max(0, nowMs - filledAt) * perMs) - taken;
        filledAt = nowMs;
        return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perMs);
    }
}
