package dev.easel.server.live;

import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.HeapBytes;
import java.util.List;

/**
 * All objects of a project as they are in memory, at {@code seq}. Immutable.
 *
 * @param epoch of the project: a seq that is not durable yet means nothing in another
 */
public record LiveObjects(long epoch, long seq, List<CanvasObject> objects) {
    public LiveObjects {
        objects = List.copyOf(objects);
    }

    /** What they take of the heap, about. */
    public long bytes() {
        return objects.stream().mapToLong(HeapBytes::of).sum();
    }
}
