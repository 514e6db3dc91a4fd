package dev.easel.protocol;

/** Why an edit was refused. The server does not judge the edit again (rule E12); a client may offer what
 * it holds under a new number where another edit could make it fit (rule E14). */
public enum RefusalCode {
    INVALID("invalid"),
    NOT_FOUND("not_found"),
    CONFLICT("conflict"),
    TOO_LARGE("too_large"),
    FORBIDDEN("forbidden");

    private final String wire;

    RefusalCode(String wire) {
        this.wire = wire;
    }

    /** The code on the wire. */
    public String wire() {
        return wire;
    }
}
