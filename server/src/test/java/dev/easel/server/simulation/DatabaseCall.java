package dev.easel.server.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * One call of a server to the database: it travels, is executed, and its answer travels back. A call whose answer was
 * given up may still be executed later.
 */
final class DatabaseCall<T> {
    final String what;
    final Instance from;
    private final Supplier<Future<T>> work;
    private final Promise<T> answer = Promise.promise();
    private Future<T> result;

    DatabaseCall(String what, Instance from, Supplier<Future<T>> work) {
        this.what = what;
        this.from = from;
        this.work = work;
    }

    Future<T> answer() {
        return answer.future();
    }

    /** Whether the server cannot take the answer now. */
    boolean isHeldUp() {
        return isDone() && from != null && from.isPaused();
    }

    boolean isDone() {
        return result != null;
    }

    /** The database executes it. */
    void execute() {
        result = work.get();
    }

    /** It is not executed, and fails for its caller. */
    void fail() {
        result = Future.failedFuture(what + " failed");
    }

    /** It is executed, and fails for its caller all the same. */
    void loseAnswer() {
        execute();
        fail();
    }

    /** Fails for its caller, and returns the call that the database may still execute. */
    DatabaseCall<T> abandon() {
        DatabaseCall<T> late = new DatabaseCall<>(what + " (late)", null, work);
        fail();
        return late;
    }

    /** The answer arrives. */
    void deliver() {
        if (from != null && from.isAlive()) {
            result.onComplete(answer);
        }
    }

    @Override
    public String toString() {
        return what + (from == null ? "" : " of " + from);
    }
}
