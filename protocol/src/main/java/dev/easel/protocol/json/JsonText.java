package dev.easel.protocol.json;

/** Measures compact JSON text without parsing it. The text must be well formed. */
public final class JsonText {
    private JsonText() {}

    /** The length of a string in UTF-16 units, as JavaScript counts it. */
    public static int utf16Length(Json string) {
        int units = 0;
        for (int i = string.from + 1; i < string.to - 1; i++) {
            byte b = string.text[i];
            if (b == '\\') {
                i += string.text[i + 1] == 'u' ? 5 : 1;
                units++;
            } else if ((b & 0xC0) != 0x80) {
                units += (b & 0xF8) == 0xF0 ? 2 : 1;
            }
        }
        return units;
    }

    /** Concatenates two arrays or two strings. */
    public static Json concat(Json head, Json tail) {
        return new JsonWriter(head.length() + tail.length()).concat(head, tail).toJson();
    }

    /** The index after the value that begins at {@code at}. */
    static int end(byte[] text, int at) {
        return switch (text[at]) {
            case '"' -> endOfString(text, at);
            case '{', '[' -> endOfContainer(text, at);
            default -> endOfLiteral(text, at);
        };
    }

    private static int endOfString(byte[] text, int at) {
        int i = JsonScan.quoteOrEscape(text, at + 1);
        while (text[i] == '\\') {
            i = JsonScan.quoteOrEscape(text, i + 2);
        }
        return i + 1;
    }

    private static int endOfContainer(byte[] text, int at) {
        int depth = 1;
        int i = at + 1;
        while (depth > 0) {
            i = JsonScan.structure(text, i);
            if (text[i] == '"') {
                i = endOfString(text, i);
            } else {
                depth += text[i] == '{' || text[i] == '[' ? 1 : -1;
                i++;
            }
        }
        return i;
    }

    private static int endOfLiteral(byte[] text, int at) {
        int i = at;
        while (i < text.length && text[i] != ',' && text[i] != '}' && text[i] != ']') {
            i++;
        }
        return i;
    }
}
