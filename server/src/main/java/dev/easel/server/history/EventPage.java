package dev.easel.server.history;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of events.
 *
 * @param next where the next page begins; empty after the last
 */
public record EventPage(List<PastEvent> events, OptionalLong next) {
    static final EventPage EMPTY = new EventPage(List.of(), OptionalLong.empty());

    public EventPage {
        events = List.copyOf(events);
    }
}
