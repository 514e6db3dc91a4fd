package dev.easel.server.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * One question of a server to the database: on its way, done, and its answer on the way back. The two parts may be torn
 * from each other: a question whose answer is given up may still be done later.
 */
final class Errand<T> {
    final String what;
    final Instance from;
    private final Supplier<Future<T>> work;
    private final Promise<T> answer = Promise.promise();
    private Future<T> result;

    Errand(String what, Instance from, Supplier<Future<T>> work) {
        this.what = what;
        this.from = from;
        this.work = work;
    }

    Future<T> answer() {
        return answer.future();
    }

    boolean isDone() {
        return result != null;
    }

    /** It is done in the database. */
    void happen() {
        result = work.get();
    }

    /** It is not done, and its answer says that nobody knows. */
    void fail() {
        result = Future.failedFuture(what + " failed");
    }

    /** It is done, and the answer is lost. */
    void loseAnswer() {
        happen();
        fail();
    }

    /** Gives up the answer; what is to be done may still be. */
    Errand<T> tear() {
        Errand<T> late = new Errand<>(what + " (late)", null, work);
        fail();
        return late;
    }

    /** The answer is there. */
    void arrive() {
        if (from != null && from.isAlive()) {
            result.onComplete(answer);
        }
    }

    @Override
    public String toString() {
        return what + (from == null ? "" : " of " + from);
    }
}
