package dev.easel.server.simulation;

import java.time.Instant;
import java.time.InstantSource;

/** The time of a world. It moves only by {@link #pass}. */
public final class ManualClock implements InstantSource {
    private long now = 1_700_000_000_000L;

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    @Override
    public long millis() {
        return now;
    }

    public void pass(long ms) {
        now += ms;
    }
}
