package dev.easel.server.live;

import dev.easel.server.canvas.CanvasObject;
import java.util.List;

/** All objects of a project as they are in memory, at {@code seq}. Immutable. */
public record LiveObjects(long seq, List<CanvasObject> objects) {
    public LiveObjects {
        objects = List.copyOf(objects);
    }
}
