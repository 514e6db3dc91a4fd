package dev.easel.server.history;

/**
 * How far a client follows a project: behind event {@code seq}.
 *
 * @param epoch of that event, by which it is told from another one that was given its number after a failover had lost
 *     it; 0 where it is not known yet
 */
public record FeedPosition(long seq, long epoch) {
    /** As clients tell it. */
    public static FeedPosition behind(long seq) {
        return new FeedPosition(seq, 0);
    }
}
