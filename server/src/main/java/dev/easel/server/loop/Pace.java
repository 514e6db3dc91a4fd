package dev.easel.server.loop;

import java.util.ArrayList;
import java.util.List;

/**
 * When the rooms of a loop tell what has happened. While few deliveries fall due, at the end of the turn: a lone edit
 * waits for nobody. When they are many, on a common beat, many events to a frame: it is the write to each receiver that
 * costs. A delivery is one event for one session. Confined to the loop.
 */
public final class Pace {
    /** Longest beat, in milliseconds. */
    static final long BEAT_MS = 16;

    /** How long deliveries are counted before their rate is computed again, in milliseconds. */
    private static final long WINDOW_MS = 50;

    private final Loop loop;
    private final int atOnce;
    private final List<Runnable> waiting = new ArrayList<>();
    private long windowFrom;
    private long counted;
    private long perSecond;
    private long lastBeat;

    /**
     * @param atOnce deliveries a second up to which each turn is told at once; from twice as many on the beat is the
     *     longest
     */
    public Pace(Loop loop, int atOnce) {
        this.loop = loop;
        this.atOnce = atOnce;
        windowFrom = loop.now();
    }

    /** This many more deliveries fall due. */
    public void due(int deliveries) {
        counted += deliveries;
        long elapsed = loop.now() - windowFrom;
        if (elapsed >= WINDOW_MS || elapsed < 0) {
            perSecond = elapsed < 0 ? 0 : counted * 1_000 / elapsed;
            windowFrom += elapsed;
            counted = 0;
        }
    }

    /**
     * Runs {@code task} when it is time to tell.
     *
     * @param guarded this very loop, with the guard of the room that tells
     */
    public void whenTime(Loop guarded, Runnable task) {
        long wait = Math.clamp(lastBeat + beat() - loop.now(), 0, BEAT_MS);
        if (!waiting.isEmpty()) {
            waiting.add(() -> guarded.execute(task));
        } else if (wait == 0) {
            lastBeat = loop.now();
            guarded.execute(task);
        } else {
            waiting.add(() -> guarded.execute(task));
            loop.after(wait, this::beatNow);
        }
    }

    /** Each room in a turn of its own, so that an error in one does not keep the others from sending. */
    private void beatNow() {
        lastBeat = loop.now();
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    /** Milliseconds between two beats: none while there is little to deliver. */
    private long beat() {
        return Math.clamp((perSecond - atOnce) * BEAT_MS / Math.max(1, atOnce), 0, BEAT_MS);
    }
}
