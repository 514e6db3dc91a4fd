package dev.easel.server.call;

import io.vertx.core.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Limits how many requests of one kind are worked on at a time. May be used by several event loops. */
public final class Permits {
    private final Semaphore permits;
    private final String busy;
    private final int retryAfterSeconds;

    /** @param busy the detail of the 503 for a request that gets no permit */
    public Permits(int count, String busy, int retryAfterSeconds) {
        this.permits = new Semaphore(count);
        this.busy = busy;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** Does the work with a permit, which is returned when the work has ended, however it ended. */
    public <T> Future<T> run(Supplier<Future<T>> work) {
        if (!permits.tryAcquire()) {
            throw Problem.unavailable(busy, retryAfterSeconds, null);
        }
        return Future.<Void>succeededFuture().compose(_ -> work.get()).onComplete((_, _) -> permits.release());
    }
}
