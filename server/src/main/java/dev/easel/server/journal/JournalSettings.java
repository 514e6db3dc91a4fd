package dev.easel.server.journal;

/**
 * What the journal keeps to.
 *
 * @param lingerMs how long an event waits for others to be committed with, in milliseconds; 0: only for the commit before
 * @param undurableBytes bound on events that are taken and not committed yet; at it, no more are taken
 */
public record JournalSettings(long lingerMs, long undurableBytes) {
    /** Bytes of events in one batch; a larger event has a batch of its own. */
    static final int BATCH_BYTES = 8 << 20;

    /** What one project may put into a batch before it is the next one's turn. */
    static final int TURN_BYTES = 64 << 10;

    /** Longest pause between two tries when commits fail. */
    static final long LONGEST_PAUSE_MS = 5_000;
}
