package dev.easel.server.bulk;

import java.util.Optional;
import java.util.UUID;

/**
 * What has come of a transition, all of it durable.
 *
 * @param seq of the last edit; where there was none, the one at which it was planned
 * @param edits empty when nothing was to be changed
 * @param changed objects that were changed
 * @param skipped what others have changed since the plan was made, and was left alone
 */
public record Outcome(long seq, Optional<Edits> edits, int changed, Skips skipped) {
    /** Nothing was to be done. */
    public static Outcome nothing(Transition plan) {
        return nothing(plan.seq());
    }

    /** Nothing was to be done at this seq. */
    public static Outcome nothing(long seq) {
        return new Outcome(seq, Optional.empty(), 0, Skips.NONE);
    }

    /**
     * The edits of one transition: those of its client.
     *
     * @param first the seq of the first of them
     */
    public record Edits(UUID client, long first) {}
}
