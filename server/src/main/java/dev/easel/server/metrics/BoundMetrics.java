package dev.easel.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How much of each bound that all projects or connections share is in use. */
public final class BoundMetrics {
    private static final String LABEL = "bound";

    private final Meters meters;

    public BoundMetrics(MeterRegistry registry) {
        meters = new Meters(registry);
    }

    /**
     * Shows what is used of a bound, beside the bound itself.
     *
     * @param used asked from any thread
     */
    public void watch(Bound bound, LongSupplier used, long limit) {
        String name = bound.name().toLowerCase(Locale.ROOT);
        meters.gauge("easel.bound.used", "What is in use of a bound, in its unit", LABEL, name, used::getAsLong);
        meters.gauge("easel.bound.limit", "The bound itself", LABEL, name, () -> limit);
    }

    /** The bounds, with their settings. */
    public enum Bound {
        /** {@code EASEL_CONNECTIONS}. */
        CONNECTIONS,
        /** {@code EASEL_SOCKETS_WAITING}. */
        SOCKETS_WAITING,
        /** {@code EASEL_UNFINISHED_BYTES}. */
        UNFINISHED_BYTES,
        /** {@code EASEL_UNSENT_BYTES}. */
        UNSENT_BYTES,
        /** {@code EASEL_UNREAD_BYTES}. */
        UNREAD_BYTES,
        /** {@code EASEL_BODY_BYTES}. */
        BODY_BYTES,
        /** {@code EASEL_ROOMS_BYTES}. */
        ROOMS_BYTES,
        /** {@code EASEL_LOADS_WAITING}. */
        LOADS_WAITING,
        /** {@code EASEL_UNDURABLE_BYTES}. */
        UNDURABLE_BYTES,
        /** {@code EASEL_DATABASE_CONNECTIONS}. */
        DATABASE_CONNECTIONS,
        /** Callers that wait for a connection to the database. */
        DATABASE_WAITING,
    }
}
