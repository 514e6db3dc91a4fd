package dev.easel.protocol;

/** Why an edit was refused. Nothing passing is among them: what may succeed later is never refused. */
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

    /** The code as it stands on the wire. */
    public String wire() {
        return wire;
    }
}
