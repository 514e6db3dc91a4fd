package dev.easel.server.copying;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as plain values (maps, lists, strings, doubles, booleans, null), and changes what the protocol does not
 * allow (L5): U+0000 is taken out, half a surrogate becomes U+FFFD, a number that is none becomes null, of a key that
 * stands twice the last one counts, and what is nested too deep becomes null. A value takes much more memory than its
 * text, so that an object may have no more values than {@code most}; points, of which a stroke may have many, are read
 * as plain numbers. For one thread.
 */
final class LooseJson {
    /**
     * Parsers that take what people and programs write for JSON, too: comments, commas at the end, names without
     * quotation marks, quotation marks of the other kind, breaks of lines in texts. Deeper nesting than anybody means
     * ends the reading.
     */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .streamReadConstraints(JsonReader.FACTORY
                    .streamReadConstraints()
                    .rebuild()
                    .maxNestingDepth(100_000)
                    .build())
            .build();

    private static final char REPLACEMENT = '\uFFFD';

    private final int most;
    private int count;

    /** @param most values in an object, in all that is nested in it together */
    LooseJson(int most) {
        this.most = most;
    }

    /**
     * The object at the parser: an element, which is the first level of nesting. Its points and pressures are arrays of
     * doubles. Of one with too many values only some are kept.
     */
    Map<String, @Nullable Object> object(JsonParser in) throws IOException {
        count = 0;
        return object(in, 1);
    }

    /** Whether the object that was read last has too many values. */
    boolean isOver() {
        return count > most;
    }

    /** Those members of the object at the parser that have one of these names and are neither object nor array. */
    Map<String, @Nullable Object> scalars(JsonParser in, Set<String> names) throws IOException {
        count = 0;
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            if (in.nextToken().isScalarValue() && names.contains(name)) {
                members.put(name, value(in, 1));
            } else {
                in.skipChildren();
            }
        }
        return members;
    }

    private Map<String, @Nullable Object> object(JsonParser in, int depth) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = clean(in.currentName());
            boolean isArray = in.nextToken() == JsonToken.START_ARRAY && depth == 1;
            Object value = isArray && name.equals("points")
                    ? points(in)
                    : isArray && name.equals("pressures") ? pressures(in) : value(in, depth + 1);
            if (!isOver() && !name.equals("__proto__")) {
                members.put(name, value);
            }
        }
        return members;
    }

    private @Nullable Object value(JsonParser in, int depth) throws IOException {
        count += isOver() ? 0 : 1;
        if (isOver()) {
            in.skipChildren();
            return null;
        }
        return switch (in.currentToken()) {
            case START_OBJECT, START_ARRAY -> {
                if (depth > JsonReader.MAX_NESTING) {
                    in.skipChildren();
                    yield null;
                }
                yield in.currentToken() == JsonToken.START_OBJECT ? object(in, depth) : array(in, depth);
            }
            case VALUE_STRING -> clean(in.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private List<@Nullable Object> array(JsonParser in, int depth) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(in, depth + 1);
            if (!isOver()) {
                values.add(value);
            }
        }
        return values;
    }

    /**
     * The array at the parser: x and y of each of its items, one after the other, which are NaN where they are none; at
     * most one item more than may be. An item is {@code [x, y]} or {@code {"x": …, "y": …}}.
     */
    private static double[] points(JsonParser in) throws IOException {
        DoubleStream.Builder xy = DoubleStream.builder();
        for (int count = 0; in.nextToken() != JsonToken.END_ARRAY; count++) {
            double x = Double.NaN;
            double y = Double.NaN;
            if (in.currentToken() == JsonToken.START_ARRAY) {
                for (int at = 0; in.nextToken() != JsonToken.END_ARRAY; at++) {
                    double value = coordinate(in);
                    x = at == 0 ? value : x;
                    y = at == 1 ? value : y;
                }
            } else if (in.currentToken() == JsonToken.START_OBJECT) {
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    double value = coordinate(in);
                    x = name.equals("x") ? value : x;
                    y = name.equals("y") ? value : y;
                }
            }
            if (count <= Path.MOST_POINTS) {
                xy.add(x).add(y);
            }
        }
        return xy.build().toArray();
    }

    /** The array at the parser, with NaN for what is no number; at most one more than there may be points. */
    private static double[] pressures(JsonParser in) throws IOException {
        DoubleStream.Builder pressures = DoubleStream.builder();
        for (int count = 0; in.nextToken() != JsonToken.END_ARRAY; count++) {
            double pressure = coordinate(in);
            if (count <= Path.MOST_POINTS) {
                pressures.add(pressure);
            }
        }
        return pressures.build().toArray();
    }

    private static double coordinate(JsonParser in) throws IOException {
        Object value = null;
        if (in.currentToken().isNumeric()) {
            value = number(in);
        } else if (in.currentToken() == JsonToken.VALUE_STRING) {
            value = in.getText();
        } else {
            in.skipChildren();
        }
        return Members.number(value).orElse(Double.NaN);
    }

    /**
     * The nearest double; the time is linear in the number of digits. Since points may stand at both ends, a point
     * alone is a number to the parser, too.
     */
    private static @Nullable Double number(JsonParser in) throws IOException {
        char[] text = in.getTextCharacters();
        int from = in.getTextOffset();
        int length = in.getTextLength();
        if (Character.isLetter(text[from + length - 1])) { // NaN and Infinity
            return null;
        }
        try {
            double value = NumberInput.parseDouble(text, from, length, true);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    static String clean(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) != 0 && !Character.isSurrogate(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length()).append(text, 0, at);
        text.substring(at).codePoints().filter(c -> c != 0).forEach(c -> {
            boolean isHalf = c <= Character.MAX_VALUE && Character.isSurrogate((char) c);
            clean.appendCodePoint(isHalf ? REPLACEMENT : c);
        });
        return clean.toString();
    }

    /** Writes a value that {@link #object} has read, or a part of it. */
    static void write(JsonWriter out, @Nullable Object value) {
        switch (value) {
            case null -> out.ascii("null");
            case String text -> out.string(text);
            case Double number -> out.number(number.doubleValue());
            case Boolean bool -> out.ascii(bool.toString());
            case List<?> list -> {
                out.open('[');
                list.forEach(each -> write(out, each));
                out.close(']');
            }
            case Map<?, ?> map -> {
                out.open('{');
                map.forEach((name, each) -> write(out.name((String) name), each));
                out.close('}');
            }
            default -> throw new IllegalStateException("no JSON value: " + value.getClass());
        }
    }
}
