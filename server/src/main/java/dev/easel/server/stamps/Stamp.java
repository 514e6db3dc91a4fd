package dev.easel.server.stamps;

import dev.easel.protocol.Event;
import dev.easel.server.idempotence.AuthorId;
import java.util.UUID;

/**
 * The event that wrote a property last.
 *
 * @param at in milliseconds since 1970
 * @param by the name of its author
 * @param author the {@link AuthorId} of its client
 */
public record Stamp(long seq, long at, String by, UUID author) {
    public static Stamp of(UUID project, Event event) {
        return new Stamp(event.seq(), event.at(), event.by(), AuthorId.of(project, event.client()));
    }
}
