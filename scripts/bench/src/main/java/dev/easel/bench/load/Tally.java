package dev.easel.bench.load;

/**
 * What was seen of the edits that were due within a window of time. Rates count what happened within the window,
 * latencies what was due in it, whenever it came. Confined to the generator's thread.
 */
public final class Tally {
    private final Schedule schedule;
    private final long from;
    private long to;

    private final Latencies delivery = new Latencies();
    private final Latencies echo = new Latencies();
    private final Latencies durability = new Latencies();
    private final Latencies lateness = new Latencies();
    private long sent;
    private long arrived;
    private long frames;
    private long bytes;
    private long presences;
    private long presenceBytes;
    private long lagged;
    private long persistence;
    private boolean open;

    Tally(Schedule schedule, long from, long to) {
        this.schedule = schedule;
        this.from = from;
        this.to = to;
    }

    /** Counts frames alone, from now until it is told the end. */
    public static Tally from(long now) {
        Tally tally = new Tally(new Schedule(0, 1, 1, 0), now, Long.MAX_VALUE);
        tally.at(now);
        return tally;
    }

    /** Edits that are due later no longer count. */
    public void endAt(long nanos) {
        to = nanos;
    }

    /** Sets the current time, once for all frames that are read together. */
    void at(long now) {
        open = now >= from && now < to;
    }

    void sent(long due, long now) {
        if (counts(due)) {
            sent++;
            lateness.record(now - due);
        }
    }

    void frame(int length) {
        if (open) {
            frames++;
            bytes += length;
        }
    }

    /** The frame just counted tells of presence. */
    void presence(int length) {
        if (open) {
            presences++;
            presenceBytes += length;
        }
    }

    void delivered(int client, long edit, long now) {
        if (open) {
            arrived++;
        }
        record(delivery, client, edit, now);
    }

    void echoed(int client, long edit, long now) {
        record(echo, client, edit, now);
    }

    void durable(int client, long edit, long now) {
        record(durability, client, edit, now);
    }

    void lagged() {
        lagged++;
    }

    void persistence() {
        persistence++;
    }

    private void record(Latencies latencies, int client, long edit, long now) {
        long due = schedule.due(client, edit);
        if (counts(due)) {
            latencies.record(now - due);
        }
    }

    private boolean counts(long due) {
        return due >= from && due < to;
    }

    public Latencies delivery() {
        return delivery;
    }

    public Latencies echo() {
        return echo;
    }

    public Latencies durability() {
        return durability;
    }

    /** How late the edits were sent. */
    public Latencies lateness() {
        return lateness;
    }

    /** Edits that were due in the window, and were sent. */
    public long sent() {
        return sent;
    }

    public double seconds() {
        return (to - from) / 1e9;
    }

    public double deliveriesPerSecond() {
        return arrived / seconds();
    }

    public double framesPerSecond() {
        return frames / seconds();
    }

    public double bytesPerSecond() {
        return bytes / seconds();
    }

    /** Those of {@link #framesPerSecond} that tell of presence. */
    public double presencesPerSecond() {
        return presences / seconds();
    }

    public double presenceBytesPerSecond() {
        return presenceBytes / seconds();
    }

    /** Bytes so far. */
    public long bytes() {
        return bytes;
    }

    /** Times a client was cut off from events and synced again. */
    public long timesLagged() {
        return lagged;
    }

    /** How often clients were told that the journal had fallen behind, or was up to date again. */
    public long toldOfPersistence() {
        return persistence;
    }
}
