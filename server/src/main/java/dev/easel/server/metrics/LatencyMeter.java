package dev.easel.server.metrics;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.concurrent.TimeUnit;

/** A histogram of times, with fixed buckets: to record one is a few additions without a lock. From any thread. */
public final class LatencyMeter {
    private final Timer timer;
    private final long[] boundsMs;

    LatencyMeter(Timer timer, long[] boundsMs) {
        this.timer = timer;
        this.boundsMs = boundsMs.clone();
    }

    /** Below zero is zero: a wall clock may be set back. */
    void record(long ms) {
        timer.record(Math.max(0, ms), TimeUnit.MILLISECONDS);
    }

    /** The bounds of the buckets, in milliseconds, rising. */
    public long[] boundsMs() {
        return boundsMs.clone();
    }

    /** How many times were at most each bound, since the start; the last is how many there were at all. */
    public long[] counts() {
        CountAtBucket[] buckets = timer.takeSnapshot().histogramCounts();
        long[] counts = new long[boundsMs.length + 1];
        for (int i = 0; i < boundsMs.length; i++) {
            counts[i] = (long) buckets[i].count();
        }
        counts[boundsMs.length] = timer.count();
        return counts;
    }
}
