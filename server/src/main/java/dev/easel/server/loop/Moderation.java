package dev.easel.server.loop;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.TimeUnit;

/**
 * How often an event loop looks at its sockets: at each arrival, or, while it has much to tell, after a while, so that
 * it reads in one go what has come meanwhile. Times are nanoseconds of {@link System#nanoTime}. Confined to the loop it
 * belongs to.
 */
final class Moderation {
    private static final FastThreadLocal<Moderation> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected Moderation initialValue() {
            return new Moderation();
        }
    };

    /** It holds for so long and no longer, unless it is told again: a loop with nothing to tell reads at once. */
    static final long HOLDS = TimeUnit.MILLISECONDS.toNanos(2 * Pace.LONGEST_BEAT_MS);

    private long apart;
    private long until;

    private Moderation() {}

    /** That of the event loop that this is called on. */
    static Moderation ofLoop() {
        return OF_LOOP.get();
    }

    /** @param apartNanos between two looks; 0 to look at each arrival */
    void set(long apartNanos, long now) {
        apart = apartNanos;
        until = now + HOLDS;
    }

    /** Whether there is a time between two looks. */
    boolean isOn() {
        return apart != 0;
    }

    /**
     * How long from now the next look is due; 0 or less where it is.
     *
     * @param last when the sockets were looked at last
     */
    long wait(long last, long now) {
        return Math.min(last + apart - now, until - now);
    }
}
