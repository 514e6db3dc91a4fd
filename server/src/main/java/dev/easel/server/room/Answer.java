package dev.easel.server.room;

import dev.easel.protocol.Refusal;

/** What an author hears about an edit. */
public sealed interface Answer {
    long edit();

    /** It is event {@code seq}; {@code known} when it was before this time already. */
    record Applied(long edit, long seq, boolean known) implements Answer {}

    record Refused(long edit, Refusal refusal) implements Answer {}
}
