package dev.easel.server.room;

import dev.easel.protocol.ServerMessage.AppliedEdit;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where projects are kept. Futures complete on the context of the caller, where it has one. A failed future always
 * means "could not tell", never "is not there".
 */
public interface ProjectStore {
    /** Raises the project's epoch, commits that, and only then reads, as one consistent state. */
    Future<Loaded> load(UUID project);

    /** Writes the capture in one transaction, or nothing of it. */
    Future<SaveOutcome> save(Capture capture);

    /** Where the stored project stands; empty when it is not there. Settles the outcome of a save that failed. */
    Future<Optional<Position>> position(UUID project);

    /** The client's stored edits from number {@code pending} on, lowest first, at most {@code limit}. */
    Future<List<AppliedEdit>> editsFrom(UUID project, UUID client, long pending, int limit);

    /** Those of the client's {@code edits} that are stored. */
    Future<List<AppliedEdit>> edits(UUID project, UUID client, List<Long> edits);

    /** @param seq the last stored event */
    record Position(long epoch, long seq) {}
}
