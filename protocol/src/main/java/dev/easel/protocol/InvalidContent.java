package dev.easel.protocol;

/** Thrown at well-formed JSON whose content the protocol does not allow (rule L5). */
public final class InvalidContent extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_QUOTED = 40;
    private static final int REPLACEMENT = 0xFFFD;

    private final RefusalCode code;
    private final String message;

    InvalidContent(RefusalCode code, String message) {
        super(null, null, false, false);
        this.code = code;
        this.message = message;
    }

    static InvalidContent invalid(String message) {
        return new InvalidContent(RefusalCode.INVALID, message);
    }

    static InvalidContent twice(String key) {
        return invalid("a key stands twice in one object: " + quoted(key));
    }

    /**
     * The beginning of a text from outside, without lone surrogates and control characters, to be put into a message.
     */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        text.codePoints().limit(MAX_QUOTED).forEach(c -> {
            boolean isForbidden = Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
            quoted.appendCodePoint(isForbidden ? REPLACEMENT : c);
        });
        return quoted.length() < text.length() ? quoted + "…" : quoted.toString();
    }

    @Override
    public String getMessage() {
        return message;
    }

    public Refusal refusal() {
        return new Refusal(code, message);
    }
}
