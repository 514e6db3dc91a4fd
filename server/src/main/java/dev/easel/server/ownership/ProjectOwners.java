package dev.easel.server.ownership;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Who owns a project, in its row; written in the name of one instance. May be used from any thread. */
public interface ProjectOwners {
    /** Empty when there is no such project. */
    Future<Optional<Owner>> find(UUID project);

    /**
     * Claims a project that nobody owns, or this instance did, whatever its epoch is.
     *
     * @param least the new epoch is this at least, and higher than the one before
     * @return the new epoch; empty when somebody else owns the project, or when there is none
     */
    Future<OptionalLong> take(UUID project, long least);

    /**
     * Claims a project from a dead owner.
     *
     * @param dead the row as it was read before its owner was found dead
     * @param beat of that owner when it was found dead, empty when it was not in the table: one that has beaten since
     *     lives
     * @param least the new epoch is this at least, and higher than the one before
     * @return the new epoch; empty when the row is another by now, or the owner has beaten
     */
    Future<OptionalLong> takeFrom(UUID project, Owner dead, OptionalLong beat, long least);

    /** Nobody owns it any more, if it is still this instance's at this epoch. */
    Future<Void> giveUp(UUID project, long epoch);

    /** Another instance owns it, if it is still this instance's at this epoch. */
    Future<Void> handOver(UUID project, long epoch, String successor);

    /** The epochs of those of the projects that are there. */
    Future<Map<UUID, Long>> epochs(Collection<UUID> projects);

    /**
     * As the row says.
     *
     * @param instance empty when nobody owns the project
     */
    record Owner(long epoch, Optional<String> instance) {}
}
