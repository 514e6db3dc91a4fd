package dev.easel.server.versions;

import dev.easel.server.bulk.BulkClients.Author;
import io.vertx.core.Future;
import java.util.UUID;

/** Notes what a canvas is before others change much of it. May be used from any thread. */
public interface Notes {
    /** By an auto version, unless one that is not active ends there, or there was never an event. */
    Future<Void> present(UUID project, Author author);
}
