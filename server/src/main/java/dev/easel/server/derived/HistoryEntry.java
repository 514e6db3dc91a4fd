package dev.easel.server.derived;

import java.util.List;
import java.util.UUID;

/**
 * Some events in a row, as one entry of a list: without a pause of ten minutes among them, of at most 1,000 events.
 *
 * @param from the seq of its first event
 * @param to the seq of its last
 * @param began the time of its first event, in milliseconds since 1970
 * @param ended the time of its last
 * @param authors who made them, those first who were first
 */
public record HistoryEntry(long from, long to, long began, long ended, List<Author> authors) {
    public HistoryEntry {
        authors = List.copyOf(authors);
    }

    /**
     * Somebody who made some of the events.
     *
     * @param id the author id
     * @param events how many
     */
    public record Author(UUID id, String name, int events) {}
}
