package dev.easel.server.persistence;

import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Where projects are kept. Futures complete on the context of the caller, where it has one. A failed future always
 * means "could not tell", never "is not there".
 */
public interface ProjectStore {
    /**
     * Claims the project, which raises its epoch to one that it never had, and only then reads it, as one consistent
     * state. Where a row is not what a client could have made, the journal is read
     * instead of the rows, from the latest snapshot that can be read. Of a long journal only a part is in memory at a
     * time.
     *
     * @param limit is told all that is read, as it is read; the load stops with what it throws
     */
    Future<Loaded> load(UUID project, LoadLimit limit);

    /**
     * Gives up a project that was loaded at this epoch: its room has left memory, or never came to be. Must be called
     * for each project that was found.
     */
    void release(UUID project, long epoch);

    /**
     * Makes {@code successor} the owner of a project that was loaded at this epoch. All of its events must be durable.
     */
    Future<Void> handOver(UUID project, long epoch, String successor);

    /** The client's stored edits from number {@code pending} on, lowest first, at most {@code limit}. */
    Future<List<HeldEdit>> editsFrom(UUID project, UUID client, long pending, int limit);

    /** Those of the client's {@code edits} that are stored. */
    Future<List<HeldEdit>> edits(UUID project, UUID client, List<Long> edits);

    /**
     * What a client that comes back with {@code (epoch, seq)} missed, as far as only the journal knows it.
     *
     * @param upTo the seq up to which deletions are asked for; memory knows the later ones
     */
    Future<Missed> missed(UUID project, long epoch, long seq, long upTo);

    /**
     * @param firstOfLaterEpoch the seq of the first stored event of a later epoch than the client's
     * @param deleted ids deleted by events after the client's seq, up to the one asked for
     */
    record Missed(OptionalLong firstOfLaterEpoch, List<String> deleted) {
        public Missed {
            deleted = List.copyOf(deleted);
        }
    }
}
