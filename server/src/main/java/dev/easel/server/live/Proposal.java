package dev.easel.server.live;

import dev.easel.protocol.Change;
import dev.easel.server.canvas.CanvasObject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An edit whose changes depend on the objects: they are worked out at the moment in which it is decided, so that
 * nobody's edit comes between. Runs on the thread of the live project; must be quick, throws nothing, and may run again
 * when edits were not taken.
 */
@FunctionalInterface
public interface Proposal {
    /**
     * The changes; none when there is nothing to do.
     *
     * @param objects gives the object with an id as it is now, or null
     */
    List<Change> changes(Function<String, @Nullable CanvasObject> objects);
}
