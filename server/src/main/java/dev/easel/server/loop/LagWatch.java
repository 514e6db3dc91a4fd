package dev.easel.server.loop;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Finds out how late an event loop does what is due: what holds it for long delays everybody on it. Its methods may be
 * called from any thread.
 */
public final class LagWatch {
    /** Time between two looks, in milliseconds: what holds the loop for longer is always seen. */
    static final long EVERY_MS = 100;

    private static final long NEVER = Long.MAX_VALUE;

    private final Loop loop;
    private final LongSupplier monotonicMs;
    private final LongConsumer lag;
    private volatile long dueMs = NEVER;
    private volatile boolean stopped;

    /**
     * @param monotonicMs milliseconds of a clock that is never set
     * @param lag told at each look how late it was, in milliseconds, on the loop
     */
    public LagWatch(Loop loop, LongSupplier monotonicMs, LongConsumer lag) {
        this.loop = loop;
        this.monotonicMs = monotonicMs;
        this.lag = lag;
    }

    public void start() {
        loop.execute(this::next);
    }

    public void stop() {
        stopped = true;
    }

    private void next() {
        dueMs = monotonicMs.getAsLong() + EVERY_MS;
        loop.after(EVERY_MS, this::look);
    }

    private void look() {
        lag.accept(overdueMs());
        if (!stopped) {
            next();
        }
    }

    /** How long the next look is overdue, in milliseconds: while the loop is held, nothing else tells. */
    public long overdueMs() {
        long due = dueMs;
        return due == NEVER ? 0 : Math.max(0, monotonicMs.getAsLong() - due);
    }
}
