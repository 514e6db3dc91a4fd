package dev.easel.server.http;

import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.ProjectUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Waits until what was applied is durable, or saved, but not for ever. */
final class Durability {
    private static final long MOMENT_MS = 250;

    private final LiveProjects live;
    private final long patienceMs;

    /** @param patienceMs how long a caller is kept waiting */
    Durability(LiveProjects live, long patienceMs) {
        this.live = live;
        this.patienceMs = patienceMs;
    }

    /** What is durable, once it is {@code seq} at least; a 503 when that takes too long. */
    Future<Long> reach(UUID project, long epoch, long seq) {
        return live.whenDurable(project, epoch, seq)
                .timeout(patienceMs, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(undurable(seq, failure)));
    }

    private static Throwable undurable(long seq, Throwable failure) {
        boolean gone = failure instanceof ProjectUnavailable room && room.reason() == ProjectUnavailable.Reason.ABSENT;
        return gone
                ? failure
                : Problem.unavailable(
                        "everything up to " + seq + " is applied but not durable yet; try again", 1, failure);
    }

    /** What is durable now. */
    Future<Long> now(UUID project) {
        return live.durable(project);
    }

    /** Saves what is unsaved, and tells whether anything was; fails when that takes too long. */
    Future<Boolean> flush(UUID project) {
        return live.flush(project).timeout(patienceMs, TimeUnit.MILLISECONDS);
    }

    /** A while after which the journal may have caught up. */
    Future<Void> moment() {
        return Vertx.currentContext()
                .owner()
                .timer(MOMENT_MS, TimeUnit.MILLISECONDS)
                .mapEmpty();
    }
}
