package dev.easel.server.ownership;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The table of instances, in the name of one of them. */
public interface Instances {
    /**
     * Connects, takes the lock of this instance, and enters the table.
     *
     * @param told is told of each project that was claimed from its owner, changed or deleted, as long as the
     *     connection lasts
     */
    Future<Connected> connect(Consumer<UUID> told);

    /** A connection while it lasts. The lock is held as long; once it is lost another one is made. */
    interface Connected {
        /**
         * Raises the own beat, and reads the rows of all. Enters the table again where the own row was removed.
         *
         * @param isLeaving whether this instance takes nothing more
         */
        Future<List<Sighting>> beat(boolean isLeaving);

        /** Removes the row of one that was dead when it was seen, unless it has beaten since. */
        Future<Void> remove(Sighting dead);

        /** This instance ends in good order. */
        Future<Void> leave();

        Future<Void> close();
    }
}
