package dev.easel.server.metrics;

import java.util.List;
import java.util.UUID;

/**
 * The auto-save in figures, as {@code GET /metrics} tells them in JSON: a component is a member of the same name.
 *
 * @param projectsSaved saves that succeeded since the start, each counting
 * @param saveFailures saves that failed; their projects stayed dirty
 * @param successRate the succeeded part of all saves, 0 to 1; 1 before the first
 * @param objectsSaved object rows written or deleted since the start
 * @param objectsPerMinute object rows written or deleted within the last sixty seconds
 * @param saveLatency of one project's transaction
 * @param batchLatency of one statement of object rows
 * @param dirtyProjects projects with unsaved changes now
 * @param oldestUnsavedAgeMs age of the oldest unsaved change, in milliseconds; 0 when all is saved
 * @param lastTickAt when the last round began, in milliseconds since 1970; 0 before the first
 * @param lastSaves the last save of each project, the latest first
 */
public record AutoSaveFigures(
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
        List<LastSave> lastSaves) {
    public AutoSaveFigures {
        lastSaves = List.copyOf(lastSaves);
    }

    /** @param p99Ms over the last ten minutes; 0 when there was nothing to measure */
    public record Latency(long count, double averageMs, double p99Ms) {}

    /**
     * A save that succeeded.
     *
     * @param at in milliseconds since 1970
     * @param seq everything up to it is saved
     * @param objects rows written or deleted
     */
    public record LastSave(UUID project, long at, long seq, int objects) {}
}
