package dev.easel.server.dashboard;

import dev.easel.server.metrics.LatencyMeter;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** How the numbers of a step are read: each is asked once at its end, on one thread. */
final class Probes {
    private static final double WORST_PART = 0.99;

    private Probes() {}

    /**
     * How much a number has risen since it was asked last.
     *
     * @param sum rises only
     */
    static DoubleSupplier rise(DoubleSupplier sum) {
        return new DoubleSupplier() {
            private double before = sum.getAsDouble();

            @Override
            public double getAsDouble() {
                double now = sum.getAsDouble();
                double risen = now - before;
                before = now;
                return risen;
            }
        };
    }

    /**
     * The part of the time of all cores that was used since this was asked last, 0 to 1.
     *
     * @param usedNanos time of cores, since whenever
     * @param nanos a clock that is never set
     */
    static DoubleSupplier part(LongSupplier usedNanos, LongSupplier nanos, int cores) {
        DoubleSupplier used = rise(usedNanos::getAsLong);
        DoubleSupplier passed = rise(nanos::getAsLong);
        return () -> {
            double most = passed.getAsDouble() * cores;
            double taken = used.getAsDouble();
            return most <= 0 ? 0 : Math.clamp(taken / most, 0, 1);
        };
    }

    /**
     * The 99th percentile of the times since it was asked last, as the bound of a bucket, in milliseconds; beyond the
     * last bound twice that. Not a number where there were none.
     */
    static DoubleSupplier p99(LatencyMeter meter) {
        return new DoubleSupplier() {
            private final long[] boundsMs = meter.boundsMs();
            private long[] before = meter.counts();

            @Override
            public double getAsDouble() {
                long[] now = meter.counts();
                double p99 = p99(now);
                before = now;
                return p99;
            }

            private double p99(long[] now) {
                int all = boundsMs.length;
                long count = now[all] - before[all];
                if (count == 0) {
                    return Double.NaN;
                }
                for (int i = 0; i < all; i++) {
                    if (now[i] - before[i] >= count * WORST_PART) {
                        return boundsMs[i];
                    }
                }
                return 2.0 * boundsMs[all - 1];
            }
        };
    }
}
