package dev.easel.server.simulation;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The clocks of one server. Its monotonic clock drifts, goes on while the server is paused, and nobody else knows where
 * it began. Its clock of the day is ahead of that of others, or behind.
 */
public final class InstanceClock implements InstantSource {
    /** How much faster or slower than the world a monotonic clock goes at most, in percent. */
    private static final int DRIFT_PERCENT = 5;

    /** How far a clock of the day is ahead or behind at most, in milliseconds. */
    private static final int MOST_AHEAD_MS = 20_000;

    private final ManualClock world;
    private final long began;
    private final long from;
    private final int percent;
    private final long aheadMs;

    /** @param percent how fast the monotonic clock goes, of the time of the world */
    private InstanceClock(ManualClock world, long from, int percent, long aheadMs) {
        this.world = world;
        this.began = world.millis();
        this.from = from;
        this.percent = percent;
        this.aheadMs = aheadMs;
    }

    /** A clock that shows the time of the world. */
    static InstanceClock exact(ManualClock world) {
        return new InstanceClock(world, 0, 100, 0);
    }

    public static InstanceClock drawn(ManualClock world, Chance chance) {
        return new InstanceClock(
                world,
                chance.below(1_000_000),
                100 + chance.between(-DRIFT_PERCENT, DRIFT_PERCENT),
                chance.between(-MOST_AHEAD_MS, MOST_AHEAD_MS));
    }

    public long monotonicMs() {
        return from + (world.millis() - began) * percent / 100;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        return world.millis() + aheadMs;
    }

    /** The time of the world, with which events are stamped: it tells the rules when an edit was taken. */
    long worldMs() {
        return world.millis();
    }

    /** The least time of the world in which some monotonic clock goes on by {@code ms} milliseconds. */
    public static long least(long ms) {
        return ms * 100 / (100 + DRIFT_PERCENT);
    }
}
