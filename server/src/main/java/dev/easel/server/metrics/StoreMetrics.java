package dev.easel.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of the store. Written on any thread. */
public final class StoreMetrics {
    private final Counter setAside;
    private final Counter refused;

    public StoreMetrics(MeterRegistry registry) {
        Meters meters = new Meters(registry);
        setAside = meters.counter(
                "easel.objects.set.aside", "Object rows that could not be read and were left out of a load");
        refused = meters.counter(
                "easel.autosave.set.aside", "Objects whose rows the database refused, set aside by a save");
    }

    /** Rows that could not be read were left out while a project was loaded. */
    public void setAside(int rows) {
        setAside.increment(rows);
    }

    /** Objects whose rows the database refuses were set aside by a save. */
    public void refused(int objects) {
        refused.increment(objects);
    }
}
