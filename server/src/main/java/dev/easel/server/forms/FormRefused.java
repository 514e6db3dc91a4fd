package dev.easel.server.forms;

import dev.easel.protocol.Refusal;

/** Why what a form sent is not taken. Nothing is changed. */
public final class FormRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    FormRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    FormRefused(Refusal refusal) {
        this(
                switch (refusal.code()) {
                    case NOT_FOUND -> Reason.DELETED;
                    case CONFLICT -> Reason.AGAIN;
                    case INVALID, TOO_LARGE, FORBIDDEN -> Reason.REFUSED;
                },
                refusal.message());
    }

    public Reason reason() {
        return reason;
    }

    /** All but {@link #AGAIN} are final. */
    public enum Reason {
        /** The base is a seq that the project has not reached. */
        AHEAD,
        /** What the form knew would take too many events to look up, or stands in events that are folded. */
        TOO_OLD,
        /** The object was there at the base, and is not there now. */
        DELETED,
        /** Its content or its size. */
        REFUSED,
        /** The same may be taken when it is sent again. */
        AGAIN
    }
}
