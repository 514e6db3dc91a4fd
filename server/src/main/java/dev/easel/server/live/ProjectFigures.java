package dev.easel.server.live;

import java.util.Comparator;
import java.util.UUID;

/**
 * A project in memory in figures.
 *
 * @param sessions that are in it now
 * @param edits accepted within the last minute, about
 * @param bytes of heap that it takes, estimated
 */
public record ProjectFigures(UUID project, String title, int sessions, long edits, int objects, long bytes) {
    /** The one with most going on first. */
    public static final Comparator<ProjectFigures> HOTTEST = Comparator.comparingLong(ProjectFigures::edits)
            .thenComparingInt(ProjectFigures::sessions)
            .reversed();

    /** The largest first. */
    public static final Comparator<ProjectFigures> LARGEST =
            Comparator.comparingLong(ProjectFigures::bytes).reversed();
}
