package dev.easel.server.autosave;

import dev.easel.server.persistence.Capture;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What the auto-save has done, as meters and as figures for people. Written by the auto-save's loop, read by whoever
 * reports: synchronized where no meter is.
 */
public final class AutoSaveMetrics {
    /** Projects whose last save is remembered; beyond that the one saved longest ago is forgotten. */
    static final int LAST_SAVES = 1_000;

    private final Timer saves;
    private final Timer chunks;
    private final Counter objects;
    private final Counter failures;
    private final DirtyProjects dirty;
    private final PerMinute objectsPerMinute = new PerMinute();
    private final Map<UUID, LastSave> lastSaves = new LinkedHashMap<>();
    private long lastTick;

    public AutoSaveMetrics(MeterRegistry registry, DirtyProjects dirty) {
        this.dirty = dirty;
        saves = timer(registry, "easel.autosave.save", "Time to save one project");
        chunks = timer(registry, "easel.autosave.batch", "Time to write one batch of object rows");
        objects = Counter.builder("easel.autosave.objects")
                .description("Object rows written or deleted")
                .register(registry);
        failures = Counter.builder("easel.autosave.failures")
                .description("Saves that failed; their projects stay dirty")
                .register(registry);
        Gauge.builder("easel.autosave.dirty.projects", dirty, DirtyProjects::size)
                .description("Projects with unsaved changes")
                .register(registry);
        Gauge.builder("easel.autosave.oldest.unsaved.age", dirty, it -> it.oldestAgeMs() / 1_000.0)
                .description("Age of the oldest unsaved change")
                .baseUnit("seconds")
                .register(registry);
    }

    private static Timer timer(MeterRegistry registry, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(0.5, 0.99)
                .distributionStatisticExpiry(Duration.ofMinutes(10))
                .register(registry);
    }

    synchronized void tick(long nowMs) {
        lastTick = nowMs;
    }

    void failed() {
        failures.increment();
    }

    void saved(Capture capture, SaveOutcome.Saved outcome, long nanos, long nowMs) {
        int written = capture.changed().size() + capture.deleted().size();
        saves.record(nanos, TimeUnit.NANOSECONDS);
        outcome.chunkNanos().forEach(chunk -> chunks.record(chunk, TimeUnit.NANOSECONDS));
        objects.increment(written);
        synchronized (this) {
            objectsPerMinute.add(nowMs, written);
            lastSaves.remove(capture.project());
            lastSaves.put(capture.project(), new LastSave(capture.project(), nowMs, capture.upTo(), written));
            if (lastSaves.size() > LAST_SAVES) {
                lastSaves.remove(lastSaves.keySet().iterator().next());
            }
        }
    }

    /** The figures as they are now. */
    public synchronized Figures figures(long nowMs) {
        return new Figures(
                saves.count(),
                (long) failures.count(),
                (long) objects.count(),
                objectsPerMinute.sum(nowMs),
                latency(saves),
                latency(chunks),
                dirty.size(),
                dirty.oldestAgeMs(),
                lastTick,
                List.copyOf(lastSaves.values()).reversed());
    }

    private static Latency latency(Timer timer) {
        double p99 = 0;
        for (var percentile : timer.takeSnapshot().percentileValues()) {
            if (percentile.percentile() == 0.99) {
                p99 = percentile.value(TimeUnit.MILLISECONDS);
            }
        }
        return new Latency(timer.count(), timer.mean(TimeUnit.MILLISECONDS), p99);
    }

    /**
     * @param saves projects saved, each save counting
     * @param failures saves that failed
     * @param objectsPerMinute object rows written or deleted within the last sixty seconds
     * @param save how long one project's transaction takes
     * @param batch how long one statement of object rows takes
     * @param lastTickMs when the last round began, in milliseconds since 1970; 0 before the first
     * @param lastSaves the last save of each project, the latest first
     */
    public record Figures(
            long saves,
            long failures,
            long objects,
            long objectsPerMinute,
            Latency save,
            Latency batch,
            int dirtyProjects,
            long oldestUnsavedAgeMs,
            long lastTickMs,
            List<LastSave> lastSaves) {}

    /** @param p99Ms over the last ten minutes; 0 when there was nothing to measure */
    public record Latency(long count, double averageMs, double p99Ms) {}

    /** @param at in milliseconds since 1970 */
    public record LastSave(UUID project, long at, long seq, int objects) {}
}
