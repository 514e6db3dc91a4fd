package dev.easel.server.derived;

import dev.easel.server.derived.HistoryEntry.Author;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Makes entries of events. Whether an entry ends behind an event is seen from this event and the next alone: it does
 * before a pause, behind every event whose seq is a multiple of {@link #MOST_EVENTS}, and behind the last event of a
 * version. So entries are the same wherever one begins to make them. Confined to one thread.
 */
public final class Entries {
    /** Events of one entry. */
    public static final int MOST_EVENTS = 1_000;

    /** A pause that begins another entry, in milliseconds. */
    static final long PAUSE_MS = 600_000;

    private final Set<Long> versions;
    private final List<HistoryEntry> made = new ArrayList<>();
    private final Map<UUID, Map<String, Integer>> authors = new LinkedHashMap<>();
    private long from;
    private long to;
    private long began;
    private long ended;

    /** @param versions the last events of versions */
    public Entries(Set<Long> versions) {
        this.versions = versions;
    }

    /** Takes the next event. */
    public void take(long seq, long at, String by, UUID author) {
        if (from > 0 && endsBefore(at)) {
            end();
        }
        if (from == 0) {
            from = seq;
            began = at;
        }
        to = seq;
        ended = at;
        authors.computeIfAbsent(author, _ -> new LinkedHashMap<>()).merge(by, 1, Integer::sum);
    }

    private boolean endsBefore(long at) {
        return at - ended >= PAUSE_MS || to % MOST_EVENTS == 0 || versions.contains(to);
    }

    /** The entries of all events that were taken, in order. */
    public List<HistoryEntry> made() {
        if (from > 0) {
            end();
        }
        return List.copyOf(made);
    }

    private void end() {
        List<Author> list = new ArrayList<>();
        authors.forEach((id, names) -> names.forEach((name, events) -> list.add(new Author(id, name, events))));
        made.add(new HistoryEntry(from, to, began, ended, list));
        authors.clear();
        from = 0;
    }
}
