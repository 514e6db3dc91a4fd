package dev.easel.server.forms;

/** The read is not a short one, and has no room. */
final class TakesLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TakesLong() {
        super("this takes long", null, false, false);
    }
}
