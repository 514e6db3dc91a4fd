package dev.easel.server.upkeep;

import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.upkeep.OldEvents.Part;
import dev.easel.server.upkeep.OldEvents.Step;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds events that are older than they have to be kept, and drops them, one project after the other. Each round looks
 * through all projects in parts. A project in which it fails is left alone for some rounds, so that what is in vain is
 * seldom tried, and those behind it have their turn.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** From one round to the next, in milliseconds. The first begins at the start. */
    static final long BETWEEN_MS = 3_600_000;

    /** Projects of one round in which it fails; at one more the round ends, and the next goes on behind them. */
    static final int FAILED = 10;

    /** Rounds for which a project in which it failed is left alone. */
    static final int ROUNDS_LEFT_ALONE = 24;

    /** Projects that are left alone; the one that failed first is forgotten for one more. */
    static final int MOST_LEFT_ALONE = 1_000;

    private final Loop loop;
    private final OldEvents store;
    private final UpkeepMetrics metrics;
    private final Rounds rounds;
    private final SequencedSet<UUID> waiting = new LinkedHashSet<>();
    /** Those in which it failed, and in which round, the first first. */
    private final LinkedHashMap<UUID, Long> leftAlone = new LinkedHashMap<>();

    private OptionalLong from = OptionalLong.of(0);
    private long round;
    private int failed;

    public Retention(Loop loop, OldEvents store, UpkeepMetrics metrics) {
        this.loop = loop;
        this.store = store;
        this.metrics = metrics;
        this.rounds = new Rounds(loop, "The folding of old events", BETWEEN_MS, this::step);
    }

    /** Begins the first round. May be called from any thread. */
    public void start() {
        rounds.wake();
    }

    /** Begins nothing any more. May be called from any thread. */
    public void stop() {
        rounds.stop();
    }

    private Future<Boolean> step() {
        if (failed <= FAILED && !waiting.isEmpty()) {
            return next(waiting.getFirst());
        }
        if (failed <= FAILED && from.isPresent()) {
            return loop.bring(store.look(from.getAsLong())).map(this::found);
        }
        if (failed <= FAILED) {
            from = OptionalLong.of(0); // else the next round goes on with those that wait, and behind them
        }
        failed = 0;
        round++;
        leftAlone.values().removeIf(it -> round - it >= ROUNDS_LEFT_ALONE);
        return Future.succeededFuture(false);
    }

    private boolean found(Part part) {
        part.due().stream().filter(it -> !leftAlone.containsKey(it)).forEach(waiting::add);
        from = part.next();
        return true;
    }

    private Future<Boolean> next(UUID project) {
        return loop.bring(store.next(project)).transform((step, failure) -> {
            if (failure == null) {
                done(project, step);
            } else {
                LOG.atWarn()
                        .addKeyValue(Field.PROJECT, project)
                        .addKeyValue(Field.ERROR, Cause.of(failure))
                        .log("Old events of the project were not folded");
                metrics.foldFailed();
                waiting.remove(project);
                leaveAlone(project);
                failed++;
            }
            return Future.succeededFuture(true);
        });
    }

    private void leaveAlone(UUID project) {
        leftAlone.putLast(project, round);
        if (leftAlone.size() > MOST_LEFT_ALONE) {
            leftAlone.pollFirstEntry();
        }
    }

    private void done(UUID project, Step step) {
        switch (step) {
            case Step.Folded(long horizon, long events, int objects) -> {
                LOG.atInfo()
                        .addKeyValue(Field.PROJECT, project)
                        .addKeyValue(Field.SEQ, horizon)
                        .log("{} events are folded into {} objects, and will be dropped", events, objects);
                metrics.folded();
            }
            case Step.Dropped(int events) -> metrics.eventsDropped(events);
            case Step.Nothing _ -> waiting.remove(project);
        }
    }
}
