package dev.easel.server.canvas;

import dev.easel.protocol.Event;
import dev.easel.protocol.Refusal;

/** What becomes of an edit. */
public sealed interface Decision {
    record Accepted(Event event) implements Decision {}

    record Refused(Refusal refusal) implements Decision {}
}
