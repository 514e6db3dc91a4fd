package dev.easel.server.loop;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/**
 * When the rooms of a loop tell what has happened. While few deliveries fall due, at the end of the turn: a lone edit
 * waits for nobody. When they are many, on a common beat, many events to a frame: it is the write to each receiver that
 * costs. Telling takes a part of a beat at most, so that the rest of the loop's time is left for everything else. Where
 * receivers are so many that it takes longer, rooms tell in turn, a stretch of their sessions each, and go on at the
 * next beats. On a beat the loop need not read each edit as it comes either, and reads every few milliseconds what has
 * come. A delivery is one event for one session. Confined to the loop.
 */
public final class Pace {
    /** Longest beat for the sake of the deliveries alone, in milliseconds: a frame of a screen. */
    public static final long BEAT_MS = 17;

    /** Longest beat of all, in milliseconds. */
    static final long LONGEST_BEAT_MS = 200;

    /** When telling has taken so much of a beat, in milliseconds, who is left goes on at the next one. */
    static final long TELLING_MS = 10;

    /** A beat lasts at least this many times as long as telling takes of it, in halves: three halves. */
    private static final long HALVES = 3;

    /** So often sockets are looked at within a beat, and within {@link #BEAT_MS} of a longer one. */
    private static final long LOOKS = 4;

    /** After so long without a beat, in milliseconds, what telling took before says nothing. */
    private static final long SILENCE_MS = 1_000;

    /** How long deliveries are counted before their rate is computed again, in milliseconds. */
    private static final long WINDOW_MS = 50;

    private final Loop loop;
    private final int atOnce;
    /** Those that tell at the next beat. */
    private final Queue<Telling> waiting = new ArrayDeque<>();
    /** Those that tell now, or go on at the next beat, in turn. */
    private final Queue<Telling> telling = new ArrayDeque<>();

    private final TimesLately lately = new TimesLately();
    /** A beat is under way, or its time is set. */
    private boolean isDue;

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
     * Has somebody tell when it is time.
     *
     * @param guarded this very loop, with the guard of the room that tells
     * @param tell tells for a few milliseconds; returns whether it is to be called again, when the others have had
     *     their turn, because more receivers wait
     */
    public void whenTime(Loop guarded, BooleanSupplier tell) {
        waiting.add(new Telling(guarded, tell));
        if (!isDue) {
            isDue = true;
            beatInTime(0);
        }
    }

    /** @param least milliseconds in which other things come first */
    private void beatInTime(long least) {
        long beat = beat();
        long wait = Math.max(least, Math.clamp(lastBeat + beat - loop.now(), 0, beat));
        if (wait == 0) {
            beatNow();
        } else {
            loop.after(wait, this::beatNow);
        }
    }

    private void beatNow() {
        long now = loop.now();
        if (now - lastBeat - took > SILENCE_MS) {
            lately.forget();
        }
        lastBeat = now;
        took = 0;
        telling.addAll(waiting);
        waiting.clear();
        tellNext();
    }

    /** Each in a turn of its own, so that an error in one room does not keep the others from sending. */
    private void tellNext() {
        Telling next = took < TELLING_MS ? telling.poll() : null;
        if (next != null) {
            next.guarded().execute(() -> tell(next));
        } else {
            ended();
        }
    }

    private void ended() {
        lately.add(took);
        loop.moderate(Math.min(beat(), BEAT_MS) / LOOKS);
        isDue = !telling.isEmpty() || !waiting.isEmpty();
        if (isDue) {
            beatInTime(telling.isEmpty() ? 0 : 1);
        }
    }

    private void tell(Telling next) {
        long from = loop.now();
        try {
            if (next.tell().getAsBoolean()) {
                telling.add(next);
            }
        } finally {
            took += Math.max(0, loop.now() - from);
            tellNext();
        }
    }

    /**
     * Milliseconds from the last beat to the next: none while there is little to deliver, and telling takes no time.
     * What the last one took counts as no more than is usual: it may have been a pause of the process.
     */
    private long beat() {
        long forDeliveries = Math.clamp((perSecond - atOnce) * BEAT_MS / Math.max(1, atOnce), 0, BEAT_MS);
        long telling = Math.min(took, lately.usual());
        return Math.clamp(telling * HALVES / 2, forDeliveries, LONGEST_BEAT_MS);
    }

    private record Telling(Loop guarded, BooleanSupplier tell) {}
}
