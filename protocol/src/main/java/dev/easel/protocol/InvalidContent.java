package dev.easel.protocol;

/** Thrown while reading well-formed JSON that says what the protocol does not allow (rule L5). */
public final class InvalidContent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RefusalCode code;

    InvalidContent(RefusalCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static InvalidContent invalid(String message) {
        return new InvalidContent(RefusalCode.INVALID, message);
    }

    public Refusal refusal() {
        return new Refusal(code, getMessage());
    }
}
