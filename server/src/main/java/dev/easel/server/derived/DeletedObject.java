package dev.easel.server.derived;

import dev.easel.protocol.Event;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.idempotence.AuthorId;
import java.util.UUID;

/**
 * An object that is not there any more.
 *
 * @param props as they were
 * @param seq of the event that deleted it
 * @param at that event's time, in milliseconds since 1970
 * @param by the name of its author
 * @param author the author id
 */
public record DeletedObject(String id, Json props, long seq, long at, String by, UUID author) {
    public static DeletedObject of(UUID project, CanvasObject before, Event event) {
        return new DeletedObject(
                before.id(), before.props(), event.seq(), event.at(), event.by(), AuthorId.of(project, event.client()));
    }
}
