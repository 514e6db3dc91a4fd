package dev.easel.server.upkeep;

import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.upkeep.DueSnapshots.Part;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the snapshots from which the past of projects is read, one at a time. Each round looks through all projects in
 * parts; one that somebody waits for goes first. A project of which one cannot be made waits for the next round.
 */
public final class Snapshotting {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshotting.class);

    /** From one round to the next. The first begins at the start. */
    static final long BETWEEN_MS = 60_000;

    /** Projects that wait for their snapshots; the others are found again in the next round. */
    static final int MOST = 1_000;

    /** Projects of one round of which none can be made; at one more the round ends. */
    static final int FAILED = 10;

    private final Loop loop;
    private final DueSnapshots store;
    private final UpkeepMetrics metrics;
    private final Rounds rounds;
    private final SequencedSet<UUID> waiting = new LinkedHashSet<>();
    private OptionalLong from = OptionalLong.of(0);
    private int failed;

    public Snapshotting(Loop loop, DueSnapshots store, UpkeepMetrics metrics) {
        this.loop = loop;
        this.store = store;
        this.metrics = metrics;
        this.rounds = new Rounds(loop, "The making of snapshots", BETWEEN_MS, this::step);
    }

    /** Begins the first round. May be called from any thread. */
    public void start() {
        rounds.wake();
    }

    /** Somebody waits for the snapshots of this project. May be called from any thread. */
    public void hurry(UUID project) {
        loop.execute(() -> {
            waiting.addFirst(project);
            trim();
        });
        rounds.wake();
    }

    /** Begins nothing any more. May be called from any thread. */
    public void stop() {
        rounds.stop();
    }

    private Future<Boolean> step() {
        if (failed > FAILED) {
            waiting.clear();
            metrics.snapshotsWaiting(0);
            failed = 0;
            return Future.succeededFuture(false); // the next round goes on behind them
        }
        if (!waiting.isEmpty()) {
            return make(waiting.getFirst());
        }
        if (from.isPresent()) {
            return loop.bring(store.look(from.getAsLong())).map(this::found);
        }
        return ended();
    }

    private Future<Boolean> ended() {
        failed = 0;
        from = OptionalLong.of(0); // of the next round
        return Future.succeededFuture(false);
    }

    private boolean found(Part part) {
        waiting.addAll(part.due());
        trim();
        from = part.next();
        return true;
    }

    private void trim() {
        while (waiting.size() > MOST) {
            waiting.removeLast();
        }
        metrics.snapshotsWaiting(waiting.size());
    }

    private Future<Boolean> make(UUID project) {
        return loop.bring(store.makeNext(project)).transform((more, failure) -> {
            if (failure != null) {
                LOG.atWarn()
                        .addKeyValue(Field.PROJECT, project)
                        .addKeyValue(Field.ERROR, Cause.of(failure))
                        .log("A snapshot of the project was not made");
                metrics.snapshotFailed();
                failed++;
            }
            if (failure != null || !more) {
                waiting.remove(project);
            }
            trim();
            return Future.succeededFuture(true);
        });
    }
}
