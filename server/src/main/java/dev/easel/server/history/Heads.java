package dev.easel.server.history;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** The last durable events of projects. */
@FunctionalInterface
interface Heads {
    /** Their seqs; a project that is not there is left out. */
    Future<Map<UUID, Long>> of(Collection<UUID> projects);
}
