package dev.easel.server.upkeep;

import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.upkeep.DeletedProjects.Remains;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes for good what has been in the trash for long enough, and removes what deleted projects leave behind, one
 * project after the other. What is left when the process ends is found
 * again at the next start. A project whose rows cannot be removed waits for the next round, and holds up no other.
 */
public final class Removal {
    private static final Logger LOG = LoggerFactory.getLogger(Removal.class);

    /** Between two rounds: then it looks for what other instances have left. */
    static final long BETWEEN_MS = 60_000;

    /** Projects of one round whose rows cannot be removed, at most; at one more the round ends. */
    static final int FAILED = 100;

    private final DeletedProjects deleted;
    private final UpkeepMetrics metrics;
    private final Rounds rounds;
    private final Set<UUID> failed = new HashSet<>();
    private @Nullable Remains current;

    public Removal(Loop loop, DeletedProjects deleted, UpkeepMetrics metrics) {
        this.deleted = deleted;
        this.metrics = metrics;
        this.rounds = new Rounds(loop, "The removal of deleted projects", BETWEEN_MS, this::step);
    }

    /** A project was deleted, or the server has started. May be called from any thread. */
    public void wake() {
        rounds.wake();
    }

    /** Begins nothing any more. May be called from any thread. */
    public void stop() {
        rounds.stop();
    }

    private Future<Boolean> step() {
        return current == null ? next() : removeSome(current);
    }

    private Future<Boolean> next() {
        if (failed.size() >= FAILED) {
            failed.clear();
            return Future.succeededFuture(false);
        }
        return deleted.purgeSome().compose(purged -> {
            metrics.purged(purged);
            return purged > 0
                    ? Future.succeededFuture(true)
                    : deleted.next(failed).compose(this::begin);
        });
    }

    private Future<Boolean> begin(Optional<Remains> found) {
        current = found.orElse(null);
        metrics.deletedWaiting(found.map(Remains::waiting).orElse(0L) + failed.size());
        if (found.isPresent()) {
            return Future.succeededFuture(true);
        }
        failed.clear();
        return deleted.trashed().map(projects -> {
            metrics.trashed(projects);
            return false;
        });
    }

    private Future<Boolean> removeSome(Remains remains) {
        return remains.removeSome().map(rows -> removed(remains, rows)).recover(failure -> {
            LOG.atWarn()
                    .addKeyValue(Field.PROJECT, remains.project())
                    .addKeyValue(Field.ERROR, Cause.of(failure))
                    .log("Rows of a deleted project were not removed");
            failed.add(remains.project());
            current = null;
            return Future.succeededFuture(true);
        });
    }

    private boolean removed(Remains remains, int rows) {
        metrics.rowsRemoved(rows);
        if (rows == 0) {
            LOG.atInfo().addKeyValue(Field.PROJECT, remains.project()).log("Nothing is left of a deleted project");
            current = null;
        }
        return true;
    }
}
