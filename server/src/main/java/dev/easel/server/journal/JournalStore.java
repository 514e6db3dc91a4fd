package dev.easel.server.journal;

import dev.easel.server.persistence.Journal.Entry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Stores the journal, over a connection of its own. Futures complete on the context of the caller, where it has one.
 */
public interface JournalStore {
    /**
     * Commits the runs in one statement: all events of each project whose stored epoch and seq are those of its run,
     * and no event of the other projects.
     *
     * @return the projects whose run was committed; {@link #positions} tells where the others stand
     * @throws NotWritten (as the future's failure) the database has answered, and nothing was written. After any other
     *     failure it is not known what was written, nor whether the database works at all
     */
    Future<Set<UUID>> commit(List<Run> batch);

    /**
     * The stored positions of the projects; a project that does not exist is left out. What they tell of is as durable
     * as what a commit has answered.
     *
     * @throws NotWritten (as the future's failure) the database has answered, and does not tell: somebody may hold a
     *     row so that it cannot even be read in this way
     */
    Future<Map<UUID, Position>> positions(Set<UUID> projects);

    /**
     * Consecutive events of one project.
     *
     * @param entries at least one; the stored project must stand at the seq before the first
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

        /** The bytes of its events, as the bounds of the journal count them. */
        long bytes() {
            return entries.stream().mapToLong(Entry::bytes).sum();
        }
    }

    /** The epoch of a stored project, and the seq of its last stored event. */
    record Position(long epoch, long seq) {}

    /** The database has answered, and not done what it was asked for. It works: the cause is in this batch. */
    abstract sealed class NotWritten extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NotWritten(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** The database refuses a value in the batch: a repetition cannot help. */
    final class Refused extends NotWritten {
        private static final long serialVersionUID = 1L;

        public Refused(Throwable cause) {
            super(cause);
        }
    }

    /** The commit failed for another reason, such as a lock or a trigger: a later try may succeed. */
    final class Failed extends NotWritten {
        private static final long serialVersionUID = 1L;

        private final boolean isOutOfTime;

        /** @param isOutOfTime the statement was ended because it took too long, or waited too long for a lock */
        public Failed(Throwable cause, boolean isOutOfTime) {
            super(cause);
            this.isOutOfTime = isOutOfTime;
        }

        public boolean isOutOfTime() {
            return isOutOfTime;
        }
    }
}
