package dev.easel.server.journal;

import dev.easel.protocol.Event;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.metrics.JournalMetrics;
import dev.easel.server.persistence.JournalListener;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Carries out what became of a run: its events leave the queue of their project or return to it, their bytes are
 * released, and the listener is told. Outcomes of runs whose project was dropped meanwhile are ignored. Confined to the
 * journal's loop.
 */
final class RunOutcomes {
    private final ProjectQueues queues;
    private final Backpressure backpressure;
    private final JournalMetrics metrics;
    private final Supplier<JournalListener> listener;

    RunOutcomes(
            ProjectQueues queues,
            Backpressure backpressure,
            JournalMetrics metrics,
            Supplier<JournalListener> listener) {
        this.queues = queues;
        this.backpressure = backpressure;
        this.metrics = metrics;
        this.listener = listener;
    }

    /** Whether any event of the run still waits for the batch: it is not durable, dropped or put back. */
    boolean isPending(Run run) {
        ProjectQueue queue = queues.find(run.project(), run.epoch());
        return queue != null && queue.isInBatch(run);
    }

    /** The run's events up to {@code seq} are committed. */
    void durable(Run run, long seq, long nowMs) {
        ProjectQueue queue = queues.find(run.project(), run.epoch());
        if (queue == null || seq == run.after()) {
            return;
        }
        backpressure.release(queue.removeUpTo(seq));
        if (queue.isEmpty()) {
            queues.remove(run.project());
        }
        run.headUpTo(seq)
                .entries()
                .forEach(entry -> metrics.durable(nowMs - entry.event().at()));
        listener.get().durable(run.project(), run.epoch(), seq);
        backpressure.committed();
    }

    /** The project's epoch is another, or it stands at a seq that this run cannot lead to. */
    void lost(Run run) {
        if (isPending(run)) {
            drop(run.project());
            listener.get().lost(run.project(), run.epoch());
        }
    }

    /** The database will never take this event of the run. */
    void unstorable(Run run, Event event) {
        drop(run.project());
        listener.get().unstorable(run.project(), run.epoch(), event);
    }

    /** The run goes with a later batch. Returns whether anything of it is left. */
    boolean putBack(Run run) {
        ProjectQueue queue = queues.find(run.project(), run.epoch());
        if (queue == null || !queue.isInBatch(run)) {
            return false;
        }
        queue.putBack();
        return true;
    }

    /** Forgets what is queued of the project. */
    void drop(UUID project) {
        backpressure.release(queues.remove(project));
    }
}
