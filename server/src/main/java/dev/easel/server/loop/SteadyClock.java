package dev.easel.server.loop;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A clock for intervals: it starts at the time of another one, and is set neither back nor forward with it. May be
 * read from any thread.
 */
public final class SteadyClock implements InstantSource {
    private final LongSupplier nanos;
    private final long startNanos;
    private final long startMs;

    /** @param nanos nanoseconds since any time, which never go back */
    public SteadyClock(InstantSource start, LongSupplier nanos) {
        this.nanos = nanos;
        startNanos = nanos.getAsLong();
        startMs = start.millis();
    }

    @Override
    public long millis() {
        return startMs + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - startNanos);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }
}
