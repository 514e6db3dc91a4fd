package dev.easel.server.upkeep;

import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.upkeep.SetAsideObjects.Tried;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows that the database once refused, when it takes them: each save of a project tries some, and this tries
 * them for projects that nobody edits. It goes from project to project, in rounds, and loads none of them.
 */
public final class Healing {
    private static final Logger LOG = LoggerFactory.getLogger(Healing.class);

    /** From one round to the next. The first begins at the start. */
    static final long BETWEEN_MS = 600_000;

    /** Projects of one round, at most: those whose objects were tried longest ago. */
    static final int MOST = 1_000;

    /** Projects whose objects cannot even be tried, until the round ends. */
    static final int FAILED = 10;

    private final Loop loop;
    private final SetAsideObjects store;
    private final Rounds rounds;
    private final Queue<UUID> waiting = new ArrayDeque<>();
    private int failed;

    public Healing(Loop loop, SetAsideObjects store) {
        this.loop = loop;
        this.store = store;
        this.rounds = new Rounds(loop, "The writing of objects that are set aside", BETWEEN_MS, this::step);
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
        UUID project = waiting.peek();
        return project == null ? look() : tryAgain(project);
    }

    private Future<Boolean> look() {
        failed = 0;
        return loop.bring(store.projects(MOST)).map(found -> {
            waiting.addAll(found);
            return !waiting.isEmpty();
        });
    }

    /** Where all that were tried are written, the same project may have more. */
    private Future<Boolean> tryAgain(UUID project) {
        return loop.bring(store.tryAgain(project)).transform((tried, failure) -> {
            if (failure != null) {
                LOG.atWarn()
                        .addKeyValue(Field.PROJECT, project)
                        .addKeyValue(Field.ERROR, Cause.of(failure))
                        .log("Objects that are set aside could not be tried");
                failed++;
            } else if (tried.written() > 0) {
                LOG.atInfo()
                        .addKeyValue(Field.PROJECT, project)
                        .log("{} objects are set aside no longer", tried.written());
            }
            if (failure != null || isDone(tried)) {
                waiting.remove();
            }
            if (failed >= FAILED) {
                waiting.clear();
            }
            return Future.succeededFuture(!waiting.isEmpty());
        });
    }

    private static boolean isDone(Tried tried) {
        return tried.refused() > 0 || tried.written() == 0;
    }
}
