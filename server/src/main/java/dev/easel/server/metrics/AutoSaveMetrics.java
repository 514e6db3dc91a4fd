package dev.easel.server.metrics;

import dev.easel.server.metrics.AutoSaveFigures.LastSave;
import dev.easel.server.metrics.AutoSaveFigures.Latency;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The meters of the auto-save, and the figures that no meter holds. Written on the auto-save's loop, read on any
 * thread: synchronized where no meter is.
 */
public final class AutoSaveMetrics {
    /** Projects whose last save is remembered; beyond that the one saved longest ago is forgotten. */
    static final int LAST_SAVES = 1_000;

    private final Timer saves;
    private final Timer batches;
    private final Counter objects;
    private final Counter failures;
    private final IntSupplier dirtyProjects;
    private final LongSupplier oldestUnsavedAgeMs;
    private final PerMinute objectsPerMinute = new PerMinute();
    private final Map<UUID, LastSave> lastSaves = new LinkedHashMap<>();
    private final Meters meters;
    private long lastTickAt;
    private long lastSavedAt;

    /**
     * @param dirtyProjects projects with unsaved changes now; may be asked from any thread
     * @param oldestUnsavedAgeMs age of the oldest unsaved change, 0 when all is saved; may be asked from any thread
     */
    public AutoSaveMetrics(MeterRegistry registry, IntSupplier dirtyProjects, LongSupplier oldestUnsavedAgeMs) {
        this.dirtyProjects = dirtyProjects;
        this.oldestUnsavedAgeMs = oldestUnsavedAgeMs;
        meters = new Meters(registry);
        saves = meters.timer("easel.autosave.save", "Time to save one project");
        batches = meters.timer("easel.autosave.batch", "Time to write one batch of object rows");
        objects = meters.counter("easel.autosave.objects", "Object rows written or deleted");
        failures = meters.counter("easel.autosave.failures", "Saves that failed; their projects stay dirty");
        meters.gauge("easel.autosave.dirty.projects", "Projects with unsaved changes", dirtyProjects::getAsInt);
        meters.gauge(
                "easel.autosave.oldest.unsaved.age",
                "seconds",
                "Age of the oldest unsaved change",
                () -> oldestUnsavedAgeMs.getAsLong() / 1_000.0);
    }

    /** The auto-save tells once how many projects it could not save; may be asked from any thread. */
    public void watch(Supplier<Number> failingProjects) {
        meters.gauge("easel.autosave.failing.projects", "Projects whose last save failed", failingProjects);
    }

    /** How long no save has succeeded, in milliseconds; since 1970 before the first. */
    public synchronized long sinceSavedMs(long nowMs) {
        return Math.max(0, nowMs - lastSavedAt);
    }

    /** A round begins. */
    public synchronized void tick(long nowMs) {
        lastTickAt = nowMs;
    }

    /** When the last round began, in milliseconds since 1970; 0 before the first. */
    public synchronized long lastTickAt() {
        return lastTickAt;
    }

    /** A save failed. */
    public void failed() {
        failures.increment();
    }

    /**
     * A save succeeded.
     *
     * @param nanos how long its transaction took
     * @param batchNanos how long each of its statements of object rows took
     */
    public void saved(LastSave save, long nanos, List<Long> batchNanos) {
        saves.record(nanos, TimeUnit.NANOSECONDS);
        batchNanos.forEach(batch -> batches.record(batch, TimeUnit.NANOSECONDS));
        objects.increment(save.objects());
        synchronized (this) {
            lastSavedAt = save.at();
            objectsPerMinute.add(save.at(), save.objects());
            lastSaves.remove(save.project());
            lastSaves.put(save.project(), save);
            if (lastSaves.size() > LAST_SAVES) {
                lastSaves.remove(lastSaves.keySet().iterator().next());
            }
        }
    }

    // ---- as they are now, from any thread

    /** Saves that succeeded since the start. */
    public double succeeded() {
        return saves.count();
    }

    /** Saves that failed since the start. */
    public double failures() {
        return failures.count();
    }

    /** Projects with unsaved changes. */
    public int dirtyProjects() {
        return dirtyProjects.getAsInt();
    }

    /** Age of the oldest unsaved change, in milliseconds; 0 when all is saved. */
    public long oldestUnsavedAgeMs() {
        return oldestUnsavedAgeMs.getAsLong();
    }

    /** When the project was saved last, in milliseconds since 1970; empty when that is forgotten. */
    public synchronized OptionalLong savedAt(UUID project) {
        LastSave last = lastSaves.get(project);
        return last == null ? OptionalLong.empty() : OptionalLong.of(last.at());
    }

    /** The figures as they are now. */
    public synchronized AutoSaveFigures figures(long nowMs) {
        long succeeded = saves.count();
        long failed = (long) failures.count();
        return new AutoSaveFigures(
                succeeded,
                failed,
                succeeded + failed == 0 ? 1 : (double) succeeded / (succeeded + failed),
                (long) objects.count(),
                objectsPerMinute.sum(nowMs),
                latency(saves),
                latency(batches),
                dirtyProjects.getAsInt(),
                oldestUnsavedAgeMs.getAsLong(),
                lastTickAt,
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
}
