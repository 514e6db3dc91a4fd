package dev.easel.server.database;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Runs asynchronous steps one after the other, without a chain of futures that grows with their number. */
public final class Iteration {
    private Iteration() {}

    /**
     * Runs steps until one yields false, or fails. A step must not complete before it is returned, or the stack grows;
     * here each step is a round trip to the database.
     */
    public static Future<Void> whileTrue(Supplier<Future<Boolean>> step) {
        Promise<Void> done = Promise.promise();
        next(step, done);
        return done.future();
    }

    private static void next(Supplier<Future<Boolean>> step, Promise<Void> done) {
        Future<Boolean> running;
        try {
            running = step.get();
        } catch (RuntimeException failure) {
            done.fail(failure);
            return;
        }
        running.onComplete(
                more -> {
                    if (more) {
                        next(step, done);
                    } else {
                        done.complete();
                    }
                },
                done::fail);
    }
}
