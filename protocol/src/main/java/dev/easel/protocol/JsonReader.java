package dev.easel.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.NumberInput;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonNumbers;
import dev.easel.protocol.json.JsonWriter;
import dev.easel.protocol.json.JsonbText;
import java.io.IOException;
import java.util.Set;

/**
 * Copies values from a Jackson parser to compact, canonical {@link Json} and checks their content (rule L5): nesting,
 * numbers, keys, strings. Stateless.
 */
public final class JsonReader {
    /** Levels of objects and arrays in the props of an object; the props themselves are the first. */
    public static final int MAX_NESTING = 32;

    /**
     * Parsers for all text from outside. The text is UTF-8; Jackson does not guess another encoding. The tokenizer
     * accepts NaN and the infinities, so that they are refused like other numbers that are not allowed. The caller
     * bounds the size of the text.
     */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonReader() {}

    /**
     * Reads the value at the parser.
     *
     * @param depth levels of nesting, this value included: 1 for the outermost
     * @throws InvalidContent the value is not allowed
     */
    public static Json value(JsonParser in, int depth) throws IOException {
        return value(in, depth, new JsonWriter(64));
    }

    /** Reads the value at the parser through {@code out}, which is empty. */
    static Json value(JsonParser in, int depth, JsonWriter out) throws IOException {
        copy(in, out, depth);
        return out.toJson();
    }

    /**
     * Reads the object at the parser as the props of an object: {@code type}, where present, is a string.
     *
     * @param leavingOut names of members that are skipped
     * @throws InvalidContent the value is not an object, or its content is not allowed
     */
    public static Json props(JsonParser in, Set<String> leavingOut) throws IOException {
        return props(in, leavingOut, new Names(), new JsonWriter(512));
    }

    /**
     * The same, through {@code out}, which is empty.
     *
     * @param names receives the names of the members that are not skipped
     */
    static Json props(JsonParser in, Set<String> leavingOut, Names names, JsonWriter out) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidContent.invalid("props and set are JSON objects");
        }
        out.open('{');
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (leavingOut.contains(name)) {
                in.skipChildren();
                continue;
            }
            if (name.equals("type") && value != JsonToken.VALUE_STRING) {
                throw InvalidContent.invalid("an object's type is a string");
            }
            member(in, out, name, names, 1);
        }
        return out.close('}').toJson();
    }

    /**
     * Reads props from the database. PostgreSQL writes numbers such as 1e300 with all digits; they come out
     * canonical, as from everywhere.
     *
     * @throws InvalidContent the content is not allowed: no client has written it
     */
    public static Json stored(String text) {
        return JsonbText.compact(text, MAX_NESTING).orElseGet(() -> stored(text, in -> props(in, Set.of())));
    }

    /**
     * Reads another object from the database, whose members have any names and values.
     *
     * @throws InvalidContent the content is not allowed: no client has written it
     */
    public static Json storedObject(String text) {
        return stored(text, in -> {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw InvalidContent.invalid("not a JSON object");
            }
            return value(in, 1);
        });
    }

    private static Json stored(String text, Reading reading) {
        try (JsonParser in = FACTORY.createParser(text)) {
            in.nextToken();
            return reading.read(in);
        } catch (IOException failure) {
            throw InvalidContent.invalid("not JSON: " + failure.getMessage());
        }
    }

    /** Reads and checks the string at the parser. */
    static String string(JsonParser in, String what) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw InvalidContent.invalid(what + " is a string");
        }
        return checked(in.getText());
    }

    private static void copy(JsonParser in, JsonWriter out, int depth) throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT -> members(in, out, depth);
            case START_ARRAY -> elements(in, out, depth);
            case VALUE_STRING -> string(in, out);
            case VALUE_NUMBER_INT -> integer(in, out);
            case VALUE_NUMBER_FLOAT -> decimal(in, out);
            case VALUE_TRUE -> out.ascii("true");
            case VALUE_FALSE -> out.ascii("false");
            case VALUE_NULL -> out.ascii("null");
            default -> throw new IllegalStateException("no value at " + in.currentToken());
        }
    }

    private static void members(JsonParser in, JsonWriter out, int depth) throws IOException {
        checkDepth(depth);
        Names names = new Names();
        out.open('{');
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            member(in, out, name, names, depth);
        }
        out.close('}');
    }

    private static void member(JsonParser in, JsonWriter out, String name, Names names, int depth) throws IOException {
        checkName(name);
        if (!names.add(name)) {
            throw InvalidContent.twice(name);
        }
        out.name(name);
        copy(in, out, depth + 1);
    }

    /** Most strings are plain ASCII and are copied from buffer to buffer. */
    private static void string(JsonParser in, JsonWriter out) throws IOException {
        if (!out.plain(in.getTextCharacters(), in.getTextOffset(), in.getTextLength())) {
            out.string(checked(in.getText()));
        }
    }

    /** Most numbers are written in their canonical form, and are copied from buffer to buffer. */
    private static void integer(JsonParser in, JsonWriter out) throws IOException {
        char[] text = in.getTextCharacters();
        int from = in.getTextOffset();
        int length = in.getTextLength();
        if (JsonNumbers.isCanonicalInteger(text, from, length)) {
            out.ascii(text, from, length);
        } else {
            out.number(number(text, from, length));
        }
    }

    private static void decimal(JsonParser in, JsonWriter out) throws IOException {
        char[] text = in.getTextCharacters();
        int from = in.getTextOffset();
        int length = in.getTextLength();
        if (JsonNumbers.isCanonicalDecimal(text, from, length)) {
            out.ascii(text, from, length);
        } else {
            out.number(number(text, from, length));
        }
    }

    private static void elements(JsonParser in, JsonWriter out, int depth) throws IOException {
        checkDepth(depth);
        out.open('[');
        while (in.nextToken() != JsonToken.END_ARRAY) {
            copy(in, out, depth + 1);
        }
        out.close(']');
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_NESTING) {
            throw InvalidContent.invalid("nesting over " + MAX_NESTING);
        }
    }

    static void checkName(String name) {
        if (name.equals("__proto__")) {
            throw InvalidContent.invalid("a property cannot be named __proto__");
        }
        checked(name);
    }

    static String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw InvalidContent.invalid("a string holds U+0000");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || ++i == text.length()
                        || !Character.isLowSurrogate(text.charAt(i))) {
                    throw InvalidContent.invalid("a string holds a lone surrogate");
                }
            }
        }
        return text;
    }

    /** The double; the time is linear in the length of the text, of which there is no bound here. */
    private static double number(char[] text, int from, int length) {
        boolean isNumber = Character.isDigit(text[from + length - 1]); // NaN and Infinity end in a letter
        double value = isNumber ? NumberInput.parseDouble(text, from, length, true) : Double.NaN;
        if (!Double.isFinite(value) || (value == 0 && hasSignificantDigit(text, from, length))) {
            throw InvalidContent.invalid("a number is outside the range of a double: "
                    + InvalidContent.quoted(new String(text, from, length)));
        }
        return value;
    }

    private static boolean hasSignificantDigit(char[] number, int from, int length) {
        for (int i = from; i < from + length; i++) {
            char c = number[i];
            if (c == 'e' || c == 'E') {
                return false;
            }
            if (c >= '1' && c <= '9') {
                return true;
            }
        }
        return false;
    }

    @FunctionalInterface
    private interface Reading {
        Json read(JsonParser in) throws IOException;
    }
}
