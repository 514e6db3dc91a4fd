package dev.easel.server.loop;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One event loop: a thread and its clock. Tasks run one after the other, in the order they were given.
 *
 * <p>{@link #execute}, {@link #ask} and {@link #askPiece} may be called from any thread; the rest on the loop itself.
 */
public interface Loop {
    void execute(Runnable task);

    /**
     * Runs a piece of long work after the tasks there are. Between two pieces, or a few short ones, what has arrived is
     * read and dealt with. Pieces run in the order they were given.
     */
    void giveWay(Runnable piece);

    /** Runs {@code task} once, {@code delayMs} from now, unless it is cancelled first. */
    Timer after(long delayMs, Runnable task);

    /** Runs work that would hold the loop for too long on another thread; completes on the loop or elsewhere. */
    <T> Future<T> offload(Supplier<T> work);

    /**
     * The same for work that can wait and is nothing but computing, as compression is. A part of the cores does it, for
     * all loops together, so that the rest goes on with what people wait for. Fails where much waits already. To be
     * called on the loop.
     */
    default <T> Future<T> compute(Supplier<T> work) {
        return offload(work);
    }

    /** The same future, completing on this loop wherever it came from. */
    default <T> Future<T> bring(Future<T> future) {
        Promise<T> here = Promise.promise();
        future.onComplete((value, failure) -> execute(() -> here.complete(value, failure)));
        return here.future();
    }

    /** The same future, completing on this loop; it fails when it has not completed within {@code ms} milliseconds. */
    default <T> Future<T> within(long ms, Future<T> future) {
        Promise<T> here = Promise.promise();
        Timer deadline = after(ms, () -> here.tryFail(new TimeoutException("no answer within " + ms + " ms")));
        future.onComplete((value, failure) -> execute(() -> {
            deadline.cancel();
            if (failure == null) {
                here.tryComplete(value);
            } else {
                here.tryFail(failure);
            }
        }));
        return here.future();
    }

    /**
     * Runs {@code task} on this loop and completes with its answer on the context of the caller, where there is one.
     * What the task throws is a failed future. May be called from any thread.
     */
    default <T> Future<T> ask(Supplier<Future<T>> task) {
        return ask(this::execute, task);
    }

    /**
     * The same for a piece of long work: a caller that asks for the next piece as soon as it has the answer holds the
     * loop for no longer than one.
     */
    default <T> Future<T> askPiece(Supplier<Future<T>> piece) {
        return ask(run -> execute(() -> giveWay(run)), piece);
    }

    private static <T> Future<T> ask(Consumer<Runnable> runs, Supplier<Future<T>> task) {
        Context caller = Vertx.currentContext();
        Promise<T> answer = Promise.promise();
        runs.accept(() -> {
            Future<T> result;
            try {
                result = task.get();
            } catch (RuntimeException | Error failure) { // an error, too: the caller would wait for ever
                result = Future.failedFuture(failure);
            }
            result.onComplete((value, failure) -> {
                if (caller == null) {
                    answer.complete(value, failure);
                } else {
                    caller.runOnContext(_ -> answer.complete(value, failure));
                }
            });
        });
        return answer.future();
    }

    /**
     * For now, sockets that have something to read, or room for something to write, may wait until so many milliseconds
     * have passed since they were looked at last; 0 for not at all. Tasks and timers do not wait.
     */
    void moderate(long ms);

    /** Milliseconds since 1970. */
    long now();

    /** A task that waits for its time. */
    interface Timer {
        void cancel();
    }
}
