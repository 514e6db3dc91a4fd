package dev.easel.server.http;

import dev.easel.server.room.RoomUnavailable;
import dev.easel.server.room.Rooms;
import dev.easel.server.room.Saves;
import io.vertx.core.Future;
import java.util.UUID;

/** Waits until what was applied is durable. */
final class Durability {
    /** Flushes tried before the caller is told to come again. */
    private static final int TRIES = 3;

    private final Rooms rooms;
    private final Saves saves;

    Durability(Rooms rooms, Saves saves) {
        this.rooms = rooms;
        this.saves = saves;
    }

    /** What is durable, once it is {@code seq} at least; a 503 when it could not be made so. */
    Future<Long> reach(UUID project, long seq) {
        return reach(project, seq, TRIES).recover(failure -> Future.failedFuture(undurable(seq, failure)));
    }

    private static Throwable undurable(long seq, Throwable failure) {
        boolean gone = failure instanceof RoomUnavailable room && room.reason() == RoomUnavailable.Reason.ABSENT;
        return gone
                ? failure
                : Problem.unavailable(
                        "everything up to " + seq + " is applied but not durable yet; try again", 1, failure);
    }

    /** What is durable now. */
    Future<Long> now(UUID project) {
        return rooms.progress(project).map(Rooms.Progress::durable);
    }

    private Future<Long> reach(UUID project, long seq, int tries) {
        return now(project).compose(durable -> {
            if (durable >= seq) {
                return Future.succeededFuture(durable);
            }
            if (tries == 0) {
                return Future.failedFuture("still at " + durable);
            }
            return saves.flush(project).compose(_ -> reach(project, seq, tries - 1));
        });
    }
}
