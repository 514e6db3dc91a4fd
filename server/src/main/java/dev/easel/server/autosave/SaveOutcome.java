package dev.easel.server.autosave;

import java.util.List;

/** How a save ended. The third outcome, that it failed or that its end is not known, is a failed future. */
public sealed interface SaveOutcome {
    /**
     * Committed.
     *
     * @param chunkNanos how long each statement of object rows took, in nanoseconds
     */
    record Saved(List<Long> chunkNanos) implements SaveOutcome {
        public Saved {
            chunkNanos = List.copyOf(chunkNanos);
        }
    }

    /**
     * The project has another epoch, does not exist any more, or its rows are older than the ones that were saved.
     * Nothing was written.
     */
    record Lost() implements SaveOutcome {}
}
