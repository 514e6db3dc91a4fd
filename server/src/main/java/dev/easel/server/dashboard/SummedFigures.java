package dev.easel.server.dashboard;

import dev.easel.server.metrics.AutoSaveFigures;
import dev.easel.server.metrics.AutoSaveFigures.LastSave;
import dev.easel.server.metrics.AutoSaveFigures.Latency;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The auto-saves of several instances in figures: {@link AutoSaveFigures} of all together.
 *
 * @param saveLatency on average over all saves; its p99 is the worst of the instances'
 * @param oldestUnsavedAgeMs the worst of the instances'
 * @param lastTickAt of the instance whose last round lies back the furthest
 * @param lastSaves the latest first, as many as an instance tells
 * @param instances whose figures these are, and the others
 */
record SummedFigures(
        long projectsSaved,
        long saveFailures,
        double successRate,
        long objectsSaved,
        long objectsPerMinute,
        Latency saveLatency,
        Latency batchLatency,
        int dirtyProjects,
        long oldestUnsavedAgeMs,
        long lastTickAt,
        List<LastSave> lastSaves,
        List<Told> instances) {
    /** How many last saves are told. */
    static final int LAST_SAVES = 1_000;

    /** @param state as the dashboard tells it; figures are of those that are serving or draining */
    record Told(String instance, String address, String state) {}

    /** @param all at least one */
    static SummedFigures of(List<AutoSaveFigures> all, List<Told> instances) {
        long saved = sum(all, AutoSaveFigures::projectsSaved);
        long failed = sum(all, AutoSaveFigures::saveFailures);
        return new SummedFigures(
                saved,
                failed,
                saved + failed == 0 ? 1 : (double) saved / (saved + failed),
                sum(all, AutoSaveFigures::objectsSaved),
                sum(all, AutoSaveFigures::objectsPerMinute),
                latency(all, AutoSaveFigures::saveLatency),
                latency(all, AutoSaveFigures::batchLatency),
                Math.toIntExact(sum(all, AutoSaveFigures::dirtyProjects)),
                all.stream()
                        .mapToLong(AutoSaveFigures::oldestUnsavedAgeMs)
                        .max()
                        .orElseThrow(),
                all.stream().mapToLong(AutoSaveFigures::lastTickAt).min().orElseThrow(),
                all.stream()
                        .flatMap(it -> it.lastSaves().stream())
                        .sorted(Comparator.comparingLong(LastSave::at).reversed())
                        .limit(LAST_SAVES)
                        .toList(),
                instances);
    }

    private static long sum(List<AutoSaveFigures> all, ToLongFunction<AutoSaveFigures> of) {
        return all.stream().mapToLong(of).sum();
    }

    private static Latency latency(List<AutoSaveFigures> all, Function<AutoSaveFigures, Latency> of) {
        List<Latency> each = all.stream().map(of).toList();
        long count = each.stream().mapToLong(Latency::count).sum();
        double total =
                each.stream().mapToDouble(it -> it.averageMs() * it.count()).sum();
        return new Latency(
                count,
                count == 0 ? 0 : total / count,
                each.stream().mapToDouble(Latency::p99Ms).max().orElseThrow());
    }
}
