package dev.easel.protocol;

import dev.easel.protocol.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The messages that a client sends. */
public sealed interface ClientMessage {
    /**
     * The first message of a connection.
     *
     * @param attempt increases with each connection of this client
     * @param pending the lowest edit number that is not settled; the client sends no lower one again
     */
    record Hello(UUID client, long attempt, long pending, Optional<ResumeToken> resume, User user)
            implements ClientMessage {}

    /** Changes that are applied together or not at all, with a number that the client gives. */
    record Edit(long edit, Optional<String> group, List<Change> changes) implements ClientMessage {
        public Edit {
            changes = List.copyOf(changes);
        }
    }

    /** Pointer, selection and the like of this session: any JSON. It is not stored, and the latest one counts. */
    record Presence(Json state) implements ClientMessage {}

    record Ping() implements ClientMessage {}
}
