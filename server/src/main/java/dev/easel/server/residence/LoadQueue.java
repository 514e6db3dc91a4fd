package dev.easel.server.residence;

import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The loads that run, and those that wait for their turn, the oldest request first. May be used from any thread. */
final class LoadQueue {
    private final int atOnce;
    private final int mostWaiting;
    private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    private int running;

    LoadQueue(int atOnce, int mostWaiting) {
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
    }

    /** Completes when the load may begin; then {@link #leave} is called once. Fails when too many wait. */
    synchronized Future<Void> enter() {
        if (running < atOnce) {
            running++;
            return Future.succeededFuture();
        }
        if (waiting.size() >= mostWaiting) {
            return Future.failedFuture(new ProjectUnavailable(Reason.BUSY, null));
        }
        Promise<Void> turn = Promise.promise();
        waiting.add(turn);
        return turn.future();
    }

    /** A load has ended: the next may begin. */
    void leave() {
        Promise<Void> next = next();
        if (next != null) {
            next.complete(); // outside the lock
        }
    }

    private synchronized @Nullable Promise<Void> next() {
        Promise<Void> next = waiting.poll();
        if (next == null) {
            running--;
        }
        return next;
    }

    synchronized int waiting() {
        return waiting.size();
    }
}
