package dev.easel.server.excalidraw;

/** Thrown when a text is not a drawing, or a drawing has something wrong in it. The message says what, for people. */
public final class InvalidDrawing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The most characters of foreign text in a message. */
    private static final int MAX_QUOTED = 64;

    private final Kind kind;

    private InvalidDrawing(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static InvalidDrawing unreadable(String message) {
        return new InvalidDrawing(Kind.UNREADABLE, message);
    }

    static InvalidDrawing content(String message) {
        return new InvalidDrawing(Kind.CONTENT, message);
    }

    public Kind kind() {
        return kind;
    }

    public enum Kind {
        /** The text is not an {@code .excalidraw} file. */
        UNREADABLE,
        /** The file can be read; an element or a file in it is not allowed, or there are too many. */
        CONTENT
    }

    /** Foreign text as part of a message: without control characters and lone surrogates, and not too long. */
    static String quoted(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return clean.codePointCount(0, clean.length()) <= MAX_QUOTED
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, MAX_QUOTED)) + "…";
    }
}
