package dev.easel.server.audience;

import dev.easel.protocol.Event;
import dev.easel.protocol.json.Json;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that the sessions of its room are told.
 *
 * @param changes those of the event, encoded in full
 * @param authorId what others know its client by
 * @param author the session that carried the edit, or null
 */
public record ToldEvent(
        Event event, Json changes, UUID authorId, @Nullable Session author) {}
