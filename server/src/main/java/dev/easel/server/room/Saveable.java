package dev.easel.server.room;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * The rooms, as the auto-save sees them. May be called from any thread; futures complete on the context of the caller.
 * The epoch says which life of a room is meant: news for an earlier life is dropped.
 */
public interface Saveable {
    /** What there is to save of the project; empty when nothing is, or when it has no room. */
    Future<Optional<Capture>> capture(UUID project);

    /** Everything up to {@code seq} is committed. Completes when the room has taken note. */
    Future<Void> saved(UUID project, long epoch, long seq);

    /** A save failed and will be tried again. */
    void saveFailed(UUID project, long epoch);

    /** The project is owned by another life: this one ends without calling anything durable. */
    void lost(UUID project, long epoch);
}
