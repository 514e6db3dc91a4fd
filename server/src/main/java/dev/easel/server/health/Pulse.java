package dev.easel.server.health;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether the event loops of the process answer. Each is asked once a second; one that has answered none of
 * {@link #HANGS_AFTER} questions in a row hangs, and nothing but a restart helps. It is counted by questions and by no
 * clock: who was paused as a whole, or had no core for long, has not asked either. Asked from one thread; may be read
 * from any.
 */
public final class Pulse {
    /** Questions in a row, one a second, without an answer. */
    public static final int HANGS_AFTER = 10;

    private final List<Beat> beats;

    /** @param loops by their names */
    public Pulse(Map<String, ? extends Executor> loops) {
        beats = loops.entrySet().stream()
                .map(loop -> new Beat(loop.getKey(), loop.getValue()))
                .toList();
    }

    /** To be called once a second, by nothing that runs on a loop. */
    public void ask() {
        beats.forEach(Beat::ask);
    }

    /** The names of the loops that hang. */
    public List<String> hanging() {
        return beats.stream()
                .filter(beat -> beat.unanswered.get() >= HANGS_AFTER)
                .map(beat -> beat.name)
                .toList();
    }

    private static final class Beat {
        private final String name;
        private final Executor loop;
        private volatile boolean hasAnswered = true;
        private final AtomicInteger unanswered = new AtomicInteger();

        Beat(String name, Executor loop) {
            this.name = name;
            this.loop = loop;
        }

        /** At most one question waits for its answer. */
        void ask() {
            if (hasAnswered) {
                unanswered.set(0);
                hasAnswered = false;
                loop.execute(() -> hasAnswered = true);
            } else {
                unanswered.incrementAndGet();
            }
        }
    }
}
