package dev.easel.chaos.client;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long a client has waited for answers to its edits: since the last one, or since it has made the oldest edit that
 * has none. Confined by its client's lock.
 */
final class AnswerWaits {
    private Optional<Outbox.Entry> oldest = Optional.empty();
    private long answeredAt;

    /** A message is about to be taken. */
    void before(Outbox outbox) {
        oldest = outbox.oldestWithoutSeq();
    }

    /** It was taken. Nanoseconds, when it has answered the oldest edit that waited. */
    OptionalLong after(Outbox outbox) {
        if (oldest.isEmpty() || oldest.equals(outbox.oldestWithoutSeq())) {
            return OptionalLong.empty();
        }
        long now = System.nanoTime();
        long waited = now - Math.max(answeredAt, oldest.get().madeAt);
        answeredAt = now;
        return OptionalLong.of(waited);
    }
}
