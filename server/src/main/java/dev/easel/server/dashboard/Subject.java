package dev.easel.server.dashboard;

import dev.easel.server.live.ProjectFigures;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.persistence.FailingProject;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the dashboard asks its instance. May be asked from any thread. */
public interface Subject {
    /** As it presents itself now. */
    Self self();

    /** Whether work may be sent to it, as it was judged last. */
    Standing standing();

    /** Projects that it owns. */
    int owned();

    /** The projects in memory with most going on and the largest ones: more than {@code most} of each, maybe. */
    Future<List<ProjectFigures>> projects(int most);

    /** The projects that fail now in this way, the longest failing first. */
    List<FailingProject> failing(Trouble trouble);

    /** Why it fails, in a sentence that tells nothing of what is in the project. */
    String reason(Throwable failure);

    /** When the project was saved last, in milliseconds since 1970; empty when that is not known any more. */
    OptionalLong savedAt(UUID project);

    /** The titles of those of the projects that are there. */
    Future<Map<UUID, String>> titles(Collection<UUID> projects);

    /** What happened lately, the latest first. */
    List<ActivityLog.Entry> activity();

    /**
     * An instance as it presents itself.
     *
     * @param address where other instances reach it
     * @param startedAt in milliseconds since 1970
     */
    record Self(String instance, String address, long startedAt, String version, boolean isLeaving) {}

    /**
     * Whether work may be sent to it.
     *
     * @param reasons what speaks against it, as words; empty when nothing does
     * @param problems the same in sentences, in the same order
     * @param since when it began, in milliseconds since 1970; null while nothing does
     */
    record Standing(
            List<String> reasons,
            List<String> problems,
            @Nullable Long since) {
        /** Nothing speaks against it. */
        public static final Standing READY = new Standing(List.of(), List.of(), null);
    }

    /** What may go wrong with a single project. */
    enum Trouble {
        /** Its events cannot be committed. */
        JOURNAL,
        /** Its rows cannot be written. */
        SAVE,
        /** It cannot be loaded. */
        LOAD
    }
}
