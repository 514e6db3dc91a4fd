package dev.easel.server.catalog;

import dev.easel.protocol.Uuids;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the list of projects: that of a project, which stays where it was when the project is deleted.
 *
 * @param at what the list is sorted by, in microseconds since 1970: as exact as the store has it
 */
public record Position(long at, UUID project) {
    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,17})\\.(.{36})");

    /** As clients are told it, and send it back. */
    public String text() {
        return at + "." + project;
    }

    /** Empty for what is no text of a position. */
    public static Optional<Position> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Uuids.parse(parts.group(2)).map(project -> new Position(Long.parseLong(parts.group(1)), project))
                : Optional.empty();
    }
}
