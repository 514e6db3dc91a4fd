package dev.easel.server.bulk;

import org.jspecify.annotations.Nullable;

/** Why bulk work ended before all of it was durable. Edits that were applied before are not taken back. */
public final class BulkFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    BulkFailure(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The first three are final; after the others the same work may succeed later. */
    public enum Reason {
        /** The project would have more objects than are allowed. Nothing was put. */
        TOO_MANY_OBJECTS,
        /** The project would take too much memory. Nothing was put. */
        TOO_LARGE,
        /** An edit was refused, and the rest was not submitted. */
        REFUSED,
        /** Everything is applied, but it did not become durable in time. */
        NOT_DURABLE,
        /** The project was loaded again during the work: edits that were applied before may be gone. */
        RELOADED,
        /** More edits came than may in the time. Those that are applied stay, and need no time when they come again. */
        TOO_FAST,
        /** The project cannot be used now; a part of the work is done. */
        INTERRUPTED
    }
}
