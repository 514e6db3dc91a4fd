package dev.easel.server.metadata;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through a text in XML, one byte in each character, and stops at what is not well formed. For one thread. */
final class XmlText {
    /** Of one element, at most. */
    static final int MOST_ATTRIBUTES = 1_000;

    private final String text;
    private int at;

    XmlText(String text) {
        this.text = text;
    }

    int at() {
        return at;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    boolean isAt(String mark) {
        return text.startsWith(mark, at);
    }

    /** The next character. */
    char next() throws Unfit {
        return charAt(at);
    }

    char charAt(int index) throws Unfit {
        fit(index < text.length());
        return text.charAt(index);
    }

    void skip(int count) throws Unfit {
        at += count;
        fit(at <= text.length());
    }

    /** Goes to the next of these, or to the end of the text. */
    String upTo(char mark) {
        int found = text.indexOf(mark, at);
        int from = at;
        at = found < 0 ? text.length() : found;
        return text.substring(from, at);
    }

    /** Goes behind the next of these, and tells what is before it. */
    String behind(String mark) throws Unfit {
        int from = at;
        int found = text.indexOf(mark, at);
        fit(found >= 0);
        at = found + mark.length();
        return text.substring(from, found);
    }

    String name() throws Unfit {
        int from = at;
        while (!isSpace(next()) && "=/><\"'&".indexOf(next()) < 0) {
            at++;
        }
        fit(at > from);
        return text.substring(from, at);
    }

    /** Those of a tag, up to its end. */
    List<Attribute> attributes() throws Unfit {
        List<Attribute> attributes = new ArrayList<>();
        while (true) {
            int from = at;
            spaces();
            if (next() == '>' || next() == '/') {
                return attributes;
            }
            fit(at > from);
            String name = name();
            spaces();
            fit(next() == '=');
            at++;
            spaces();
            char quote = next();
            fit(quote == '"' || quote == '\'');
            at++;
            String value = behind(String.valueOf(quote));
            fit(value.indexOf('<') < 0 && attributes.size() < MOST_ATTRIBUTES);
            attributes.add(new Attribute(from, at, name, value));
        }
    }

    private void spaces() throws Unfit {
        while (isSpace(next())) {
            at++;
        }
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    static void fit(boolean isFit) throws Unfit {
        if (!isFit) {
            throw new Unfit();
        }
    }

    /** What stands before the colon of a name; empty where there is none. */
    static String prefix(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? "" : name.substring(0, colon);
    }

    /** @param from with the space before it */
    record Attribute(int from, int to, String name, String value) {
        /** The prefix that it gives a meaning to; null where it does no such thing. */
        @Nullable
        String prefixBound() {
            if (name.equals("xmlns")) {
                return "";
            }
            return name.startsWith("xmlns:") ? name.substring("xmlns:".length()) : null;
        }
    }

    /** It is not well formed, or of a kind that is not touched. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit() {
            super("not touched", null, false, false);
        }
    }
}
