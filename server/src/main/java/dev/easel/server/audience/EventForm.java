package dev.easel.server.audience;

import dev.easel.protocol.ClientMessage.Take;
import java.util.Set;

/** How a session is told of events, by what it takes. */
enum EventForm {
    /** In full, its own under its client's UUID. */
    BY_CLIENT,
    /** In full, each under an author id (rule B2). */
    BY_AUTHOR,
    /** With numbers for authors (rule B9). */
    BY_NUMBER,
    /** As columns, which have numbers for authors (rule B10). */
    COLUMNS;

    /** The shortest that it takes. */
    static EventForm of(Set<Take> takes) {
        if (takes.contains(Take.COLUMNS)) {
            return COLUMNS;
        }
        if (takes.contains(Take.AUTHORS)) {
            return BY_NUMBER;
        }
        return takes.contains(Take.AUTHOR) ? BY_AUTHOR : BY_CLIENT;
    }

    boolean hasNumbers() {
        return this == BY_NUMBER || this == COLUMNS;
    }
}
