package dev.easel.protocol;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An accepted edit. It is never refused or changed any more.
 *
 * @param seq its position in the project: 1, 2, 3… without gaps
 * @param at when it was accepted, in milliseconds since 1970; never goes backwards within a project
 * @param by the author's name
 * @param edit the client's number of the edit; {@code (client, edit)} identifies the event
 * @param changes the changes that were applied; deletions of objects that did not exist are left out
 */
public record Event(
        long seq, long at, String by, UUID client, long edit, Optional<String> group, List<Change> changes) {
    public Event {
        changes = List.copyOf(changes);
    }
}
