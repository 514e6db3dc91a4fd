package dev.easel.server.persistence;

import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import java.util.List;

/** What a load found. The third outcome, that the store could not tell, is a failed future, never an empty canvas. */
public sealed interface Loaded {
    /**
     * The canvas is {@code objects}, and then {@code events} applied.
     *
     * @param epoch higher than any epoch of the project before, and at least the time in ms since 1970 at this load
     * @param seq of the last event: what is replayed stands there, or is not the project
     * @param checkpoint the seq the objects stand at
     * @param checkpointAt that event's time, in milliseconds since 1970; 0 when there is none
     * @param objects the rows, or what was replayed instead of them
     * @param events those after {@code checkpoint}, in order and without gaps
     * @param saved the seq the object rows stand at; 0 where they are not right, and all are to be written again
     * @param snapshot the seq of the latest snapshot; 0 when there is none
     */
    record Found(
            ProjectNews project,
            long epoch,
            long seq,
            long checkpoint,
            long checkpointAt,
            List<CanvasObject> objects,
            List<Event> events,
            long saved,
            long snapshot)
            implements Loaded {
        /** Takes long where there is much of it. */
        public Canvas replayed(Limits limits) {
            return Canvas.replayed(limits, checkpoint, checkpointAt, objects, events);
        }

        /** The same without objects and events: they are in memory only until they are replayed. */
        public Found withoutContent() {
            return new Found(project, epoch, seq, checkpoint, checkpointAt, List.of(), List.of(), saved, snapshot);
        }
    }

    /**
     * What is in memory already still holds, and goes on with {@code events}.
     *
     * @param epoch as of {@link Found}
     * @param seq as of {@link Found}
     * @param events those after what is in memory, in order and without gaps
     * @param saved the seq the object rows stand at
     * @param snapshot the seq of the latest snapshot; 0 when there is none
     */
    record Continued(ProjectNews project, long epoch, long seq, List<Event> events, long saved, long snapshot)
            implements Loaded {}

    record Absent() implements Loaded {}

    /** Another instance owns the project. */
    record Elsewhere() implements Loaded {}
}
