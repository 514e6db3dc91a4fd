package dev.easel.server.residence;

import dev.easel.protocol.Limits;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.ProjectStore;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a project into memory: waits for its turn, reads it from the store, counting, and replays it. Where there is
 * no room, idle rooms are asked to leave, and it is read again. Confined to the room's loop, but for the replay.
 */
public final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    /** Bytes that have to be free before a load begins, and beyond those that the attempt before has taken. */
    static final long STEP_BYTES = 1 << 20;

    /** How often a project is read at most: again after rooms have left for it, with twice as many bytes. */
    static final int ATTEMPTS = 10;

    /** How long idle rooms may take to be saved and to leave, in milliseconds. */
    static final long ROOM_MS = 10_000;

    private final ProjectStore store;
    private final Limits limits;
    private final Residence residence;
    private final Loop loop;

    public Loading(ProjectStore store, Limits limits, Residence residence, Loop loop) {
        this.store = store;
        this.limits = limits;
        this.residence = residence;
        this.loop = loop;
    }

    /**
     * Completes on the loop. Fails with {@link ProjectUnavailable}: absent, refused, or not loaded; a load that failed
     * is never an empty canvas (architecture rule 3).
     *
     * @param isWanted asked when it is this project's turn: nothing is read for a room that was given up meanwhile
     */
    public Future<LoadedCanvas> load(UUID project, BooleanSupplier isWanted) {
        return loop.bring(residence.loadTurn())
                .compose(_ -> begun(project, isWanted).eventually(() -> {
                    residence.loadEnded();
                    return Future.succeededFuture();
                }))
                .recover(failure -> Future.failedFuture(explained(project, failure)));
    }

    private Future<LoadedCanvas> begun(UUID project, BooleanSupplier isWanted) {
        return isWanted.getAsBoolean()
                ? attempt(project, 0, ATTEMPTS)
                : Future.failedFuture(new ProjectUnavailable(Reason.CLOSED, null));
    }

    /** @param bytes that did not suffice the last time */
    private Future<LoadedCanvas> attempt(UUID project, long bytes, int left) {
        return loop.within(ROOM_MS, residence.makeRoom(bytes + STEP_BYTES, 2 * bytes + STEP_BYTES))
                .otherwise(false)
                .compose(isRoom -> isRoom
                        ? read(project, left)
                        : Future.failedFuture(new ProjectUnavailable(Reason.NO_ROOM, null)));
    }

    private Future<LoadedCanvas> read(UUID project, int left) {
        LoadBytes counted = residence.newLoad();
        return loop.bring(store.load(project, counted))
                .compose(loaded -> switch (loaded) {
                    case Loaded.Absent _ -> Future.failedFuture(new ProjectUnavailable(Reason.ABSENT, null));
                    case Loaded.Elsewhere _ -> Future.failedFuture(new ProjectUnavailable(Reason.ELSEWHERE, null));
                    case Loaded.Found found ->
                        replay(found, counted)
                                .onFailure(_ -> store.release(found.project().id(), found.epoch()));
                })
                .recover(failure -> {
                    long taken = counted.taken();
                    counted.release();
                    return left > 1 && isNoRoom(failure)
                            ? attempt(project, taken, left - 1)
                            : Future.failedFuture(failure);
                });
    }

    private static boolean isNoRoom(Throwable failure) {
        return failure instanceof ProjectUnavailable refused && refused.reason() == Reason.NO_ROOM;
    }

    /** A large canvas with many events takes longer than an event loop may be held. */
    private Future<LoadedCanvas> replay(Loaded.Found found, LoadBytes counted) {
        return loop.bring(loop.offload(() -> Canvas.replayed(
                        limits, found.checkpoint(), found.checkpointAt(), found.objects(), found.events())))
                .map(canvas ->
                        new LoadedCanvas(found.withoutContent(), canvas, residence.loaded(counted, canvas.bytes())));
    }

    private Throwable explained(UUID project, Throwable failure) {
        if (failure instanceof ProjectUnavailable refused) {
            residence.refused(refused.reason());
            return refused;
        }
        LOG.warn("Project {} could not be loaded", project, failure);
        return new ProjectUnavailable(Reason.NOT_LOADED, failure);
    }

    /**
     * @param found without its objects and events
     * @param canvas what they are when they are replayed
     * @param footprint what it takes of memory, until {@link Footprint#end}
     */
    public record LoadedCanvas(Loaded.Found found, Canvas canvas, Footprint footprint) {}
}
