package dev.easel.server.room;

/** Where the life of a room stands (architecture rule 5). */
enum LifeState {
    /** Those who come share one load. */
    LOADING,
    ACTIVE,
    /** It was idle and is being saved; then it leaves memory, unless somebody comes. */
    LEAVING,
    /** The server ends: no more edits are taken, the room is being saved. */
    DRAINING,
    /** It is gone; the next who comes starts a new life. */
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
