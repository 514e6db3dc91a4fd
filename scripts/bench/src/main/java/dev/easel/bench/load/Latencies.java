package dev.easel.bench.load;

/**
 * Durations in nanoseconds, counted in buckets that are under one percent wide. Confined to one thread.
 */
public final class Latencies {
    private static final int BITS = 7;

    private final long[] counts = new long[(Long.SIZE - BITS) << BITS];
    private long count;
    private long max;

    public void record(long nanos) {
        long value = Math.max(0, nanos);
        counts[bucket(value)]++;
        count++;
        max = Math.max(max, value);
    }

    public long count() {
        return count;
    }

    /** In milliseconds; NaN when nothing was recorded. */
    public double max() {
        return count == 0 ? Double.NaN : millis(max);
    }

    /**
     * In milliseconds, never below the true one and at most one percent above it; NaN when nothing was recorded.
     *
     * @param part 0.5 for the median
     */
    public double percentile(double part) {
        if (count == 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(part * count));
        long seen = 0;
        int bucket = -1;
        while (seen < rank) {
            seen += counts[++bucket];
        }
        return millis(Math.min(max, highest(bucket)));
    }

    /** Exact below 256, then 128 buckets to each doubling. */
    private static int bucket(long value) {
        int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(value | 1));
        return (shift << BITS) + (int) (value >>> shift);
    }

    private static long highest(int bucket) {
        int shift = Math.max(0, (bucket >>> BITS) - 1);
        long mantissa = bucket - ((long) shift << BITS);
        return ((mantissa + 1) << shift) - 1;
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
