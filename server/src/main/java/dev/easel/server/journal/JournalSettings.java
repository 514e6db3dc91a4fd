package dev.easel.server.journal;

/**
 * The bounds and pauses of the journal.
 *
 * @param lingerMs how long an event waits for others to share its batch, in milliseconds; 0: only while a batch is in
 *     flight
 * @param undurableBytes bytes of events that may be taken and not committed; above it, no more are taken (rule D5)
 * @param projectBytes the same for one project
 */
public record JournalSettings(long lingerMs, long undurableBytes, long projectBytes) {
    /** Bytes of events in one batch; a larger event has a batch of its own. */
    static final int BATCH_BYTES = 8 << 20;

    /** Bytes that one project adds to a batch before the next project has its turn. */
    static final int TURN_BYTES = 64 << 10;

    /** Bytes that all projects set apart may have undurable together, beside those of the others. */
    long apartBytes() {
        return undurableBytes / 2;
    }
}
