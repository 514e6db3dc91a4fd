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
     */
    Future<Void> mark(UUID project, long epoch, long seq, Optional<String> by);

    Future<Version> rename(UUID project, UUID version, String name);

    /** Deletes a version that is not active. The events stay. */
    Future<Void> delete(UUID project, UUID version);

    /**
     * In one step: the active version ends where the object rows are, and one of kind auto that begins there is active,
     * until the canvas has become what another one holds. That other one is of kind manual from here on.
     */
    Future<Left> leave(UUID project, Departure from);

    /** In one step: another version is active, and the one of the way is deleted. */
    Future<Void> activate(UUID project, Switch to);

    /** @param by the author's name */
    record Label(Optional<String> name, Optional<String> by) {}

    /**
     * From the active version to another.
     *
     * @param epoch in which the event is the project's
     * @param seq an event that the rows have to have reached
     * @param by the author's name
     */
    record Departure(long epoch, long seq, UUID to, Optional<String> by) {}

    /**
     * What was left.
     *
     * @param from the version that was active
     * @param head where it ends
     * @param interim the version that is active on the way
     */
    record Left(UUID from, long head, UUID interim) {}

    /**
     * The end of the way.
     *
     * @param epoch in which the canvas was turned into the other's content
     * @param from the version that was left
     * @param fromHead where that one ends: the last durable event before the first of the way
     * @param interim has to be active still
     */
    record Switch(long epoch, UUID from, long fromHead, UUID interim, UUID to) {}

    /** @param next where the next page begins; empty when this is the last */
    record Page(List<Version> versions, Optional<Position> next) {
        public Page {
            versions = List.copyOf(versions);
        }
    }
}
