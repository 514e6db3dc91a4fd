package dev.easel.server.bulk;

import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.ProjectUnavailable;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Waits until edits that were applied are durable, for a bounded time. May be used from any thread. */
public final class Durability {
    private final LiveProjects live;
    private final long timeoutMs;

    public Durability(LiveProjects live, long timeoutMs) {
        this.live = live;
        this.timeoutMs = timeoutMs;
    }

    /** The seq of the last durable event, once it is {@code seq} or higher. */
    public Future<Long> reach(UUID project, long epoch, long seq) {
        return live.whenDurable(project, epoch, seq)
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(notDurable(seq, failure)));
    }

    private static Throwable notDurable(long seq, Throwable failure) {
        boolean isDeleted = failure instanceof ProjectUnavailable unavailable
                && unavailable.reason() == ProjectUnavailable.Reason.ABSENT;
        return isDeleted
                ? failure
                : new BulkFailure(
                        BulkFailure.Reason.NOT_DURABLE,
                        "everything up to " + seq + " is applied but not durable yet; try again",
                        failure);
    }
}
