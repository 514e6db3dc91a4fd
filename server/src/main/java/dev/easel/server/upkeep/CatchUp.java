package dev.easel.server.upkeep;

import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.upkeep.BehindProjects.Behind;
import dev.easel.server.upkeep.BehindProjects.Part;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the projects whose rows are behind their journal and that nobody has in memory: a server was killed, could not
 * save at its end, or lost the project. Each round looks through all projects in parts, and then loads and saves what
 * it found, one at a time, the one that has been behind for longest first.
 *
 * <p>A project that somebody has in memory is behind as well while it is edited. So one that was loaded, edited or
 * saved between the look and its turn is left alone.
 */
public final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    /** From one round to the next. The first begins at the start. */
    static final long BETWEEN_MS = 600_000;

    /** Between the look and the first save, where other instances may use the database: two auto-saves by default. */
    public static final long SHARED_MS = 10_000;

    /** Projects that one round saves, at most: those that have been behind for longest. */
    static final int MOST = 10_000;

    /** Projects that cannot be saved, and stay in memory, until the round ends. */
    static final int FAILED = 10;

    /** How long people's loads are let pass before one project, at most, and how often that is looked at. */
    static final long GIVES_WAY_MS = 10_000;

    private static final long LOOKS_EVERY_MS = 100;

    private final Loop loop;
    private final BehindProjects store;
    private final Function<UUID, Future<Void>> save;
    private final BooleanSupplier isBusy;
    private final UpkeepMetrics metrics;
    private final long settleMs;
    private final Rounds rounds;
    private final TreeSet<Behind> waiting =
            new TreeSet<>(Comparator.comparingLong(Behind::since).thenComparing(Behind::project));
    private OptionalLong from = OptionalLong.of(0);
    private int failed;

    /**
     * @param save loads a project, saves it, and lets it leave memory
     * @param isBusy whether people wait for loads; may be asked on the loop
     * @param settleMs between the look and the first save, in milliseconds; 0 where no other instance can be
     */
    public CatchUp(
            Loop loop,
            BehindProjects store,
            Function<UUID, Future<Void>> save,
            BooleanSupplier isBusy,
            UpkeepMetrics metrics,
            long settleMs) {
        this.loop = loop;
        this.store = store;
        this.save = save;
        this.isBusy = isBusy;
        this.metrics = metrics;
        this.settleMs = settleMs;
        this.rounds = new Rounds(loop, "The catching up of projects behind their journal", BETWEEN_MS, this::step);
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
        return from.isPresent() ? look(from.getAsLong()) : next();
    }

    private Future<Boolean> look(long part) {
        return loop.bring(store.look(part))
                .onFailure(_ -> restart())
                .map(this::found)
                .compose(isLast -> isLast && !waiting.isEmpty() ? pause(settleMs) : Future.succeededFuture())
                .map(true);
    }

    /** Returns whether this was the last part. */
    private boolean found(Part part) {
        for (Behind behind : part.behind()) {
            waiting.add(behind);
            if (waiting.size() > MOST) {
                waiting.pollLast();
            }
        }
        from = part.next();
        metrics.behindWaiting(waiting.size());
        if (from.isEmpty() && !waiting.isEmpty()) {
            LOG.info("{} projects are behind their journal, and are saved one after the other", waiting.size());
        }
        return from.isEmpty();
    }

    private Future<Boolean> next() {
        Behind next = waiting.pollFirst();
        metrics.behindWaiting(waiting.size());
        if (next == null || failed >= FAILED) {
            restart();
            return Future.succeededFuture(false);
        }
        return giveWay(GIVES_WAY_MS / LOOKS_EVERY_MS)
                .compose(_ -> loop.bring(store.isUnchanged(next)))
                .compose(unchanged -> unchanged ? saved(next.project()) : Future.succeededFuture())
                .onFailure(_ -> restart())
                .map(true);
    }

    private Future<Void> saved(UUID project) {
        return loop.bring(save.apply(project)).transform((_, failure) -> {
            if (failure == null) {
                metrics.caughtUp();
            } else {
                LOG.atWarn()
                        .addKeyValue(Field.PROJECT, project)
                        .addKeyValue(Field.ERROR, Cause.of(failure))
                        .log("The project is behind its journal and was not saved");
                metrics.notCaughtUp();
                failed++;
            }
            return Future.succeededFuture();
        });
    }

    private Future<Void> giveWay(long looks) {
        return looks > 0 && isBusy.getAsBoolean()
                ? pause(LOOKS_EVERY_MS).compose(_ -> giveWay(looks - 1))
                : Future.succeededFuture();
    }

    private Future<Void> pause(long ms) {
        Promise<Void> passed = Promise.promise();
        loop.after(ms, passed::complete);
        return passed.future();
    }

    private void restart() {
        waiting.clear();
        metrics.behindWaiting(0);
        failed = 0;
        from = OptionalLong.of(0);
    }
}
