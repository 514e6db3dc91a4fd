package dev.easel.server.persistence;

import dev.easel.server.canvas.CanvasObject;
import java.util.List;
import java.util.UUID;

/** All objects of a canvas as they are at a durable seq. Immutable. */
public record Snapshot(UUID project, long epoch, long seq, List<CanvasObject> objects) {
    public Snapshot {
        objects = List.copyOf(objects);
    }
}
