package dev.easel.protocol;

/**
 * The codes with which a server closes a socket; the table in {@code protocol/README.md} says what a client does then.
 */
public enum CloseCode {
    GOING_AWAY(1001),
    RESTARTING(1012),
    TRY_LATER(1013),
    MALFORMED(4400),
    SIGNED_OUT(4401),
    FORBIDDEN(4403),
    DELETED(4404),
    SUPERSEDED(4409),
    FRAME_TOO_LARGE(4413);

    private final short code;

    CloseCode(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }
}
