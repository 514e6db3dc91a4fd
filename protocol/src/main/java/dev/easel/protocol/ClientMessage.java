package dev.easel.protocol;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a client may say. */
public sealed interface ClientMessage {
    /**
     * The first message of a connection.
     *
     * @param attempt rises with each connection of this client
     * @param pending lowest edit number not yet settled; none below it will be sent again
     */
    record Hello(UUID client, long attempt, long pending, Optional<ResumeToken> resume, User user)
            implements ClientMessage {}

    /** Changes that apply together or not at all, numbered by the client. */
    record Edit(long edit, Optional<String> group, List<Change> changes) implements ClientMessage {
        public Edit {
            changes = List.copyOf(changes);
        }
    }

    /** Where this person points and what they see: any JSON, never stored, latest wins. */
    record Presence(Json state) implements ClientMessage {}

    record Ping() implements ClientMessage {}
}
