package dev.easel.server.journal;

import dev.easel.server.journal.JournalStore.NotWritten;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.journal.ProjectQueue.Lane;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the project that makes a batch fail: halves the batch until it is alone. Projects whose half succeeds are
 * released at once. It has a connection of its own, so that all other projects commit meanwhile; a statement of it that
 * hangs delays only the projects of the same batch. Where that connection gives no answer, as when the database takes
 * no more of them, it asks over the one of all others; where neither does, it ends. Confined to the journal's loop.
 */
final class Search {
    private final ProjectQueues queues;
    private final CommitAttempt attempt;
    private final CommitAttempt shared;
    private final BiConsumer<ProjectQueue, NotWritten> found;
    private final Consumer<ProjectQueue> released;
    private final Deque<List<ProjectQueue>> groups = new ArrayDeque<>();
    private boolean trying;

    /**
     * @param attempt over the connection of the search
     * @param shared over the connection of the batches of all
     * @param found takes a project that fails alone
     * @param released takes a project that the shared lane commits again
     */
    Search(
            ProjectQueues queues,
            CommitAttempt attempt,
            CommitAttempt shared,
            BiConsumer<ProjectQueue, NotWritten> found,
            Consumer<ProjectQueue> released) {
        this.queues = queues;
        this.attempt = attempt;
        this.shared = shared;
        this.found = found;
        this.released = released;
    }

    /** One project of the batch, or several, make it fail. Nothing of the batch is under way. */
    void begin(List<Run> batch) {
        List<ProjectQueue> group = new ArrayList<>();
        for (Run run : batch) {
            ProjectQueue queue = queues.find(run.project(), run.epoch());
            if (queue != null && queue.lane() == Lane.SHARED) {
                queue.enter(Lane.SEARCHED);
                group.add(queue);
            }
        }
        halve(group);
        next();
    }

    /** The batch has failed as a whole before: it is not tried as a whole again. */
    private void halve(List<ProjectQueue> group) {
        int half = group.size() / 2;
        groups.addFirst(List.copyOf(group.subList(half, group.size())));
        groups.addFirst(List.copyOf(group.subList(0, half)));
    }

    private void next() {
        while (!trying && !groups.isEmpty()) {
            List<ProjectQueue> group =
                    groups.poll().stream().filter(queues::holds).toList();
            if (!group.isEmpty()) {
                trying = true;
                attempt.run(take(group))
                        .recover(failure -> failure instanceof NotWritten ? Future.failedFuture(failure) : again(group))
                        .onComplete((_, failure) -> {
                            trying = false;
                            tried(group, failure);
                            next();
                        });
            }
        }
    }

    private Future<List<Run>> again(List<ProjectQueue> group) {
        List<ProjectQueue> left = group.stream().filter(queues::holds).toList();
        return left.isEmpty() ? Future.succeededFuture(List.of()) : shared.run(take(left));
    }

    /** As much of each as is its turn in a batch: a later event that fails is found when it is its turn. */
    private static List<Run> take(List<ProjectQueue> group) {
        group.forEach(queue -> queue.take(JournalSettings.TURN_BYTES));
        return group.stream().map(ProjectQueue::run).toList();
    }

    /** Where the database does not answer, there is nothing to be found: the shared lane waits for it, for all. */
    private void tried(List<ProjectQueue> group, @Nullable Throwable failure) {
        if (failure == null) {
            release(group);
        } else if (!(failure instanceof NotWritten answer)) {
            List<ProjectQueue> all = Stream.concat(Stream.of(group), groups.stream())
                    .flatMap(List::stream)
                    .toList();
            groups.clear();
            release(all);
        } else if (group.size() > 1) {
            halve(group);
        } else {
            group.stream().filter(queues::holds).forEach(queue -> found.accept(queue, answer));
        }
    }

    private void release(List<ProjectQueue> group) {
        group.stream().filter(queues::holds).forEach(released);
    }
}
