package dev.easel.server.autosave;

import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.Future;

/**
 * Where saves are written. Futures complete on the context of the caller, where it has one. A failed future always means
 * "could not tell whether it was written".
 */
public interface SaveStore {
    /** Writes the capture in one transaction, or nothing of it. Doing it again does no harm. */
    Future<SaveOutcome> save(Capture capture);

    /** Writes a snapshot, or does not where the epoch is another; keeps the snapshots of a project few. */
    Future<Void> saveSnapshot(Snapshot snapshot);
}
