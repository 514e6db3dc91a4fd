package dev.easel.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** The meters of what is in memory, and of loads. Written on any thread. */
public final class ResidenceMetrics {
    private static final String REFUSED = "easel.loads.refused";
    private static final String REFUSED_TEXT = "Loads that were refused for want of memory, or of a place to wait";

    /** Bounds of the buckets, in milliseconds: from a small board to one that people give up on. */
    private static final long[] LOAD_MS = {5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000};

    private final Meters meters;
    private final Counter tooLarge;
    private final Counter noRoom;
    private final Counter busy;
    private final Counter evicted;
    private final LatencyMeter loads;
    private final Counter failed;

    public ResidenceMetrics(MeterRegistry registry) {
        meters = new Meters(registry);
        tooLarge = meters.counter(REFUSED, REFUSED_TEXT, "reason", "too_large");
        noRoom = meters.counter(REFUSED, REFUSED_TEXT, "reason", "no_room");
        busy = meters.counter(REFUSED, REFUSED_TEXT, "reason", "busy");
        loads = meters.latency(
                "easel.load", "Time from asking for a project until it is in memory, waiting included", LOAD_MS);
        failed = meters.counter("easel.loads.failed", "Loads that failed; their projects can be asked for again");
        evicted = meters.counter("easel.rooms.evicted", "Idle rooms that were asked to leave for others");
    }

    /** A project is in memory, {@code afterMs} after it was asked for. */
    public void loaded(long afterMs) {
        loads.record(afterMs);
    }

    /** A project could not be loaded. */
    public void loadFailed() {
        failed.increment();
    }

    /** @param waiting loads that wait for their turn */
    public void watch(Supplier<Number> bytes, Supplier<Number> mostBytes, Supplier<Number> waiting) {
        meters.gauge("easel.rooms.memory", "bytes", "Estimated heap of all projects in memory", bytes);
        meters.gauge("easel.rooms.memory.limit", "bytes", "The bound of easel_rooms_memory_bytes", mostBytes);
        meters.gauge("easel.loads.waiting", "Projects that wait for their load", waiting);
    }

    /** A project was larger than one may be. */
    public void refusedTooLarge() {
        tooLarge.increment();
    }

    /** A project did not fit beside the others. */
    public void refusedNoRoom() {
        noRoom.increment();
    }

    /** Too many loads, or joins of one load, were waiting. */
    public void refusedBusy() {
        busy.increment();
    }

    /** This many idle rooms were asked to leave. */
    public void evicted(long rooms) {
        evicted.increment((double) rooms);
    }
}
