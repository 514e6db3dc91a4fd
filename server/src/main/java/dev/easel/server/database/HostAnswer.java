package dev.easel.server.database;

import java.io.IOException;

/** What one of a database's hosts said when it was asked whether it takes writes. */
sealed interface HostAnswer {
    /**
     * It takes writes.
     *
     * @param system the identifier that a primary and its standbys share; 0 where it does not tell
     * @param timeline raised each time that a standby is promoted; 0 where it does not tell
     */
    record TakesWrites(long system, long timeline) implements HostAnswer {
        /** Whether the other one was promoted after this one left off. */
        boolean isBefore(TakesWrites other) {
            return system == other.system && timeline < other.timeline;
        }
    }

    /** It answers, and takes no writes. */
    record ReadOnly() implements HostAnswer {}

    /** It cannot be reached, or refuses. */
    record Failed(Throwable cause) implements HostAnswer {}

    /** No host takes writes now. */
    final class NoneWrites extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean isReadable;

        /** @param isReadable one of them answers, all the same */
        NoneWrites(String message, boolean isReadable) {
            super(message);
            this.isReadable = isReadable;
        }

        boolean isReadable() {
            return isReadable;
        }
    }
}
