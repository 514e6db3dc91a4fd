package dev.easel.server.autosave;

import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.Future;

/**
 * Where saves are written. Futures complete on the context of the caller, where it has one. After a
 * failed future it is not known whether anything was written.
 */
public interface SaveStore {
    /** Writes the capture in one transaction, or nothing of it. Idempotent. */
    Future<SaveOutcome> save(Capture capture);

    /** Writes a snapshot, unless the project has another epoch, and deletes those that are not needed any more. */
    Future<Void> saveSnapshot(Snapshot snapshot);
}
