package dev.easel.server.bulk;

import io.vertx.core.Future;

/** Lets time pass. */
@FunctionalInterface
public interface Pause {
    /** Completes after {@code ms} milliseconds. */
    Future<Void> of(long ms);
}
