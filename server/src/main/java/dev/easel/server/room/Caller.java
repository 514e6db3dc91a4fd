package dev.easel.server.room;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Does something on another loop and brings the answer back to the context of whoever asked, where there is one. */
public final class Caller {
    private Caller() {}

    /** What {@code task} comes to on {@code loop}; what it throws is a failed future. */
    public static <T> Future<T> ask(Loop loop, Supplier<Future<T>> task) {
        Context caller = Vertx.currentContext();
        Promise<T> answer = Promise.promise();
        loop.execute(() -> {
            Future<T> result;
            try {
                result = task.get();
            } catch (RuntimeException broken) {
                result = Future.failedFuture(broken);
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
}
