package dev.easel.server.persistence;

import dev.easel.protocol.ServerMessage.PersistenceState;
import java.util.UUID;

/**
 * The rooms, as the journal sees them. May be called from any thread. The epoch says which life of a room is meant:
 * news for an earlier life is dropped.
 */
public interface JournalListener {
    /** Everything up to {@code seq} is committed. */
    void durable(UUID project, long epoch, long seq);

    /** The project is owned by another life: this one ends without calling anything more durable. */
    void lost(UUID project, long epoch);

    /** The database does not take this event: its author is told, and its room is loaded again without it. */
    void unstorable(UUID project, long epoch, Journal.Entry entry);

    /** The state of the journal, for all projects. */
    void persistence(PersistenceState state);

    /**
     * The state of one project by itself, beside that of all. Ok before the first, and the last once nothing of the
     * project is left in the journal.
     */
    void persistence(UUID project, PersistenceState state);
}
