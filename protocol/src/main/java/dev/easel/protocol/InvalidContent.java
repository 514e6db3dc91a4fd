package dev.easel.protocol;

/** Thrown while reading well-formed JSON that says what the protocol does not allow (rule L5). */
public final class InvalidContent extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_QUOTED = 40;
    private static final int REPLACEMENT = 0xFFFD;

    private final RefusalCode code;

    InvalidContent(RefusalCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static InvalidContent invalid(String message) {
        return new InvalidContent(RefusalCode.INVALID, message);
    }

    static InvalidContent twice(String key) {
        return invalid("a key stands twice in one object: " + quoted(key));
    }

    /** The beginning of a text from outside, fit to stand in a message: no lone surrogates, no control characters. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        text.codePoints().limit(MAX_QUOTED).forEach(c -> {
            boolean unfit = Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
            quoted.appendCodePoint(unfit ? REPLACEMENT : c);
        });
        return quoted.length() < text.length() ? quoted + "…" : quoted.toString();
    }

    public Refusal refusal() {
        return new Refusal(code, getMessage());
    }
}
