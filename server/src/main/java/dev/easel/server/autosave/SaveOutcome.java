package dev.easel.server.autosave;

import java.util.List;

/** How a save ended. The third outcome, that it failed or nobody knows, is a failed future: ask for the position. */
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

    /** The project is not this room's any more: its epoch is another, or it is gone. Nothing was written. */
    record Lost() implements SaveOutcome {}
}
