package dev.easel.server.canvas;

import dev.easel.protocol.Event;
import dev.easel.protocol.Refusal;

/** What becomes of an edit. */
public sealed interface Decision {
    /**
     * @param draft what {@link Canvas#apply(Accepted)} need not work out again
     */
    record Accepted(Event event, Draft draft) implements Decision {}

    record Refused(Refusal refusal) implements Decision {}
}
