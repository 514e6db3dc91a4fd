package dev.easel.server.history;

import java.util.List;

/**
 * The next events of a feed.
 *
 * @param next where it goes on
 * @param isDiverged the database has lost events that were given: what the client has is no part of the history any
 *     more, and nothing follows
 */
public record FeedPage(List<PastEvent> events, FeedPosition next, boolean isDiverged) {
    public FeedPage {
        events = List.copyOf(events);
    }

    /** Nothing yet. */
    static FeedPage empty(FeedPosition at) {
        return new FeedPage(List.of(), at, false);
    }

    static FeedPage diverged(FeedPosition at) {
        return new FeedPage(List.of(), at, true);
    }
}
