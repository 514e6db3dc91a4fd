package dev.easel.server.room;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * A room before it is in memory: those who wait for its load, and the news that it is told then; later news it is told
 * at once. Confined to the room's loop.
 */
final class Opening<T> {
    private final int most;
    private final Promise<T> opened = Promise.promise();
    private int waiting;
    private PersistenceState persistence = PersistenceState.OK;
    private @Nullable ProjectNews changed;
    /** Of the last claim that was lost; 0 when none was. */
    private long lostEpoch;

    private @Nullable LiveRoom live;

    /** @param most how many may wait */
    Opening(int most) {
        this.most = most;
    }

    /** Completes when the room is in memory; fails at once when too many wait. */
    Future<T> join() {
        if (!opened.future().isComplete() && ++waiting > most) {
            return Future.failedFuture(new ProjectUnavailable(Reason.BUSY, null));
        }
        return opened.future();
    }

    void changed(ProjectNews news) {
        if (live == null) {
            changed = news;
        } else {
            live.changed(news);
        }
    }

    void persistence(PersistenceState state) {
        if (live == null) {
            persistence = state;
        } else {
            live.persistence(state);
        }
    }

    /** What was claimed at this epoch is another owner's; a room in memory is told by its life. */
    void lost(long epoch) {
        lostEpoch = epoch;
    }

    /** Whether what was loaded at this epoch was lost meanwhile. */
    boolean isLost(long epoch) {
        return epoch == lostEpoch;
    }

    /** The room is in memory: it is told the news, then those who wait go on. */
    void complete(T life, LiveRoom room) {
        live = room;
        room.persistence(persistence);
        if (changed != null) {
            room.changed(changed);
        }
        opened.complete(life);
    }

    /** Does nothing when the room was in memory. */
    void fail(ProjectUnavailable answer) {
        opened.tryFail(answer);
    }
}
