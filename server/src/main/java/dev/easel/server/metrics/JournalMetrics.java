package dev.easel.server.metrics;

import dev.easel.protocol.ServerMessage.PersistenceState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The meters of the journal. Written on the journal's loop. */
public final class JournalMetrics {
    /** Bounds of the buckets, in milliseconds: from a commit without linger to an outage. */
    private static final long[] DURABLE_MS = {
        10, 20, 50, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000
    };

    private final Meters meters;
    private final Timer commits;
    private final Timer lag;
    private final LatencyMeter durable;
    private final DistributionSummary events;
    private final DistributionSummary bytes;
    private final Counter failures;
    private volatile Supplier<Number> undurable = () -> 0;
    private volatile long oldestUndurableAt;

    public JournalMetrics(MeterRegistry registry) {
        meters = new Meters(registry);
        commits = meters.timer(
                "easel.journal.commit", "Time from the start of a batch until the outcome of all its events is known");
        lag = meters.timer("easel.journal.lag", "Time from accepting an event until it is durable");
        durable = meters.latency("easel.edit.durable", "Time from accepting an edit until it is durable", DURABLE_MS);
        events = meters.summary("easel.journal.batch.events", "Events committed by one statement");
        bytes = meters.summary("easel.journal.batch.bytes", "bytes", "Bytes of changes committed by one statement");
        failures = meters.counter("easel.journal.failures", "Commits that failed; their events are tried again");
    }

    /** The journal tells once where its state can be asked; both may be asked from any thread. */
    public void watch(Supplier<Number> undurableBytes, Supplier<Number> failingProjects) {
        undurable = undurableBytes;
        meters.gauge("easel.journal.undurable", "bytes", "Bytes of events taken and not durable", undurableBytes);
        meters.gauge(
                "easel.journal.failing.projects",
                "Projects whose events cannot be committed, while those of others can",
                failingProjects);
    }

    /**
     * The oldest event that is not durable was accepted then, as the journal was asked just now.
     *
     * @param at in milliseconds since 1970; empty where all is durable
     */
    public void oldestUndurable(OptionalLong at) {
        oldestUndurableAt = at.orElse(0);
    }

    // ---- as they are now, from any thread

    /** Bytes of events taken and not durable. */
    public long undurableBytes() {
        return undurable.get().longValue();
    }

    /** Age of the oldest event that is not durable, in milliseconds; 0 when all is. */
    public long oldestUndurableMs(long nowMs) {
        long at = oldestUndurableAt;
        return at == 0 ? 0 : Math.max(0, nowMs - at);
    }

    /** How long events took to be durable. */
    public LatencyMeter durable() {
        return durable;
    }

    /** The journal tells once how its state can be asked; from any thread. */
    public void watchState(Supplier<PersistenceState> state) {
        for (PersistenceState each : PersistenceState.values()) {
            meters.gauge(
                    "easel.journal.state",
                    "1 for the state that all clients are told: ok, degraded or stopped",
                    "state",
                    each.name().toLowerCase(Locale.ROOT),
                    () -> state.get() == each ? 1 : 0);
        }
    }

    /** Shows the age of the oldest event that is not durable, by this clock. */
    public void watchLag(InstantSource clock) {
        meters.gauge(
                "easel.journal.oldest.undurable.age",
                "seconds",
                "Age of the oldest event that is not durable",
                () -> oldestUndurableMs(clock.millis()) / 1_000.0);
    }

    /** The outcome of every event of a batch is known. */
    public void committed(int batchEvents, long batchBytes, long nanos) {
        commits.record(nanos, TimeUnit.NANOSECONDS);
        events.record(batchEvents);
        bytes.record((double) batchBytes);
    }

    /** An event became durable, {@code afterMs} after it was accepted. */
    public void durable(long afterMs) {
        lag.record(Math.max(0, afterMs), TimeUnit.MILLISECONDS);
        durable.record(afterMs);
    }

    /** A commit failed and is tried again. */
    public void failed() {
        failures.increment();
    }
}
