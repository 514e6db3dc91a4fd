package dev.easel.server.catalog;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The projects that were deleted and can be brought back, each for the same time after its deletion. Nothing else finds
 * them. Futures complete on the context of the caller. They fail with {@link CatalogUnavailable} when the store does
 * not answer, and with {@link CatalogRefusal} when it does not take a value.
 */
public interface Trash {
    /** How long a project is kept; 0: not at all. */
    int days();

    /**
     * Puts the project into the trash, with all that is durable of it; where the trash keeps nothing, deletes it for
     * good. False when there was no such project.
     *
     * @param by as of {@code Projects.delete}
     */
    Future<Boolean> discard(UUID project, Optional<String> by);

    /** The same, by nobody. */
    default Future<Boolean> discard(UUID project) {
        return discard(project, Optional.empty());
    }

    /**
     * Takes the project out of the trash, where it is in there.
     *
     * @param by as of {@code Projects.delete}
     */
    Future<Void> undelete(UUID project, Optional<String> by);

    /** The same, by nobody. */
    default Future<Void> undelete(UUID project) {
        return undelete(project, Optional.empty());
    }

    /** The last deleted first; if {@code after} is given, only those that come after this position. */
    default Future<Listing> list(int limit, Optional<Position> after) {
        return list(limit, after, Optional.empty());
    }

    /** @param owner a user id: only those that are theirs; empty where nobody signs in */
    Future<Listing> list(int limit, Optional<Position> after, Optional<String> owner);

    /**
     * A project in the trash.
     *
     * @param createdAt in milliseconds since 1970, as the other times
     * @param deletedAt when it came into the trash
     * @param purgeAt from then on it may be deleted for good at any moment
     */
    record Trashed(UUID id, String title, long createdAt, long updatedAt, long deletedAt, long purgeAt) {}

    /** @param next where the next page begins; empty when this is the last */
    record Listing(List<Trashed> projects, Optional<Position> next) {
        public Listing {
            projects = List.copyOf(projects);
        }
    }
}
