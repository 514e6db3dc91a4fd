package dev.easel.server.persistence;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * The rooms, as the auto-save sees them. May be called from any thread; futures complete on the context of the caller.
 * The epoch says which life of a room is meant: news for an earlier life is dropped.
 */
public interface SaveSource {
    /**
     * Completes once everything that the project has applied at the call is durable, at once when it has no room; fails
     * when the room closes before.
     */
    Future<Void> allDurable(UUID project);

    /**
     * What there is to save of the project now; empty when nothing is, or when it has no room. Completes once all of it
     * is durable, so that a save never runs ahead of the journal; fails when the room closes before.
     */
    Future<Optional<Capture>> capture(UUID project);

    /**
     * All objects, once durable, when {@code events} or more have come since the last snapshot; otherwise empty.
     */
    Future<Optional<Snapshot>> snapshot(UUID project, long events);

    /** The object rows stand at {@code seq} now. Completes when the room has taken note. */
    Future<Void> saved(UUID project, long epoch, long seq);

    /** A snapshot at {@code seq} was made, or tried. */
    void snapshotted(UUID project, long epoch, long seq);

    /** The project is owned by another life: this one ends without calling anything durable. */
    void lost(UUID project, long epoch);
}
