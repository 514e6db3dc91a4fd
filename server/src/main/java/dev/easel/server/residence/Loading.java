package dev.easel.server.residence;

import dev.easel.protocol.Limits;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Previews;
import dev.easel.server.persistence.Previews.Known;
import dev.easel.server.persistence.ProjectStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a project into memory: waits for its turn, reads it from the store, counting, and replays it; of what was
 * prepared only the events since, and at once. Where there is no room, idle rooms are asked to leave, and it is read
 * again. Confined to the room's loop, but for the replay.
 */
public final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    /** Bytes that have to be free before a load begins, and beyond those that the attempt before has taken. */
    static final long STEP_BYTES = 1 << 20;

    /** How often a project is read at most: again after rooms have left for it, with twice as many bytes. */
    static final int ATTEMPTS = 10;

    /** How long idle rooms, and others in place of those that stay, have to be saved and to leave, in milliseconds. */
    static final long ROOM_MS = 10_000;

    private static final Known NOTHING = new Known(0, 0, 0);

    private final ProjectStore store;
    private final Previews previews;
    private final Preparations preparations;
    private final Limits limits;
    private final Residence residence;
    private final Loop loop;

    /** @param preparations on the same event loop */
    public Loading(
            ProjectStore store,
            Previews previews,
            Preparations preparations,
            Limits limits,
            Residence residence,
            Loop loop) {
        this.store = store;
        this.previews = previews;
        this.preparations = preparations;
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
        long begunAt = loop.now();
        return preparations
                .take(project)
                .map(it -> continued(project, it)) // its people wait for little, and not behind whole boards
                .orElseGet(() -> inTurn(project, isWanted))
                .onSuccess(_ -> residence.hasLoaded(project, loop.now() - begunAt))
                .recover(failure -> Future.failedFuture(explained(project, failure)));
    }

    private Future<LoadedCanvas> inTurn(UUID project, BooleanSupplier isWanted) {
        return loop.bring(residence.loadTurn())
                .compose(_ -> begun(project, isWanted).eventually(() -> {
                    residence.loadEnded();
                    return Future.succeededFuture();
                }));
    }

    private Future<LoadedCanvas> begun(UUID project, BooleanSupplier isWanted) {
        return isWanted.getAsBoolean()
                ? attempt(project, 0, ATTEMPTS)
                : Future.failedFuture(new ProjectUnavailable(Reason.CLOSED, null));
    }

    private Future<LoadedCanvas> continued(UUID project, Prepared prepared) {
        return loaded(project, previews.load(project, prepared.known(), prepared.counted()), prepared, ATTEMPTS);
    }

    /** @param bytes that did not suffice the last time */
    private Future<LoadedCanvas> attempt(UUID project, long bytes, int left) {
        long least = bytes + STEP_BYTES;
        long wanted = 2 * bytes + STEP_BYTES;
        Future<Boolean> room = residence
                .makeRoom(least, wanted)
                .compose(isRoom -> isRoom ? Future.succeededFuture(true) : residence.makeRoom(least, wanted));
        return loop.within(ROOM_MS, room)
                .otherwise(_ -> residence.isRoom(least))
                .compose(isRoom -> isRoom
                        ? read(project, left)
                        : Future.failedFuture(new ProjectUnavailable(Reason.NO_ROOM, null)));
    }

    private Future<LoadedCanvas> read(UUID project, int left) {
        Prepared nothing = new Prepared(NOTHING, new Canvas(limits), residence.newLoad(), 0);
        return loaded(project, store.load(project, nothing.counted()), nothing, left);
    }

    private Future<LoadedCanvas> loaded(UUID project, Future<Loaded> reading, Prepared prepared, int left) {
        LoadBytes counted = prepared.counted();
        return loop.bring(reading)
                .compose(loaded -> switch (loaded) {
                    case Loaded.Absent _ -> Future.failedFuture(new ProjectUnavailable(Reason.ABSENT, null));
                    case Loaded.Elsewhere _ -> Future.failedFuture(new ProjectUnavailable(Reason.ELSEWHERE, null));
                    case Loaded.Found found ->
                        replay(found, () -> found.replayed(limits), prepared)
                                .onFailure(_ -> store.release(project, found.epoch()));
                    case Loaded.Continued since ->
                        replay(found(since, prepared.canvas()), () -> replayed(prepared.canvas(), since), prepared)
                                .onFailure(_ -> store.release(project, since.epoch()));
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
    private Future<LoadedCanvas> replay(Loaded.Found found, Supplier<Canvas> replay, Prepared prepared) {
        return loop.bring(loop.offload(() -> complete(replay.get(), found.seq())))
                .map(canvas -> new LoadedCanvas(
                        found.withoutContent(),
                        canvas,
                        residence.loaded(prepared.counted(), canvas.bytes()),
                        prepared.moves()));
    }

    /** What is durable is never left out, whatever has gone wrong with its events. */
    private static Canvas complete(Canvas canvas, long seq) {
        if (canvas.seq() != seq) {
            throw new IllegalStateException("what was replayed ends at event " + canvas.seq() + ", not at " + seq);
        }
        return canvas;
    }

    private static Canvas replayed(Canvas known, Loaded.Continued since) {
        since.events().forEach(known::apply);
        return known;
    }

    private static Loaded.Found found(Loaded.Continued since, Canvas known) {
        return new Loaded.Found(
                since.project(),
                since.epoch(),
                since.seq(),
                known.seq(),
                known.lastAt(),
                List.of(),
                List.of(),
                since.saved(),
                since.snapshot());
    }

    private Throwable explained(UUID project, Throwable failure) {
        if (failure instanceof ProjectUnavailable refused) {
            residence.refused(project, refused.reason());
            return refused;
        }
        LOG.atWarn().addKeyValue(Field.PROJECT, project).setCause(failure).log("The project could not be loaded");
        residence.loadFailed(project, failure, loop.now());
        return new ProjectUnavailable(Reason.NOT_LOADED, failure);
    }

    /**
     * @param found without its objects and events
     * @param canvas what they are when they are replayed
     * @param footprint what it takes of memory, until {@link Footprint#end}
     * @param moves how often it has moved to its people, in a row
     */
    public record LoadedCanvas(Loaded.Found found, Canvas canvas, Footprint footprint, int moves) {}
}
