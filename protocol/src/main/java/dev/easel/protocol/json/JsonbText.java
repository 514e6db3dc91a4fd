package dev.easel.protocol.json;

import java.util.Arrays;
import java.util.Optional;

/**
 * Takes the blanks out of what PostgreSQL writes of a {@code jsonb} object, in one pass and with few methods: a project
 * is read soon after a start, when little of the server is compiled. Of each object PostgreSQL has every name once, the
 * shorter first. Whatever is not plain is left to a parser: strings beyond ASCII or with escapes, numbers that may have
 * another spelling, and what a client may not have written. Used once.
 */
public final class JsonbText {
    private static final String TYPE = "type";
    private static final String PROTO = "__proto__";

    private final char[] text;
    private final int maxNesting;
    private final byte[] out;
    private int at;
    private int length;

    private JsonbText(String text, int maxNesting) {
        this.text = text.toCharArray();
        this.maxNesting = maxNesting;
        out = new byte[this.text.length];
    }

    /**
     * The object as compact JSON; empty where a parser has to read and check it.
     *
     * @param maxNesting levels of objects and arrays, the outermost being the first
     */
    public static Optional<Json> compact(String text, int maxNesting) {
        JsonbText reading = new JsonbText(text, maxNesting);
        return reading.object(1) && reading.at == reading.text.length
                ? Optional.of(Json.ofCompact(Arrays.copyOf(reading.out, reading.length)))
                : Optional.empty();
    }

    /** Whether this is the next character; then it is copied. */
    private boolean copy(char c) {
        if (at < text.length && text[at] == c) {
            at++;
            out[length++] = (byte) c;
            return true;
        }
        return false;
    }

    /** A comma or colon, without the blank behind it. */
    private boolean separator(char c) {
        if (at + 1 < text.length && text[at] == c && text[at + 1] == ' ') {
            at += 2;
            out[length++] = (byte) c;
            return true;
        }
        return false;
    }

    private boolean object(int depth) {
        if (depth > maxNesting || !copy('{')) {
            return false;
        }
        if (copy('}')) {
            return true;
        }
        int before = at;
        int beforeLength = -1;
        do {
            int name = at + 1;
            if (!string()) {
                return false;
            }
            int nameLength = at - 1 - name;
            if (!isBehind(before, beforeLength, name, nameLength) || is(PROTO, name, nameLength) || !separator(':')) {
                return false;
            }
            if (depth == 1 && is(TYPE, name, nameLength) ? !string() : !value(depth + 1)) {
                return false;
            }
            before = name;
            beforeLength = nameLength;
        } while (separator(','));
        return copy('}');
    }

    private boolean array(int depth) {
        if (depth > maxNesting || !copy('[')) {
            return false;
        }
        if (copy(']')) {
            return true;
        }
        do {
            if (!value(depth + 1)) {
                return false;
            }
        } while (separator(','));
        return copy(']');
    }

    private boolean value(int depth) {
        if (at == text.length) {
            return false;
        }
        return switch (text[at]) {
            case '"' -> string();
            case '{' -> object(depth);
            case '[' -> array(depth);
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        };
    }

    private boolean string() {
        if (!copy('"')) {
            return false;
        }
        while (at < text.length) {
            char c = text[at++];
            if (c < ' ' || c >= 0x80 || c == '\\') {
                return false;
            }
            out[length++] = (byte) c;
            if (c == '"') {
                return true;
            }
        }
        return false;
    }

    private boolean literal(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (!copy(literal.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean number() {
        int from = at;
        int point = -1;
        while (at < text.length) {
            char c = text[at];
            if (c == '.' && point < 0) {
                point = at;
            } else if ((c < '0' || c > '9') && (c != '-' || at > from)) {
                break;
            }
            out[length++] = (byte) c;
            at++;
        }
        int first = from < text.length && text[from] == '-' ? from + 1 : from;
        int whole = (point < 0 ? at : point) - first;
        if (whole < 1 || whole > 1 && text[first] == '0' || at == point + 1) {
            return false;
        }
        return point < 0
                ? JsonNumbers.isCanonicalInteger(text, from, at - from)
                : JsonNumbers.isCanonicalDecimal(text, from, at - from);
    }

    /** Whether a name comes after another one in the order of PostgreSQL. */
    private boolean isBehind(int before, int beforeLength, int name, int nameLength) {
        return nameLength > beforeLength
                || nameLength == beforeLength
                        && Arrays.compare(text, before, before + beforeLength, text, name, name + nameLength) < 0;
    }

    private boolean is(String expected, int name, int nameLength) {
        if (nameLength != expected.length()) {
            return false;
        }
        for (int i = 0; i < nameLength; i++) {
            if (text[name + i] != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
