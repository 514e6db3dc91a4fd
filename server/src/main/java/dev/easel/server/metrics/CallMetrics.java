package dev.easel.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The meters of what was refused since somebody asks too often, or has too much. Written on every event loop. */
public final class CallMetrics {
    private final Map<Rated, Counter> hasty = new EnumMap<>(Rated.class);
    private final Map<Quota, Counter> over = new EnumMap<>(Quota.class);

    /** By what calls are counted. */
    public enum Rated {
        /** Calls from one address. */
        ADDRESS,
        /** Calls of one person. */
        PERSON,
        /** Links and tokens from one address that do not hold. */
        ATTEMPTS
    }

    /** What a person has. */
    public enum Quota {
        BOARDS,
        BYTES,
        CONNECTIONS
    }

    public CallMetrics(MeterRegistry registry) {
        Meters meters = new Meters(registry);
        for (Rated of : Rated.values()) {
            String description = "Calls refused, as there were too many of an address or a person";
            hasty.put(of, meters.counter("easel.calls.refused", description, "of", label(of)));
        }
        for (Quota of : Quota.values()) {
            String description = "Calls refused, as a person would have more than their quota";
            over.put(of, meters.counter("easel.quota.refused", description, "of", label(of)));
        }
    }

    private static String label(Enum<?> of) {
        return of.name().toLowerCase(Locale.ROOT);
    }

    /** A call was refused, and may be made again later. */
    public void refused(Rated of) {
        Objects.requireNonNull(hasty.get(of)).increment();
    }

    /** A call was refused that would exceed a quota. */
    public void refused(Quota of) {
        Objects.requireNonNull(over.get(of)).increment();
    }
}
