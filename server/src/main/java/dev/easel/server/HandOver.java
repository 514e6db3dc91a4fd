package dev.easel.server;

import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.OwnershipMetrics;
import dev.easel.server.ownership.Owners.Place.There;
import dev.easel.server.ownership.Ownership;
import dev.easel.server.room.Rooms;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives projects to other instances: to where their people are, and, when this one ends, all of them, at the
 * pace of a {@link Departure}. Each is read by the other one before.
 */
public final class HandOver {
    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    /** Projects on their way to their people at the same time. */
    static final int MOVING_AT_ONCE = 2;

    private final Semaphore moving = new Semaphore(MOVING_AT_ONCE);
    private final Loop loop;
    private final Rooms rooms;
    private final Ownership ownership;
    private final Successors successors;
    private final OwnershipMetrics metrics;

    /** The other instances. */
    @FunctionalInterface
    public interface Successors {
        /**
         * Has the instance there read a project; fails when it has not.
         *
         * @param moves how often it has moved to its people then, in a row
         */
        Future<Void> prepare(There there, UUID project, int moves);
    }

    /** @param loop where the pace of those that leave is kept */
    public HandOver(Loop loop, Rooms rooms, Ownership ownership, Successors successors, OwnershipMetrics metrics) {
        this.loop = loop;
        this.rooms = rooms;
        this.ownership = ownership;
        this.successors = successors;
        this.metrics = metrics;
    }

    /**
     * Completes when every project has gone, or is left to the end of the server, since no other is there. Fails when
     * it has tried all, and one could not be given away: its room is closed, and its rows may be behind its journal.
     *
     * @param withinMs the time there is for all of them, in milliseconds
     */
    public Future<Void> all(long withinMs) {
        return loop.ask(() -> loop.bring(rooms.inMemory())
                .compose(projects -> new Departure(loop, projects, withinMs, this::give).begin()));
    }

    private Future<Void> give(UUID project) {
        return ownership
                .successor(_ -> true)
                .compose(to -> to.isEmpty()
                        ? Future.<Void>succeededFuture() // it is alone, and the end of the server saves it
                        : give(project, to.get()))
                .onFailure(failure -> LOG.atWarn()
                        .addKeyValue(Field.PROJECT, project)
                        .addKeyValue(Field.ERROR, Cause.of(failure))
                        .log("The project was not handed over"));
    }

    private Future<Void> give(UUID project, There there) {
        return rooms.handOver(project, there.instance(), () -> successors.prepare(there, project, 0))
                .onSuccess(_ -> metrics.handedOver(project, there.instance()));
    }

    /** Gives a project to the instance of its people, unless that is dead, or enough are on their way. */
    void toPeople(UUID project, String instance, int moves) {
        if (ownership.isLeaving() || !moving.tryAcquire()) {
            return;
        }
        ownership
                .successor(instance::equals)
                .compose(there -> rooms.moveToPeople(
                        project, instance, () -> successors.prepare(there.orElseThrow(), project, moves)))
                .onSuccess(_ -> metrics.movedToPeople(project, instance))
                .onFailure(failure -> LOG.atInfo()
                        .addKeyValue(Field.PROJECT, project)
                        .addKeyValue(Field.OTHER, instance)
                        .addKeyValue(Field.ERROR, Cause.of(failure))
                        .log("The project stays here, and does not go to its people"))
                .onComplete((_, _) -> moving.release());
    }
}
