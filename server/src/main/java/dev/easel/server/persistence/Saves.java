package dev.easel.server.persistence;

import dev.easel.protocol.SavePolicy;
import io.vertx.core.Future;
import java.util.UUID;

/** The auto-save, as rooms see it. May be called from any thread. */
public interface Saves {
    /** The project has changed up to {@code seq} and has to be saved, when its policy says. */
    void mark(UUID project, long seq, SavePolicy policy);

    /** The project is gone, or its room lost it: there is nothing to save any more. */
    void forget(UUID project);

    /**
     * Waits for a save in flight, then saves what is left now. When it succeeds, everything applied before the call is
     * stored. Completes on the context of the caller.
     *
     * @return whether anything was unsaved when the call arrived; fails when it could not be saved
     */
    Future<Boolean> flush(UUID project);
}
