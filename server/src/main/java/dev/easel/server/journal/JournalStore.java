package dev.easel.server.journal;

import dev.easel.server.persistence.Journal.Entry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Where the journal is kept, over a connection of its own. Futures complete on the context of the caller, where it has
 * one.
 */
public interface JournalStore {
    /**
     * Commits the runs in one statement: of each project whose stored epoch and seq are as its run says, all events; of
     * the others nothing.
     *
     * @return the projects whose run was committed; for the others {@link #positions} tells what they are at
     * @throws Refused (as the future's failure) the database will not take some event of the batch; nothing was written.
     *     Any other failure: nobody knows, ask for the positions
     */
    Future<Set<UUID>> commit(List<Run> batch);

    /** Where the stored projects stand; one that is not there is left out. */
    Future<Map<UUID, Position>> positions(Set<UUID> projects);

    /**
     * Events of one project, one behind the other.
     *
     * @param entries at least one; the stored project must stand right before the first
     */
    record Run(UUID project, long epoch, List<Entry> entries) {
        public Run {
            entries = List.copyOf(entries);
        }

        /** The seq the stored project must stand at. */
        public long after() {
            return entries.getFirst().event().seq() - 1;
        }

        public long upTo() {
            return entries.getLast().event().seq();
        }
    }

    /** Where a stored project stands: its epoch, and the seq of its last stored event. */
    record Position(long epoch, long seq) {}

    /** The database looked at the batch and will not take it, however often it is asked. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Refused(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
