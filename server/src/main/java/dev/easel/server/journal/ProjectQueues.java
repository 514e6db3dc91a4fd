package dev.easel.server.journal;

import dev.easel.server.journal.JournalStore.Run;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The queues of all projects that have something on its way, in turn: one that was served goes behind the others. Confined
 * to the journal's loop.
 */
final class ProjectQueues {
    private final Map<UUID, ProjectQueue> queues = new LinkedHashMap<>();

    /** The project's queue in this epoch, or null. */
    ProjectQueue find(UUID project, long epoch) {
        ProjectQueue queue = queues.get(project);
        return queue == null || queue.epoch() != epoch ? null : queue;
    }

    /** Begins a queue; there is none of this project. */
    ProjectQueue begin(UUID project, long epoch) {
        ProjectQueue queue = new ProjectQueue(project, epoch);
        queues.put(project, queue);
        return queue;
    }

    /** Ends the project's queue, of whatever epoch, and returns the bytes that were in it. */
    long remove(UUID project) {
        ProjectQueue removed = queues.remove(project);
        return removed == null ? 0 : removed.bytes();
    }

    boolean isAnybodyWaiting() {
        return queues.values().stream().anyMatch(ProjectQueue::isWaiting);
    }

    /** Shares the bytes of a batch among the projects in turn, so that one import does not hold up everybody. */
    List<Run> batch() {
        Set<ProjectQueue> taken = new LinkedHashSet<>();
        int bytes = 0;
        boolean more = true;
        while (more && bytes < JournalSettings.BATCH_BYTES) {
            more = false;
            for (ProjectQueue queue : List.copyOf(queues.values())) {
                if (queue.isWaiting() && bytes < JournalSettings.BATCH_BYTES) {
                    bytes += queue.take(Math.min(JournalSettings.TURN_BYTES, JournalSettings.BATCH_BYTES - bytes));
                    more = true;
                    taken.add(queue);
                }
            }
        }
        List<Run> runs = taken.stream().map(ProjectQueue::run).toList();
        runs.forEach(run -> queues.put(run.project(), queues.remove(run.project())));
        return runs;
    }
}
