package dev.easel.server;

import io.vertx.core.Future;

/** Lets an ordinary thread wait for a future. Never on an event loop. */
final class Blocking {
    private Blocking() {}

    /** @throws java.util.concurrent.CompletionException the future failed; its failure is the cause */
    static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
