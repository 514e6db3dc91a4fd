package dev.easel.server.journal;

import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.persistence.Journal.Entry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the journal has done, as meters. Written by the journal's loop. */
public final class JournalMetrics {
    private final MeterRegistry registry;
    private final Timer commits;
    private final Timer lag;
    private final DistributionSummary events;
    private final DistributionSummary bytes;
    private final Counter failures;

    public JournalMetrics(MeterRegistry registry) {
        this.registry = registry;
        commits = timer("easel.journal.commit", "Time from beginning a batch until all of it is settled");
        lag = timer("easel.journal.lag", "Time from accepting an event until it is durable");
        events = DistributionSummary.builder("easel.journal.batch.events")
                .description("Events committed by one statement")
                .register(registry);
        bytes = DistributionSummary.builder("easel.journal.batch.bytes")
                .description("Bytes of changes committed by one statement")
                .baseUnit("bytes")
                .register(registry);
        failures = Counter.builder("easel.journal.failures")
                .description("Commits that failed; they are tried again")
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(0.5, 0.99)
                .distributionStatisticExpiry(Duration.ofMinutes(10))
                .register(registry);
    }

    void watch(Supplier<Number> undurableBytes) {
        Gauge.builder("easel.journal.undurable", undurableBytes)
                .description("Bytes of events taken and not durable yet")
                .baseUnit("bytes")
                .register(registry);
    }

    void batch(List<Run> batch, long nanos) {
        commits.record(nanos, TimeUnit.NANOSECONDS);
        events.record(batch.stream().mapToInt(run -> run.entries().size()).sum());
        bytes.record(batch.stream()
                .flatMap(run -> run.entries().stream())
                .mapToLong(Entry::bytes)
                .sum());
    }

    void durable(List<Entry> entries, long nowMs) {
        for (Entry entry : entries) {
            lag.record(Math.max(0, nowMs - entry.event().at()), TimeUnit.MILLISECONDS);
        }
    }

    void failed() {
        failures.increment();
    }

    /** Commits since the start. */
    public long commits() {
        return commits.count();
    }
}
