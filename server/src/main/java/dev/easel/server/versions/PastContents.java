package dev.easel.server.versions;

import dev.easel.server.canvas.CanvasObject;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.UUID;

/** The port to the past: the canvas as it was. Futures complete on the context of the caller. */
public interface PastContents {
    /** After event {@code seq}; at 0 the empty one. Fails where there is no such event, or it is no longer kept. */
    Future<Content> at(UUID project, long seq);

    /**
     * After the last event that is not later.
     *
     * @param at in milliseconds since 1970
     */
    Future<Content> atTime(UUID project, long at);

    /**
     * @param at the time of event {@code seq}, in milliseconds since 1970; 0 when there is none
     */
    record Content(long seq, long at, Collection<CanvasObject> objects) {}
}
