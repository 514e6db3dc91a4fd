package dev.easel.server.journal;

import dev.easel.server.journal.JournalStore.Position;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.JournalMetrics;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tries to commit a batch over one connection, once. Afterwards each event of the batch is durable, dropped or back in
 * the queue of its project; none is in between. An event whose commit was answered with silence goes back as well:
 * should it be stored, the fence lets it pass by at the next try, and its position tells: also of events that this try
 * does not hold, when it is a smaller one. Confined to the journal's loop.
 */
final class CommitAttempt {
    private final Loop loop;
    private final JournalStore store;
    private final RunOutcomes outcomes;
    private final JournalMetrics metrics;

    CommitAttempt(Loop loop, JournalStore store, RunOutcomes outcomes, JournalMetrics metrics) {
        this.loop = loop;
        this.store = store;
        this.outcomes = outcomes;
        this.metrics = metrics;
    }

    /**
     * Completes on the loop with the projects that another transaction held, so that they were passed by.
     *
     * @throws JournalStore.NotWritten (as the future's failure) the database works, and the cause is in what is left of
     *     the batch; every other failure, also a bug, says nothing about what is committed
     */
    Future<List<Run>> run(List<Run> batch) {
        long begunAt = System.nanoTime();
        return Future.<Void>succeededFuture()
                .compose(_ -> loop.bring(store.commit(batch)))
                .compose(committed -> committed(batch, committed))
                .onSuccess(_ -> count(batch, System.nanoTime() - begunAt))
                .onFailure(_ -> {
                    metrics.failed();
                    batch.forEach(outcomes::putBack);
                });
    }

    /**
     * A run that was not committed belongs to another owner, was committed before, or its row is one that another
     * transaction holds for a moment.
     */
    private Future<List<Run>> committed(List<Run> batch, Set<UUID> committed) {
        List<Run> others = new ArrayList<>();
        for (Run run : batch) {
            if (committed.contains(run.project())) {
                outcomes.durable(run, run.upTo(), loop.now());
            } else {
                others.add(run);
            }
        }
        return others.isEmpty() ? Future.succeededFuture(List.of()) : settled(others);
    }

    /** Asks for the stored positions of the runs' projects. */
    private Future<List<Run>> settled(List<Run> runs) {
        Set<UUID> projects = runs.stream().map(Run::project).collect(Collectors.toSet());
        return loop.bring(store.positions(projects)).map(positions -> {
            List<Run> held = new ArrayList<>();
            for (Run run : runs) {
                Position stored = positions.get(run.project());
                if (stored == null || stored.epoch() != run.epoch() || !outcomes.leadsTo(run, stored.seq())) {
                    outcomes.lost(run);
                } else {
                    outcomes.durable(run, stored.seq(), loop.now());
                    if (outcomes.putBack(run)) {
                        held.add(run);
                    }
                }
            }
            return held;
        });
    }

    private void count(List<Run> batch, long nanos) {
        int events = batch.stream().mapToInt(run -> run.entries().size()).sum();
        metrics.committed(events, batch.stream().mapToLong(Run::bytes).sum(), nanos);
    }
}
