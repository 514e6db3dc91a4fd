package dev.easel.server;

import static dev.easel.server.Blocking.await;

import dev.easel.server.database.DatabaseNotYet;
import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Asks the database at the start until it can be used, and tells why it cannot. Blocks the one thread that uses it. */
final class DatabaseWait {
    /** Between two tries. */
    static final long RETRY_MS = 2_000;

    /** The same reason is told again after this time. */
    static final long TOLD_MS = 30_000;

    private final Time time;
    private final Consumer<String> tell;

    /** @param tell is given what to tell whoever runs the server */
    DatabaseWait(Time time, Consumer<String> tell) {
        this.time = time;
        this.tell = tell;
    }

    /**
     * The answer, once there is one.
     *
     * @throws ToldToEnd the server was told to end meanwhile
     * @throws CompletionException waiting would not help
     */
    <T> T until(Supplier<Future<T>> ask) throws InterruptedException {
        String told = "";
        long toldAt = 0;
        for (long pauseMs = 0; time.pass(pauseMs); pauseMs = RETRY_MS) {
            try {
                return await(ask.get());
            } catch (CompletionException failure) {
                if (!(failure.getCause() instanceof DatabaseNotYet notYet)) {
                    throw failure;
                }
                String why = String.valueOf(notYet.getMessage());
                if (!why.equals(told) || time.nowMs() - toldAt >= TOLD_MS) {
                    tell.accept(why + "; trying again every " + TimeUnit.MILLISECONDS.toSeconds(RETRY_MS) + " s");
                    told = why;
                    toldAt = time.nowMs();
                }
            }
        }
        throw new ToldToEnd(null);
    }

    /** A clock that never goes back, and the passing of time. */
    interface Time {
        long nowMs();

        /** Waits for so long; false, at once, when the server is to end. */
        boolean pass(long ms) throws InterruptedException;
    }
}
