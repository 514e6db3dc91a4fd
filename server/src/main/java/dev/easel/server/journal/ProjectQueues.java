package dev.easel.server.journal;

import dev.easel.server.journal.JournalStore.Run;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The queues of all projects with events that are not committed, in round-robin order: a project that had its turn goes
 * behind the others. Confined to the journal's loop.
 */
final class ProjectQueues {
    private final Map<UUID, ProjectQueue> queues = new LinkedHashMap<>();

    /** The queue of the project in this epoch, or null. */
    @Nullable
    ProjectQueue find(UUID project, long epoch) {
        ProjectQueue queue = queues.get(project);
        return queue == null || queue.epoch() != epoch ? null : queue;
    }

    /** The queue of the project in whatever epoch, or null. */
    @Nullable
    ProjectQueue find(UUID project) {
        return queues.get(project);
    }

    /** Whether the queue is still the one of its project. */
    boolean holds(ProjectQueue queue) {
        return queues.get(queue.project()) == queue;
    }

    /** Adds a queue for a project that has none. */
    ProjectQueue add(UUID project, long epoch, ProjectQueue.Lane lane) {
        ProjectQueue queue = new ProjectQueue(project, epoch, lane);
        queues.put(project, queue);
        return queue;
    }

    /** Removes the queue of the project, of any epoch; returns the bytes that were in it. */
    long remove(UUID project) {
        ProjectQueue removed = queues.remove(project);
        return removed == null ? 0 : removed.bytes();
    }

    /** When the oldest event of all was accepted, in milliseconds since 1970; empty where there is none. */
    OptionalLong oldestAt() {
        return queues.values().stream()
                .filter(queue -> !queue.isEmpty())
                .mapToLong(ProjectQueue::oldestAt)
                .min();
    }

    /** Whether the shared lane has something to commit. */
    boolean isAnybodyReady() {
        return queues.values().stream().anyMatch(ProjectQueue::isReadyToShare);
    }

    /**
     * The next batch of the shared lane. Shares its bytes among the projects in turn, so that one import does not delay
     * all others.
     */
    List<Run> batch() {
        Set<ProjectQueue> taken = new LinkedHashSet<>();
        int bytes = 0;
        boolean more = true;
        while (more && bytes < JournalSettings.BATCH_BYTES) {
            more = false;
            for (ProjectQueue queue : List.copyOf(queues.values())) {
                if (queue.isReadyToShare() && bytes < JournalSettings.BATCH_BYTES) {
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
