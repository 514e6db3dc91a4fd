package dev.easel.bench.load;

import org.HdrHistogram.Histogram;

/** Durations, recorded in nanoseconds and told in milliseconds, to three digits. Confined to one thread. */
public final class Latencies {
    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(DIGITS);

    /** A negative duration counts as none: clocks of two threads may differ by a little. */
    public void record(long nanos) {
        histogram.recordValue(Math.max(0, nanos));
    }

    /** What the other has recorded counts here, too. */
    public void add(Latencies other) {
        histogram.add(other.histogram);
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /** In milliseconds; NaN when nothing was recorded. */
    public double max() {
        return percentile(1);
    }

    /**
     * In milliseconds, never below the true one and at most a thousandth above it; NaN when nothing was recorded.
     *
     * @param part 0.5 for the median
     */
    public double percentile(double part) {
        return count() == 0 ? Double.NaN : histogram.getValueAtPercentile(100 * part) / 1e6;
    }
}
