package dev.easel.server.room;

import dev.easel.server.metrics.RoomMetrics;
import org.jspecify.annotations.Nullable;

/** The state of a room's life (architecture rule 5). */
enum LifeState {
    /** Clients that come share one load. */
    LOADING,
    ACTIVE,
    /** It was idle and is being saved; then it leaves memory, unless a client comes. */
    LEAVING,
    /** The server ends, or the room moves to another: no more edits are taken, the room is being saved. */
    DRAINING,
    /** The room is gone; the next client starts a new life. */
    CLOSED;

    boolean mayBecome(LifeState next) {
        return switch (this) {
            case LOADING -> next == ACTIVE || next == CLOSED;
            case ACTIVE -> next == LEAVING || next == DRAINING || next == CLOSED;
            case LEAVING -> next == ACTIVE || next == DRAINING || next == CLOSED;
            case DRAINING -> next == CLOSED;
            case CLOSED -> false;
        };
    }

    /** As what a room in this state is counted; null when it is not. */
    RoomMetrics.@Nullable State counted() {
        return switch (this) {
            case LOADING -> RoomMetrics.State.LOADING;
            case ACTIVE -> RoomMetrics.State.ACTIVE;
            case LEAVING -> RoomMetrics.State.LEAVING;
            case DRAINING -> RoomMetrics.State.DRAINING;
            case CLOSED -> null;
        };
    }

    boolean takesEdits() {
        return this == ACTIVE || this == LEAVING;
    }
}
