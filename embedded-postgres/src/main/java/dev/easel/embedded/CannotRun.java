package dev.easel.embedded;

/** The embedded PostgreSQL cannot run here. The message is for people: it says what is so, and what to do about it. */
public final class CannotRun extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    CannotRun(String message) {
        super(message);
    }

    CannotRun(String message, Throwable cause) {
        super(message, cause);
    }
}
