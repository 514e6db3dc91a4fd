package dev.easel.server.parts;

import dev.easel.server.database.Database;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.residence.Residence;
import dev.easel.server.room.Rooms;
import dev.easel.server.store.PgSetAsideObjects;
import dev.easel.server.upkeep.CatchUp;
import dev.easel.server.upkeep.Healing;
import dev.easel.server.upkeep.PgBehindProjects;
import dev.easel.server.upkeep.PgDeletedProjects;
import dev.easel.server.upkeep.Removal;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.UUID;

/** The parts of an instance that see to rows in the background. */
public final class UpkeepParts {
    private final Rooms rooms;
    private final Removal removal;
    private final CatchUp catchUp;
    private final Healing healing;

    /**
     * @param background where slow work runs
     * @param trashDays how long a deleted project can be brought back
     * @param isShared whether other instances see to the same rows
     */
    public UpkeepParts(
            Database database,
            Loop background,
            Rooms rooms,
            Residence residence,
            UpkeepMetrics metrics,
            InstantSource clock,
            int trashDays,
            boolean isShared) {
        this.rooms = rooms;
        removal = new Removal(background, new PgDeletedProjects(database, clock, trashDays), metrics);
        catchUp = new CatchUp(
                background,
                new PgBehindProjects(database),
                this::catchUp,
                () -> residence.waitingLoads() > 0,
                metrics,
                isShared ? CatchUp.SHARED_MS : 0);
        healing = new Healing(background, new PgSetAsideObjects(database));
    }

    /** What another instance has is none of this one's. */
    private Future<Void> catchUp(UUID project) {
        return rooms.catchUp(project)
                .recover(failure -> failure instanceof ProjectUnavailable it && it.reason() == Reason.ELSEWHERE
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }

    /** Told of a project that is deleted for good: rows are to be removed. */
    public void removeRows() {
        removal.wake();
    }

    public void start() {
        healing.start();
        removal.wake();
    }

    /** The instance may claim what is behind. */
    public void startToClaim() {
        catchUp.start();
    }

    public void stop() {
        catchUp.stop();
        healing.stop();
        removal.stop();
    }
}
