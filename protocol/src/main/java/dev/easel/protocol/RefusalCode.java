package dev.easel.protocol;

/** Why an edit was refused. All reasons are permanent: an edit that may succeed later is not refused. */
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
