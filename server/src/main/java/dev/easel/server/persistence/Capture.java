package dev.easel.server.persistence;

import dev.easel.server.canvas.CanvasObject;
import java.util.List;
import java.util.UUID;

/**
 * What one save writes: the objects that events between two seqs changed or deleted, as they are after them; all of it
 * is durable. Immutable, so that the room may go on meanwhile.
 *
 * @param after the seq the object rows stand at
 * @param upTo the seq they will stand at
 * @param at the time of event {@code upTo}, in milliseconds since 1970
 * @param changed the objects changed after {@code after} and still there
 * @param deleted the ids deleted after {@code after} and not there again
 */
public record Capture(
        UUID project, long epoch, long after, long upTo, long at, List<CanvasObject> changed, List<String> deleted) {
    public Capture {
        changed = List.copyOf(changed);
        deleted = List.copyOf(deleted);
    }
}
