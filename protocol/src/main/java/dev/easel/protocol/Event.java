package dev.easel.protocol;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An accepted edit: never refused, never altered.
 *
 * @param seq its place in the project: 1, 2, 3… without gaps
 * @param at when it was accepted, in milliseconds since 1970; never goes backwards within a project
 * @param by the author's name
 * @param edit the author's number for it; {@code (client, edit)} names it for ever
 * @param changes what was applied; deletions of what did not exist are left out
 */
public record Event(
        long seq, long at, String by, UUID client, long edit, Optional<String> group, List<Change> changes) {
    public Event {
        changes = List.copyOf(changes);
    }
}
