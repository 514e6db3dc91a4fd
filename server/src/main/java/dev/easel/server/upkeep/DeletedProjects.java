package dev.easel.server.upkeep;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The projects that were deleted: those in the trash, and those that have left rows behind. Futures complete on the
 * context of the caller.
 */
public interface DeletedProjects {
    /**
     * Deletes some of those for good that have been in the trash for long enough: a bounded number, in a short
     * transaction.
     *
     * @return how many; 0 when there is none
     */
    Future<Integer> purgeSome();

    /** How many are in the trash. */
    Future<Long> trashed();

    /** The one that was deleted for good longest ago, of those that have rows left; empty when there is none. */
    Future<Optional<Remains>> next(Set<UUID> except);

    /**
     * What a deleted project has left. Where another instance removes the same, both get on.
     *
     * @see #next
     */
    interface Remains {
        UUID project();

        /** How many deleted projects have rows left, this one included. */
        long waiting();

        /**
         * Removes some rows in a short transaction: a bounded number, of bounded size.
         *
         * @return how many; 0 when none is left
         */
        Future<Integer> removeSome();
    }
}
