package dev.easel.server.http;

import io.vertx.core.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** At most so many at a time of something that is held in memory. May be used by several event loops. */
final class Permits {
    private final Semaphore free;
    private final String busy;
    private final int retryAfterSeconds;

    /** @param busy what is said to one more, who is asked to come again */
    Permits(int count, String busy, int retryAfterSeconds) {
        this.free = new Semaphore(count);
        this.busy = busy;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** Does the work in a place of its own, which is free again when the work has ended, however it did. */
    <T> Future<T> take(Supplier<Future<T>> work) {
        if (!free.tryAcquire()) {
            throw Problem.unavailable(busy, retryAfterSeconds, null);
        }
        return Future.<Void>succeededFuture().compose(_ -> work.get()).onComplete((_, _) -> free.release());
    }
}
