package dev.easel.server.room;

import dev.easel.protocol.Event;
import dev.easel.server.canvas.CanvasObject;
import java.util.List;
import java.util.UUID;

/**
 * What one save writes: everything between two seqs of a project. Immutable, so that the room may go on meanwhile.
 *
 * @param after the seq that is stored already
 * @param upTo the seq that will be
 * @param events the events after {@code after} up to {@code upTo}, in order
 * @param changed the objects changed by them and still there
 * @param deleted the ids deleted by them and not there again
 */
public record Capture(
        UUID project,
        long epoch,
        long after,
        long upTo,
        List<Event> events,
        List<CanvasObject> changed,
        List<String> deleted) {
    public Capture {
        events = List.copyOf(events);
        changed = List.copyOf(changed);
        deleted = List.copyOf(deleted);
    }
}
