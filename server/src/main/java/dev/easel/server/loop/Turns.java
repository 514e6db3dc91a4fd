package dev.easel.server.loop;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets works on the same thing follow one another, in the order in which they came; those on other things do not wait
 * for them. May be used from any thread.
 *
 * @param <K> what a work is on
 */
public final class Turns<K> {
    private final int mostWaiting;
    private final Supplier<? extends RuntimeException> full;

    /** Of each thing that is worked on, those that wait. */
    private final Map<K, Queue<Waiting>> waiting = new HashMap<>();

    /**
     * @param mostWaiting works that wait for others on the same thing
     * @param full what one more fails with
     */
    public Turns(int mostWaiting, Supplier<? extends RuntimeException> full) {
        this.mostWaiting = mostWaiting;
        this.full = full;
    }

    /**
     * Does the work when its turn has come, on the context of the caller. The turn ends with the work, however that
     * ends.
     */
    public <T> Future<T> run(K key, Supplier<Future<T>> work) {
        return begin(key)
                .compose(_ ->
                        Future.<Void>succeededFuture().compose(_ -> work.get()).onComplete((_, _) -> end(key)));
    }

    private synchronized Future<Void> begin(K key) {
        Queue<Waiting> those = waiting.get(key);
        if (those == null) {
            waiting.put(key, new ArrayDeque<>());
            return Future.succeededFuture();
        }
        if (those.size() == mostWaiting) {
            return Future.failedFuture(full.get());
        }
        Waiting one = new Waiting(Vertx.currentContext(), Promise.promise());
        those.add(one);
        return one.turn.future();
    }

    private void end(K key) {
        Waiting next = next(key);
        if (next == null) {
            return;
        }
        if (next.caller == null) {
            next.turn.complete();
        } else {
            next.caller.runOnContext(_ -> next.turn.complete());
        }
    }

    private synchronized @Nullable Waiting next(K key) {
        Queue<Waiting> those = waiting.get(key);
        Waiting next = those == null ? null : those.poll();
        if (next == null) {
            waiting.remove(key);
        }
        return next;
    }

    /** @param caller its context, where it has one */
    private record Waiting(@Nullable Context caller, Promise<Void> turn) {}
}
