package dev.easel.server.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Asynchronous steps one after the other, without a chain of futures that grows with their number. */
final class Repeat {
    private Repeat() {}

    /** Takes steps until one says false, or fails. No step completes before it returns: each is a round trip. */
    static Future<Void> whileTrue(Supplier<Future<Boolean>> step) {
        Promise<Void> done = Promise.promise();
        next(step, done);
        return done.future();
    }

    private static void next(Supplier<Future<Boolean>> step, Promise<Void> done) {
        Future<Boolean> taken;
        try {
            taken = step.get();
        } catch (RuntimeException broken) {
            done.fail(broken);
            return;
        }
        taken.onComplete(
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
