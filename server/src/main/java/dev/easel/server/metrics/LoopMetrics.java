package dev.easel.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAccumulator;

/** The meters of the event loops. Written on each of them. */
public final class LoopMetrics {
    /** Bounds of the buckets, in milliseconds: a loop that is held for longer than 50 is felt. */
    private static final long[] LAG_MS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000};

    private final Map<String, LatencyMeter> lags = new LinkedHashMap<>();
    private final LongAccumulator worst = new LongAccumulator(Math::max, 0);

    /** @param loops the names of all of them */
    public LoopMetrics(MeterRegistry registry, Collection<String> loops) {
        Meters meters = new Meters(registry);
        for (String loop : loops) {
            lags.put(
                    loop,
                    meters.latency("easel.loop.lag", "How late an event loop did what was due", "loop", loop, LAG_MS));
        }
    }

    /** The loop was looked at, so late. */
    public void lag(String loop, long ms) {
        Objects.requireNonNull(lags.get(loop)).record(ms);
        worst.accumulate(ms);
    }

    /** The worst lag of any loop since this was asked last, in milliseconds. */
    public long takeWorst() {
        return worst.getThenReset();
    }
}
