package dev.easel.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;

/** The meter of the log. */
public final class LogMetrics {
    /** @param dropped lines that were not written, since the start; asked from any thread */
    public LogMetrics(MeterRegistry registry, LongSupplier dropped) {
        new Meters(registry)
                .counter(
                        "easel.log.dropped.lines",
                        "Lines of the log that could not be written, or not in time",
                        dropped::getAsLong);
    }
}
