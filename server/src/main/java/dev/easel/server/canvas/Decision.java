package dev.easel.server.canvas;

import dev.easel.protocol.Event;
import dev.easel.protocol.Refusal;

/** The answer to an edit: accepted as an event, or refused. */
public sealed interface Decision {
    /**
     * @param draft the objects after the event, which {@link Canvas#apply(Accepted)} takes over
     */
    record Accepted(Event event, Draft draft) implements Decision {
        /** Bytes of the heap by which the canvas grows, at most; negative when it shrinks. */
        public long growth() {
            return draft.growth();
        }
    }

    record Refused(Refusal refusal) implements Decision {}
}
