package dev.easel.server.loop;

/**
 * About how often something happened within the last minute, in three numbers: what is older than the present minute
 * counts with the part that is left of it. Confined to one thread.
 */
public final class RecentCount {
    /** The time that counts, in milliseconds. */
    static final long SPAN_MS = 60_000;

    private long from;
    private long count;
    private long before;

    /** It happened once more. */
    public void add(long nowMs) {
        turn(nowMs);
        count++;
    }

    public long count(long nowMs) {
        turn(nowMs);
        return count + before * (SPAN_MS - (nowMs - from)) / SPAN_MS;
    }

    /** Minutes begin at multiples of a minute; a clock that is set back begins again. */
    private void turn(long nowMs) {
        long minute = nowMs - Math.floorMod(nowMs, SPAN_MS);
        if (minute != from) {
            before = minute - from == SPAN_MS ? count : 0;
            count = 0;
            from = minute;
        }
    }
}
