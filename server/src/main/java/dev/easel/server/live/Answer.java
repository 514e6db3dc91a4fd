package dev.easel.server.live;

import dev.easel.protocol.Refusal;

/** What an author is answered about an edit. */
public sealed interface Answer {
    long edit();

    /** It is event {@code seq}. */
    record Applied(long edit, long seq) implements Answer {}

    record Refused(long edit, Refusal refusal) implements Answer {}
}
