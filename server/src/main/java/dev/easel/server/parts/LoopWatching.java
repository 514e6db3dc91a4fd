package dev.easel.server.parts;

import dev.easel.server.loop.LagWatch;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.LoopMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/** Watches the event loops of an instance for lag. */
final class LoopWatching {
    private final LoopMetrics metrics;
    private final List<LagWatch> watches;

    /**
     * @param loops by name
     * @param monotonicMs milliseconds of a clock that is never set
     */
    LoopWatching(MeterRegistry registry, Map<String, Loop> loops, LongSupplier monotonicMs) {
        metrics = new LoopMetrics(registry, loops.keySet());
        watches = loops.entrySet().stream()
                .map(it -> new LagWatch(it.getValue(), monotonicMs, ms -> metrics.lag(it.getKey(), ms)))
                .toList();
    }

    /** Those of the rooms with their numbers, beside others. */
    static Map<String, Loop> named(List<Loop> rooms, Map<String, Loop> others) {
        SequencedMap<String, Loop> named = new LinkedHashMap<>(others);
        for (int i = 0; i < rooms.size(); i++) {
            named.put("rooms-" + i, rooms.get(i));
        }
        return named;
    }

    LoopMetrics metrics() {
        return metrics;
    }

    /** How long a loop hangs at the moment, the worst of all, in milliseconds. */
    long overdueMs() {
        return watches.stream().mapToLong(LagWatch::overdueMs).max().orElse(0);
    }

    void start() {
        watches.forEach(LagWatch::start);
    }

    void stop() {
        watches.forEach(LagWatch::stop);
    }
}
