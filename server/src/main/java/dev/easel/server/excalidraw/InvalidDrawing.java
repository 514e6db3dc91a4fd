package dev.easel.server.excalidraw;

import java.io.IOException;

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

    public static InvalidDrawing unreadable(String message) {
        return new InvalidDrawing(Kind.UNREADABLE, message);
    }

    /** The text is not JSON. */
    public static InvalidDrawing unreadable(IOException failure) {
        String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("unreadable");
        return unreadable("not JSON: " + quoted(line));
    }

    public static InvalidDrawing content(String message) {
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
    public static String quoted(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return clean.codePointCount(0, clean.length()) <= MAX_QUOTED
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, MAX_QUOTED)) + "…";
    }
}
