package dev.easel.server.call;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Limits how many requests of one kind are worked on at a time. A few more wait for their turn, in the order in which
 * they came. Used by all event loops.
 */
public final class Permits {
    /** Requests that wait, for each that is worked on. */
    static final int WAITING = 4;

    private final String busy;
    private final int retryAfterSeconds;
    private final int mostWaiting;
    private final long waitMs;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int free;

    /**
     * @param waitMs the most time that a request waits, in milliseconds
     * @param busy the detail of the 503 for a request that gets no permit
     */
    public Permits(int count, long waitMs, String busy, int retryAfterSeconds) {
        this.free = count;
        this.mostWaiting = count * WAITING;
        this.waitMs = waitMs;
        this.busy = busy;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** Fails when so many wait already that one more would get no permit: it need not send its body. */
    public synchronized void check() {
        if (free == 0 && waiting.size() >= mostWaiting) {
            throw refused();
        }
    }

    /** Does the work with a permit, which is returned when the work has ended, however it ended. */
    public <T> Future<T> run(Supplier<Future<T>> work) {
        return acquire()
                .compose(_ ->
                        Future.<Void>succeededFuture().compose(_ -> work.get()).onComplete((_, _) -> release()));
    }

    private synchronized Future<Void> acquire() {
        if (free > 0) {
            free--;
            return Future.succeededFuture();
        }
        check();
        Context context = Vertx.currentContext();
        Waiting one = new Waiting(context, Promise.promise());
        waiting.add(one);
        long timer = context.owner().setTimer(waitMs, _ -> giveUp(one));
        return one.permit.future().onComplete((_, _) -> context.owner().cancelTimer(timer));
    }

    private void giveUp(Waiting one) {
        boolean isWaiting;
        synchronized (this) {
            isWaiting = waiting.remove(one);
        }
        if (isWaiting) {
            one.permit.fail(refused());
        }
    }

    private synchronized void release() {
        Waiting next = waiting.poll();
        if (next == null) {
            free++;
        } else {
            next.context.runOnContext(_ -> next.permit.complete());
        }
    }

    private Problem refused() {
        return Problem.unavailable(busy, retryAfterSeconds, null);
    }

    /** Identity counts: it is not a record. */
    private static final class Waiting {
        private final Context context;
        private final Promise<Void> permit;

        Waiting(Context context, Promise<Void> permit) {
            this.context = context;
            this.permit = permit;
        }
    }
}
