package dev.easel.server.metrics;

import java.util.Arrays;

/** Counts what happened in the last sixty seconds, with one counter for each second. Confined to one thread. */
final class PerMinute {
    private final long[] counts = new long[60];
    private long second;

    void add(long nowMs, long count) {
        advance(nowMs);
        counts[(int) (second % 60)] += count;
    }

    long sum(long nowMs) {
        advance(nowMs);
        return Arrays.stream(counts).sum();
    }

    private void advance(long nowMs) {
        long now = nowMs / 1_000;
        long stale = Math.min(60, now - second);
        for (long i = 1; i <= stale; i++) {
            counts[(int) ((second + i) % 60)] = 0;
        }
        second = Math.max(second, now);
    }
}
