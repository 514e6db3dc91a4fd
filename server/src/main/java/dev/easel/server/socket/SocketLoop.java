package dev.easel.server.socket;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The event loop that one socket is confined to, with its clock. */
final class SocketLoop {
    private final EventExecutor executor;
    private final Executor context;

    /** @param context runs a task at once, as one of the Vert.x context that the socket belongs to */
    SocketLoop(EventExecutor executor, Executor context) {
        this.executor = executor;
        this.context = context;
    }

    /** Milliseconds on a clock that only moves forward. */
    long now() {
        return TimeUnit.NANOSECONDS.toMillis(executor.ticker().nanoTime());
    }

    /** Runs a task on the loop: at once where this is the loop. May be called from any thread. */
    void run(Runnable task) {
        if (executor.inEventLoop()) {
            task.run();
        } else {
            executor.execute(task);
        }
    }

    /** Runs a task at once, in the context. Called on the loop. */
    void inContext(Runnable task) {
        context.execute(task);
    }

    /** Runs a task once, in the context, unless it is cancelled first. Called on the loop. */
    Timer after(long delayMs, Runnable task) {
        var scheduled = executor.schedule(() -> context.execute(task), delayMs, TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    /** A task that waits for its time. */
    interface Timer {
        void cancel();
    }
}
