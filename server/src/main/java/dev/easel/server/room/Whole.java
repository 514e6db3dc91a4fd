package dev.easel.server.room;

import dev.easel.server.canvas.CanvasObject;
import java.util.List;
import java.util.UUID;

/** A whole canvas at a durable seq, for a snapshot. Immutable. */
public record Whole(UUID project, long epoch, long seq, List<CanvasObject> objects) {
    public Whole {
        objects = List.copyOf(objects);
    }
}
