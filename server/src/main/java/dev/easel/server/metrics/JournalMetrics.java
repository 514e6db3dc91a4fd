package dev.easel.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The meters of the journal. Written on the journal's loop. */
public final class JournalMetrics {
    private final Meters meters;
    private final Timer commits;
    private final Timer lag;
    private final DistributionSummary events;
    private final DistributionSummary bytes;
    private final Counter failures;

    public JournalMetrics(MeterRegistry registry) {
        meters = new Meters(registry);
        commits = meters.timer(
                "easel.journal.commit", "Time from the start of a batch until the outcome of all its events is known");
        lag = meters.timer("easel.journal.lag", "Time from accepting an event until it is durable");
        events = meters.summary("easel.journal.batch.events", "Events committed by one statement");
        bytes = meters.summary("easel.journal.batch.bytes", "bytes", "Bytes of changes committed by one statement");
        failures = meters.counter("easel.journal.failures", "Commits that failed; their events are tried again");
    }

    /** The journal tells once where its state can be asked; both may be asked from any thread. */
    public void watch(Supplier<Number> undurableBytes, Supplier<Number> failingProjects) {
        meters.gauge("easel.journal.undurable", "bytes", "Bytes of events taken and not durable", undurableBytes);
        meters.gauge(
                "easel.journal.failing.projects",
                "Projects whose events cannot be committed, while those of others can",
                failingProjects);
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
    }

    /** A commit failed and is tried again. */
    public void failed() {
        failures.increment();
    }
}
