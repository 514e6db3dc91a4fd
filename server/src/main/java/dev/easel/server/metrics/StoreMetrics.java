package dev.easel.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of the store. Written on any thread. */
public final class StoreMetrics {
    private final Counter setAside;

    public StoreMetrics(MeterRegistry registry) {
        setAside = new Meters(registry)
                .counter("easel.objects.set.aside", "Object rows that could not be read and were left out of a load");
    }

    /** Rows that could not be read were left out while a project was loaded. */
    public void setAside(int rows) {
        setAside.increment(rows);
    }
}
