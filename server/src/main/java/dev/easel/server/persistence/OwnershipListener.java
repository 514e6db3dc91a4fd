package dev.easel.server.persistence;

import io.vertx.core.Future;
import java.util.UUID;

/** The rooms, as ownership sees them. May be called from any thread. */
public interface OwnershipListener {
    /** The project is owned by another life: this one ends without calling anything more durable. */
    void lost(UUID project, long epoch);

    /** The project's row is gone. */
    void deleted(UUID project);

    /** Completes when the rooms have done what they were told before. */
    Future<Void> heard();

    /** Whether no edits are taken for the time being, of any project: {@link Tenure} says the same for each edit. */
    void frozen(boolean isFrozen);
}
