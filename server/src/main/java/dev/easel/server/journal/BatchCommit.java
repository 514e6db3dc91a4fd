package dev.easel.server.journal;

import dev.easel.server.journal.JournalStore.Position;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.Journal.Entry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches, one at a time, until the outcome of every run is known. Where an answer got lost, the stored
 * positions tell whether it was committed; what was not is committed again. A batch that the database refuses is halved
 * until the one event is found. Confined to the journal's loop.
 */
final class BatchCommit {
    private static final Logger LOG = LoggerFactory.getLogger(BatchCommit.class);

    private final Loop loop;
    private final JournalStore store;
    private final RunOutcomes outcomes;
    private final RetryPause pause;
    private final Runnable onFailure;
    private boolean hasPutBack;

    /** @param onFailure runs at each commit that failed and is tried again */
    BatchCommit(Loop loop, JournalStore store, RunOutcomes outcomes, RandomGenerator random, Runnable onFailure) {
        this.loop = loop;
        this.store = store;
        this.outcomes = outcomes;
        this.pause = new RetryPause(random);
        this.onFailure = onFailure;
    }

    /** Completes when no run of the batch is pending. */
    Future<Void> run(List<Run> batch) {
        hasPutBack = false;
        return untilSettled(batch);
    }

    /** Whether some run of the latest batch has to be committed with a later one. */
    boolean hasPutBack() {
        return hasPutBack;
    }

    /** Every failure on the way, also a bug, leads to one more try. */
    private Future<Void> untilSettled(List<Run> batch) {
        return Future.<Void>succeededFuture()
                .compose(_ -> commit(batch))
                .recover(failure -> tryAgain(batch, failure).recover(_ -> untilSettled(batch)));
    }

    private Future<Void> commit(List<Run> batch) {
        List<Run> runs = batch.stream().filter(outcomes::isPending).toList();
        if (runs.isEmpty()) {
            return Future.succeededFuture();
        }
        return loop.bring(store.commit(runs)).transform((committed, failure) -> {
            if (failure == null) {
                pause.reset();
                return committed(runs, committed);
            }
            return failure instanceof JournalStore.Refused ? split(runs, failure) : tryAgain(runs, failure);
        });
    }

    /**
     * A run that was not committed belongs to another owner, or to a row that another transaction holds for a moment.
     */
    private Future<Void> committed(List<Run> runs, Set<UUID> committed) {
        List<Run> others = new ArrayList<>();
        for (Run run : runs) {
            if (committed.contains(run.project())) {
                outcomes.durable(run, run.upTo(), loop.now());
            } else {
                others.add(run);
            }
        }
        return others.isEmpty() ? Future.succeededFuture() : settle(others, this::putBack);
    }

    private Future<Void> tryAgain(List<Run> runs, Throwable failure) {
        onFailure.run();
        LOG.warn("A commit of the journal failed and is tried again: {}", failure.toString());
        Promise<Void> again = Promise.promise();
        loop.after(pause.next(), () -> settle(runs, this::commit).onComplete(again));
        return again.future();
    }

    /**
     * Asks for the stored positions of the runs' projects.
     *
     * @param rest takes the runs, or parts of runs, that are not committed and whose project is still ours
     */
    private Future<Void> settle(List<Run> runs, Function<List<Run>, Future<Void>> rest) {
        Set<UUID> projects = runs.stream().map(Run::project).collect(Collectors.toSet());
        return loop.bring(store.positions(projects)).transform((positions, failure) -> {
            if (failure != null) {
                return tryAgain(runs, failure);
            }
            List<Run> left = new ArrayList<>();
            for (Run run : runs) {
                Position stored = positions.get(run.project());
                if (stored == null || stored.epoch() != run.epoch() || !run.leadsTo(stored.seq())) {
                    outcomes.lost(run);
                } else {
                    outcomes.durable(run, stored.seq(), loop.now());
                    if (stored.seq() < run.upTo()) {
                        left.add(run.tailAfter(stored.seq()));
                    }
                }
            }
            return rest.apply(left);
        });
    }

    /** Another transaction holds the rows of these projects: they go with a later batch and delay no other project. */
    private Future<Void> putBack(List<Run> runs) {
        for (Run run : runs) {
            hasPutBack |= outcomes.putBack(run);
        }
        return Future.succeededFuture();
    }

    /** Halves the batch until the refused event is found, so that only its own room is harmed. */
    private Future<Void> split(List<Run> runs, Throwable refusal) {
        if (runs.size() > 1) {
            int half = runs.size() / 2;
            return commit(runs.subList(0, half)).compose(_ -> commit(runs.subList(half, runs.size())));
        }
        Run run = runs.getFirst();
        if (run.entries().size() > 1) {
            long middle = run.entries().get(run.entries().size() / 2).event().seq();
            return commit(List.of(run.headUpTo(middle - 1))).compose(_ -> commit(List.of(run.tailAfter(middle - 1))));
        }
        Entry refused = run.entries().getFirst();
        LOG.error("The database refuses event {} of project {}", refused.event().seq(), run.project(), refusal);
        outcomes.unstorable(run, refused.event());
        return Future.succeededFuture();
    }
}
