package dev.easel.server.versions;

import dev.easel.server.catalog.Position;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The stored versions of projects. Futures complete on the context of the caller; they fail as those of the catalog do,
 * and with a {@link VersionRefusal} where what is asked for cannot be.
 */
public interface VersionStore {
    /** Versions of one project that somebody has asked for, or named. */
    int MOST = 10_000;

    /** Versions of one project that nobody has asked for or named; with one more the oldest goes. */
    int MOST_AUTO = 100;

    /** The latest first; with {@code after}, only those that come after this position. */
    Future<Page> list(UUID project, int limit, Optional<Position> after);

    Future<Version> find(UUID project, UUID version);

    /** Closes the active version at the seq of the object rows, and makes the new one that begins there active. */
    Future<Version> save(UUID project, Label label);

    /**
     * Names the canvas as of {@code seq}, and leaves everything else as it is.
     *
     * @param seq a stored event's, or 0
     */
    Future<Version> name(UUID project, long seq, Label label);

    /**
     * Notes the canvas as of {@code seq} by a version of kind auto, unless a version that is not active notes it
     * already. Of those that nobody has named the oldest go when there are too many.
     *
     * @param epoch in which the event is the project's
     * @return the version, where one was made
     */
    Future<Optional<UUID>> mark(UUID project, long epoch, long seq, Optional<String> by);

    Future<Version> rename(UUID project, UUID version, String name);

    /** Deletes a version that is not active. The events stay. */
    Future<Void> delete(UUID project, UUID version);

    /**
     * Ends the active version, in one step, and makes a new one of kind auto active that begins there: until the canvas
     * has become what another one holds.
     *
     * @return the new one
     */
    Future<UUID> leave(UUID project, Departure from);

    /** Makes another version the active one, in one step. */
    Future<Void> activate(UUID project, Switch to);

    /** @param by the author's name */
    record Label(Optional<String> name, Optional<String> by) {}

    /**
     * From the active version.
     *
     * @param epoch in which the event is the project's
     * @param from has to be active still
     * @param head where it ends: a seq that the rows have reached
     * @param by the author's name
     */
    record Departure(long epoch, UUID from, long head, Optional<String> by) {}

    /**
     * From one active version to another.
     *
     * @param epoch in which the canvas was turned into the other's content
     * @param from has to be active still
     * @param fromHead where that one ends: a seq that the rows have reached
     * @param isInterim whether that one was only for the way, and is deleted
     */
    record Switch(long epoch, UUID from, long fromHead, UUID to, boolean isInterim) {}

    /** @param next where the next page begins; empty when this is the last */
    record Page(List<Version> versions, Optional<Position> next) {
        public Page {
            versions = List.copyOf(versions);
        }
    }
}
