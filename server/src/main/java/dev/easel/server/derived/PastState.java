package dev.easel.server.derived;

import dev.easel.server.canvas.CanvasObject;
import java.util.List;

/**
 * A canvas as it was after an event. Immutable.
 *
 * @param seq of the event; 0 for the empty canvas before the first
 * @param at its time, in milliseconds since 1970; 0 before the first
 * @param objects in no particular order
 * @param bytes of the heap that the objects take, as estimated
 */
public record PastState(long seq, long at, List<CanvasObject> objects, long bytes) {
    public PastState {
        objects = List.copyOf(objects);
    }
}
