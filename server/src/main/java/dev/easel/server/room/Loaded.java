package dev.easel.server.room;

import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.canvas.CanvasObject;
import java.util.List;

/** What a load found. The third outcome, that it could not tell, is a failed future and never an empty canvas. */
public sealed interface Loaded {
    /**
     * @param epoch raised by this load
     * @param seq the last stored event
     * @param lastAt that event's time, in milliseconds since 1970; 0 when there is none
     */
    record Found(ProjectNews project, long epoch, long seq, long lastAt, List<CanvasObject> objects)
            implements Loaded {}

    record Absent() implements Loaded {}
}
