package dev.easel.server.loop;

import java.util.ArrayList;
import java.util.List;

/**
 * When the rooms of a loop tell what has happened. While few deliveries fall due, at the end of the turn: a lone edit
 * waits for nobody. When they are many, on a common beat, many events to a frame: it is the write to each receiver that
 * costs. Where telling takes the loop long, because receivers are very many, the beat is longer still, so that half of
 * the loop's time is left for everything else. On a beat the loop need not read each edit as it comes either, and
 * reads every few milliseconds what has come. A delivery is one event for one session. Confined to the loop.
 */
public final class Pace {
    /** Longest beat for the sake of the deliveries alone, in milliseconds: a frame of a screen. */
    static final long BEAT_MS = 17;

    /** Longest beat of all, in milliseconds. */
    static final long LONGEST_BEAT_MS = 200;

    /** So often sockets are looked at within a beat, and within {@link #BEAT_MS} of a longer one. */
    private static final long LOOKS = 4;

    /** The part of a beat's time that telling may take is one of so many. */
    private static final long PARTS = 2;

    /** After so long without a beat, in milliseconds, what telling took before says nothing. */
    private static final long SILENCE_MS = 1_000;

    /** How long deliveries are counted before their rate is computed again, in milliseconds. */
    private static final long WINDOW_MS = 50;

    private final Loop loop;
    private final int atOnce;
    private final List<Runnable> waiting = new ArrayList<>();
    private final TimesLately lately = new TimesLately();
    private long windowFrom;
    private long counted;
    private long perSecond;
    private long lastBeat;
    private long took;

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
        long beat = beat();
        long wait = Math.clamp(lastBeat + beat - loop.now(), 0, beat);
        Runnable timed = () -> timed(task);
        if (!waiting.isEmpty()) {
            waiting.add(() -> guarded.execute(timed));
        } else if (wait == 0) {
            begin();
            guarded.execute(timed);
        } else {
            waiting.add(() -> guarded.execute(timed));
            loop.after(wait, this::beatNow);
        }
    }

    private void timed(Runnable task) {
        long from = loop.now();
        task.run();
        took += Math.max(0, loop.now() - from);
    }

    private void begin() {
        long now = loop.now();
        if (now - lastBeat - took > SILENCE_MS) {
            lately.forget();
        } else {
            lately.add(took);
        }
        lastBeat = now;
        took = 0;
        loop.moderate(Math.min(beat(), BEAT_MS) / LOOKS);
    }

    /** Each room in a turn of its own, so that an error in one does not keep the others from sending. */
    private void beatNow() {
        begin();
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    /** Milliseconds between two beats: none while there is little to deliver, and telling takes no time. */
    private long beat() {
        long forDeliveries = Math.clamp((perSecond - atOnce) * BEAT_MS / Math.max(1, atOnce), 0, BEAT_MS);
        return Math.clamp(PARTS * lately.usual(), forDeliveries, LONGEST_BEAT_MS);
    }
}
