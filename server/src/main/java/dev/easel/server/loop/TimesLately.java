package dev.easel.server.loop;

import java.util.Arrays;

/** How long something took the last times, that is done again and again. Confined to the loop. */
public final class TimesLately {
    /** Times that are looked back on; a power of two. */
    private static final int LATELY = 4;

    private final long[] tookMs = new long[LATELY];
    private int times;

    public void add(long ms) {
        tookMs[times++ & (LATELY - 1)] = ms;
    }

    public void forget() {
        Arrays.fill(tookMs, 0);
    }

    /**
     * How long it takes, in milliseconds: the second longest of the last times. One alone may have been a pause of the
     * process; and where there is much to do at one time, there may be little at the next.
     */
    public long usual() {
        long longest = 0;
        long second = 0;
        for (long each : tookMs) {
            second = Math.max(second, Math.min(longest, each));
            longest = Math.max(longest, each);
        }
        return second;
    }
}
