package dev.easel.server.versioncalls;

import dev.easel.server.bulk.ObjectTarget.Skipped;
import dev.easel.server.bulk.Outcome;
import dev.easel.server.idempotence.AuthorId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has come of turning the canvas into another.
 *
 * @param seq of the last event; of the present where there was nothing to do
 * @param changed objects that were changed
 * @param skipped the first of those that others have changed since, and that were left alone
 * @param skippedCount all of them
 * @param undo the body of the roll-back that takes it back; null where there is nothing to take back
 */
record OutcomeBody(
        long seq,
        int changed,
        List<Left> skipped,
        int skippedCount,
        @Nullable Undo undo) {
    static OutcomeBody of(UUID project, Outcome it) {
        return new OutcomeBody(
                it.seq(),
                it.changed(),
                it.skipped().first().stream().map(Left::of).toList(),
                it.skipped().count(),
                it.edits()
                        .map(edits -> new Undo(AuthorId.of(project, edits.client()), edits.first(), it.seq()))
                        .orElse(null));
    }

    /** @param property null where it is the whole object */
    record Left(String object, @Nullable String property, String reason) {
        static Left of(Skipped it) {
            return new Left(
                    it.object(), it.property().orElse(null), it.reason().name().toLowerCase(Locale.ROOT));
        }
    }

    record Undo(UUID author, long from, long to) {}
}
