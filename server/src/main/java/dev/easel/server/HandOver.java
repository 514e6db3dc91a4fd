package dev.easel.server;

import dev.easel.server.metrics.OwnershipMetrics;
import dev.easel.server.ownership.Owners.Place.There;
import dev.easel.server.ownership.Ownership;
import dev.easel.server.room.Rooms;
import io.vertx.core.Future;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives projects to other instances: to where their people are, and, when this one ends, all of them: a few at a time,
 * since people connect again at once, and all of them together would be a herd. Each is read by the other one before.
 */
public final class HandOver {
    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    /** Projects on their way at the same time. */
    static final int AT_ONCE = 8;

    /** Projects on their way to their people at the same time. */
    static final int MOVING_AT_ONCE = 2;

    private final Semaphore moving = new Semaphore(MOVING_AT_ONCE);
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

    public HandOver(Rooms rooms, Ownership ownership, Successors successors, OwnershipMetrics metrics) {
        this.rooms = rooms;
        this.ownership = ownership;
        this.successors = successors;
        this.metrics = metrics;
    }

    /**
     * Completes when every project has gone, or is left to the end of the server, since no other is there. Fails when
     * it has tried all, and one could not be given away: its room is closed, and its rows may be behind its journal.
     */
    public Future<Void> all() {
        return rooms.inMemory().compose(projects -> {
            Queue<UUID> waiting = new ConcurrentLinkedQueue<>(projects);
            return Future.join(
                            Stream.generate(() -> next(waiting)).limit(AT_ONCE).toList())
                    .mapEmpty();
        });
    }

    private Future<Void> next(Queue<UUID> waiting) {
        UUID project = waiting.poll();
        if (project == null) {
            return Future.succeededFuture();
        }
        Future<Void> gone = give(project);
        return Future.join(gone, gone.transform(_ -> next(waiting))).mapEmpty();
    }

    private Future<Void> give(UUID project) {
        return ownership
                .successor(_ -> true)
                .compose(to -> to.isEmpty()
                        ? Future.<Void>succeededFuture() // it is alone, and the end of the server saves it
                        : rooms.handOver(project, to.get().instance(), () -> successors.prepare(to.get(), project, 0)))
                .onFailure(failure -> LOG.warn("Project {} was not handed over: {}", project, failure.toString()));
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
                .onSuccess(_ -> metrics.movedToPeople())
                .onFailure(failure -> LOG.info("Project {} stays: {}", project, failure.toString()))
                .onComplete((_, _) -> moving.release());
    }
}
