package dev.easel.server.journal;

import dev.easel.protocol.ServerMessage.PersistenceState;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Counts bytes of events that the journal has taken and not committed, of all projects or of one, and stops the taking
 * at a bound (rule D5). Taking goes on once half the bound is free, not at every event. Each change of the state is
 * told once.
 *
 * <p>{@link #add}, {@link #stop}, {@link #takesMore}, {@link #undurable} and {@link #state} may be called from any
 * thread; the rest is confined to the journal's loop.
 */
final class Backpressure {
    private final long bound;
    private final Consumer<PersistenceState> listener;
    private final AtomicLong undurable = new AtomicLong();
    private volatile boolean stopped;
    private volatile PersistenceState state = PersistenceState.OK;

    /**
     * @param bound bytes that may be undurable
     * @param listener is told each new state, on the journal's loop
     */
    Backpressure(long bound, Consumer<PersistenceState> listener) {
        this.bound = bound;
        this.listener = listener;
    }

    /** Counts bytes that are about to be queued; returns whether the bound is exceeded, which stops the taking. */
    boolean add(long bytes) {
        boolean isFull = undurable.addAndGet(bytes) > bound;
        if (isFull) {
            stopped = true;
        }
        return isFull;
    }

    /** Stops the taking as if the bound were reached. */
    void stop() {
        stopped = true;
    }

    boolean takesMore() {
        return !stopped;
    }

    /** The bytes taken and not committed. */
    long undurable() {
        return undurable.get();
    }

    PersistenceState state() {
        return state;
    }

    /** Nothing is counted, and everybody was told that all is well. */
    boolean isIdle() {
        return undurable.get() == 0 && !stopped && state == PersistenceState.OK;
    }

    /**
     * The bytes are committed or dropped. Where taking goes on, both states are told, stopped and ok: a client whose
     * edit was dropped in between sends it again only after it was told both.
     */
    void release(long bytes) {
        long left = undurable.addAndGet(-bytes);
        if (stopped && left <= bound / 2) {
            tell(PersistenceState.STOPPED);
            stopped = false;
            tell(PersistenceState.OK);
        }
    }

    void tellWhenStopped() {
        if (stopped) {
            tell(PersistenceState.STOPPED);
        }
    }

    void committed() {
        tell(stopped ? PersistenceState.STOPPED : PersistenceState.OK);
    }

    void commitFailed() {
        if (state == PersistenceState.OK) {
            tell(stopped ? PersistenceState.STOPPED : PersistenceState.DEGRADED);
        }
    }

    private void tell(PersistenceState next) {
        if (state != next) {
            state = next;
            listener.accept(next);
        }
    }
}
