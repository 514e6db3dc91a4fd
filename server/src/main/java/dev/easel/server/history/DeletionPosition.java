package dev.easel.server.history;

import dev.easel.protocol.ObjectIds;
import dev.easel.server.derived.DeletedObject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the list of deleted objects: before all that event {@code seq} deleted, or behind one of them.
 *
 * @param id the object behind which the rest begins; empty: the rest begins with the events before
 */
public record DeletionPosition(long seq, Optional<String> id) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(?:\\.(.{1,64}))?");

    /** Before the first of all. */
    static final DeletionPosition NEWEST = new DeletionPosition(Long.MAX_VALUE, Optional.empty());

    /** As clients are told it, and send it back. */
    public String text() {
        return id.map(it -> seq + "." + it).orElseGet(() -> Long.toString(seq));
    }

    /** Empty for what is no text of a position. */
    public static Optional<DeletionPosition> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<String> id = Optional.ofNullable(parts.group(2));
        return id.isEmpty() || ObjectIds.isValid(id.get())
                ? Optional.of(new DeletionPosition(Long.parseLong(parts.group(1)), id))
                : Optional.empty();
    }

    /** Whether it comes behind this place. */
    boolean isBefore(DeletedObject object) {
        return object.seq() < seq
                || object.seq() == seq
                        && id.filter(it -> it.compareTo(object.id()) < 0).isPresent();
    }
}
