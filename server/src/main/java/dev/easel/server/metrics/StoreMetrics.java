package dev.easel.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of the store. Written on any thread. */
public final class StoreMetrics {
    private final Counter unreadable;
    private final Counter setAside;

    public StoreMetrics(MeterRegistry registry) {
        Meters meters = new Meters(registry);
        unreadable = meters.counter(
                "easel.objects.unreadable", "Object rows that could not be read and were left out of a load");
        setAside = meters.counter(
                "easel.autosave.set.aside", "Objects whose rows the database refused, set aside by a save");
    }

    /** Rows that could not be read were left out while a project was loaded. */
    public void unreadable(int rows) {
        unreadable.increment(rows);
    }

    /** Objects whose rows the database refuses were set aside by a save. */
    public void setAside(int objects) {
        setAside.increment(objects);
    }
}
