package dev.easel.server.audience;

import dev.easel.server.loop.Loop;
import dev.easel.server.loop.TimesLately;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When presence of one kind is told: a while after it is due, so that more is told together, and no more often than a
 * room may send. Confined to the room's loop.
 */
final class PresenceBeat {
    private static final long SECOND_MS = 1_000;

    /** The pause after telling is at least so many times as long as that usually takes: the loop has more to do. */
    static final long PAUSES = 4;

    /** What telling takes counts as no more than this, in milliseconds: beyond, the process was held up. */
    static final long LONGEST_MS = 250;

    /** After a pause so long without telling, in milliseconds, what it took before says nothing. */
    static final long SILENCE_MS = 1_000;

    private final Loop loop;
    private final int frames;
    private final long bytes;
    private final Supplier<Spent> tell;
    private final TimesLately lately = new TimesLately();
    private Loop.@Nullable Timer timer;
    private long dueAt;
    private long notBefore;
    private long pause;

    /**
     * @param frames that one room may send in a second, on average
     * @param bytes the same of bytes
     * @param tell tells what there is
     */
    PresenceBeat(Loop loop, int frames, long bytes, Supplier<Spent> tell) {
        this.loop = loop;
        this.frames = frames;
        this.bytes = bytes;
        this.tell = tell;
    }

    /** There is something to tell: in so many milliseconds, or when the room may. */
    void due(long inMs) {
        if (timer == null) {
            long wait = Math.clamp(notBefore - loop.now(), 0, pause); // the clock may be set
            long in = Math.max(inMs, wait);
            dueAt = loop.now() + in;
            timer = loop.after(in, this::beat);
        }
    }

    private void beat() {
        timer = null;
        long from = loop.now();
        Spent spent = tell.get();
        if (from - notBefore > SILENCE_MS) {
            lately.forget();
        }
        lately.add(Math.clamp(loop.now() - from, 0, LONGEST_MS));
        long sent = Math.max(spent.frames() * SECOND_MS / frames, spent.bytes() * SECOND_MS / bytes);
        pause = Math.max(sent, PAUSES * lately.usual());
        notBefore = loop.now() + pause;
        if (spent.againInMs().isPresent()) {
            due(spent.againInMs().getAsLong());
        }
    }

    /** What was sent so far does not count any more: what is due is told in so many milliseconds, or before. */
    void restart(long inMs) {
        pause = 0;
        if (timer != null && dueAt - loop.now() > inMs) {
            stop();
            due(inMs);
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /**
     * What was sent at a beat, as far as it counts against what a room may send.
     *
     * @param againInMs when there is more to tell
     */
    record Spent(long frames, long bytes, OptionalLong againInMs) {}
}
