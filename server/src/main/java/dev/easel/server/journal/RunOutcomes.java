package dev.easel.server.journal;

import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.log.Field;
import dev.easel.server.metrics.JournalMetrics;
import dev.easel.server.persistence.Journal.Entry;
import dev.easel.server.persistence.JournalListener;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what became of a run: its events leave the queue of their project or return to it, their bytes are
 * released, and the listener is told. Outcomes of runs whose project was dropped meanwhile are ignored. Confined to the
 * journal's loop.
 */
final class RunOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(RunOutcomes.class);

    /** An event that was applied so long before it is durable is told in the log, in milliseconds. */
    static final long SLOW_MS = 5_000;

    private final ProjectQueues queues;
    private final UndurableBytes undurable;
    private final JournalMetrics metrics;
    private final Supplier<JournalListener> listener;

    RunOutcomes(
            ProjectQueues queues,
            UndurableBytes undurable,
            JournalMetrics metrics,
            Supplier<JournalListener> listener) {
        this.queues = queues;
        this.undurable = undurable;
        this.metrics = metrics;
        this.listener = listener;
    }

    /**
     * Whether the project of the run may stand at {@code seq}: at what it was known to stand at, or at an event that is
     * queued, should an earlier and larger run have been committed without an answer.
     */
    boolean leadsTo(Run run, long seq) {
        ProjectQueue queue = queues.find(run.project(), run.epoch());
        return seq >= run.after() && (queue == null || seq <= queue.last());
    }

    /** The events of the run's project up to {@code seq} are committed. */
    void durable(Run run, long seq, long nowMs) {
        ProjectQueue queue = queues.find(run.project(), run.epoch());
        if (queue == null || seq == run.after()) {
            return;
        }
        List<Entry> durable = queue.removeUpTo(seq);
        undurable.release(
                run.project(), durable.stream().mapToLong(Entry::bytes).sum());
        if (queue.isEmpty()) {
            queues.remove(run.project());
        }
        durable.forEach(entry -> metrics.durable(nowMs - entry.event().at()));
        tellSlow(run, durable.getFirst(), nowMs);
        listener.get().durable(run.project(), run.epoch(), seq);
        undurable.committed();
    }

    private static void tellSlow(Run run, Entry oldest, long nowMs) {
        long tookMs = nowMs - oldest.event().at();
        if (tookMs >= SLOW_MS) {
            LOG.atWarn()
                    .addKeyValue(Field.PROJECT, run.project())
                    .addKeyValue(Field.EPOCH, run.epoch())
                    .addKeyValue(Field.SEQ, oldest.event().seq())
                    .addKeyValue(Field.TRACE, oldest.trace())
                    .addKeyValue(Field.TOOK_MS, tookMs)
                    .log("An edit became durable late");
        }
    }

    /** The project's epoch is another, or it stands at a seq that this run cannot lead to. */
    void lost(Run run) {
        ProjectQueue queue = queues.find(run.project(), run.epoch());
        if (queue != null && queue.isInBatch(run)) {
            drop(run.project());
            listener.get().lost(run.project(), run.epoch());
        }
    }

    /** The database will never take this event of the run. */
    void unstorable(Run run, Entry entry) {
        if (queues.find(run.project(), run.epoch()) != null) {
            drop(run.project());
            listener.get().unstorable(run.project(), run.epoch(), entry);
        }
    }

    /** What is left of the run goes with a later batch. Returns whether anything is. */
    boolean putBack(Run run) {
        ProjectQueue queue = queues.find(run.project(), run.epoch());
        if (queue == null || !queue.isInBatch(run)) {
            return false;
        }
        queue.putBack();
        return true;
    }

    /** The project fails by itself, and waits: its people are told. */
    void failsAlone(UUID project) {
        undurable.setApart(project);
    }

    /** The project commits again. */
    void works(UUID project) {
        undurable.works(project);
    }

    /** Forgets what is queued of the project. */
    void drop(UUID project) {
        undurable.release(project, queues.remove(project));
        undurable.works(project);
    }
}
