package dev.easel.server.room;

/** The state of a room's life (architecture rule 5). */
enum LifeState {
    /** Clients that come share one load. */
    LOADING,
    ACTIVE,
    /** It was idle and is being saved; then it leaves memory, unless a client comes. */
    LEAVING,
    /** The server ends: no more edits are taken, the room is being saved. */
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

    boolean takesEdits() {
        return this == ACTIVE || this == LEAVING;
    }
}
