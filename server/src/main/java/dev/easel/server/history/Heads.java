package dev.easel.server.history;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** The ends of the journals of projects. */
@FunctionalInterface
interface Heads {
    /** A project that is not there is left out. */
    Future<Map<UUID, Head>> of(Collection<UUID> projects);

    /**
     * @param seq of the last durable event
     * @param epoch of the last load: without a further one no event is lost and replaced
     */
    record Head(long seq, long epoch) {}
}
