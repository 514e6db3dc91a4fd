package dev.easel.server.audience;

import dev.easel.protocol.Event;
import dev.easel.protocol.ServerMessage.NumberedAuthor;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The short numbers that authors have in a room, so that not every event brings a name and a UUID (rules B9, B10). All
 * sessions that take numbers are told the same, and one that comes is told all of those who were active lately. Where
 * there are more authors than numbers, the one whose last event is the oldest loses its number to the next. Confined to
 * the room's loop.
 */
public final class AuthorNumbers {
    /** As many numbers as there are. A frame has at most as many events, so that no number means two in it. */
    public static final int MOST = 512;

    /** How long an author has a number after the last event: not all who ever came are told to who comes. */
    static final long LATELY_MS = 300_000;

    /** The highest number of an edit (rule E11). */
    private static final long HIGHEST = (1L << 53) - 1;

    private final SequencedMap<Author, Entry> byLastEvent = new LinkedHashMap<>();
    private final SortedSet<Integer> free = new TreeSet<>();
    private int given;

    /**
     * An event is told next, by its author's number.
     *
     * @param author what others know its client by
     */
    Numbered told(Event event, UUID author) {
        Author key = new Author(author, event.by());
        Entry entry = byLastEvent.remove(key);
        boolean isNew = entry == null;
        if (entry == null) {
            entry = new Entry(freeNumber(), event.edit(), event.group());
        }
        byLastEvent.putLast(key, entry);
        boolean tellsEdit = event.edit() != entry.edit;
        boolean tellsGroup = !event.group().equals(entry.group);
        Numbered numbered = new Numbered(
                entry.number,
                isNew ? Optional.of(entry.explained(key)) : Optional.empty(),
                tellsEdit ? OptionalLong.of(event.edit()) : OptionalLong.empty(),
                tellsGroup ? Optional.of(event.group()) : Optional.empty());
        entry.edit = Math.min(event.edit() + 1, HIGHEST); // behind that one no other comes
        entry.group = event.group();
        entry.at = event.at();
        return numbered;
    }

    /**
     * Whom each number stands for now.
     *
     * @param now in milliseconds since 1970
     */
    SequencedMap<Integer, NumberedAuthor> explained(long now) {
        while (!byLastEvent.isEmpty() && byLastEvent.firstEntry().getValue().at < now - LATELY_MS) {
            free.add(byLastEvent.pollFirstEntry().getValue().number);
        }
        SequencedMap<Integer, NumberedAuthor> all = new TreeMap<>();
        byLastEvent.forEach((author, entry) -> all.put(entry.number, entry.explained(author)));
        return all;
    }

    private int freeNumber() {
        if (!free.isEmpty()) {
            return free.removeFirst();
        }
        return given < MOST ? ++given : byLastEvent.pollFirstEntry().getValue().number;
    }

    /**
     * How an event is told.
     *
     * @param number of its author
     * @param explained where nobody was told before what the number stands for
     * @param edit its number, where it is not the author's next one
     * @param group where it is not that of the author's event before
     */
    record Numbered(
            int number, Optional<NumberedAuthor> explained, OptionalLong edit, Optional<Optional<String>> group) {}

    /** An author under another name has another number. */
    private record Author(UUID id, String name) {}

    private static final class Entry {
        private final int number;
        private long edit;
        private Optional<String> group;
        private long at;

        private Entry(int number, long edit, Optional<String> group) {
            this.number = number;
            this.edit = edit;
            this.group = group;
        }

        private NumberedAuthor explained(Author author) {
            return new NumberedAuthor(author.name(), author.id(), edit, group);
        }
    }
}
