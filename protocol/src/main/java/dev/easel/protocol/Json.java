package dev.easel.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON value as compact UTF-8 text: no white space, every string escaped in the one way Jackson escapes it, content
 * within the limits of rule L5. Two equal strings are therefore equal bytes, so that property names can be compared and
 * whole values moved without being parsed.
 *
 * <p>Immutable. A value may be a slice of a larger text; {@link #compacted()} lets go of the rest.
 */
public final class Json implements Comparable<Json> {
    public static final Json EMPTY_OBJECT = ofCompact("{}".getBytes(StandardCharsets.US_ASCII));
    public static final Json NULL = ofCompact("null".getBytes(StandardCharsets.US_ASCII));

    final byte[] text;
    final int from;
    final int to;

    private Json(byte[] text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    /** Takes over {@code text}, which must be compact JSON already and is never written to again. */
    static Json ofCompact(byte[] text) {
        return new Json(text, 0, text.length);
    }

    static Json slice(byte[] text, int from, int to) {
        return new Json(text, from, to);
    }

    /** The JSON string of {@code value}, which must hold no lone surrogate. */
    public static Json string(String value) {
        JsonWriter out = new JsonWriter(value.length() + 2);
        out.string(value);
        return out.toJson();
    }

    /** Length of the compact text in UTF-8 bytes: what the limits count. */
    public int length() {
        return to - from;
    }

    public boolean isObject() {
        return text[from] == '{';
    }

    public boolean isArray() {
        return text[from] == '[';
    }

    public boolean isString() {
        return text[from] == '"';
    }

    /** The same value, sharing no bytes with a larger text. */
    public Json compacted() {
        return from == 0 && to == text.length ? this : ofCompact(Arrays.copyOfRange(text, from, to));
    }

    /** A fresh copy of the compact text. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(text, from, to);
    }

    /** The text of a JSON string, unescaped. */
    public String stringValue() {
        if (!isString()) {
            throw new IllegalStateException("not a JSON string: " + this);
        }
        return JsonReader.stringValue(this);
    }

    /** Equal text. Values that differ only in the order of keys or the spelling of numbers are not equal here. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Json that && Arrays.equals(text, from, to, that.text, that.from, that.to);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return hash;
    }

    /** Byte by byte: an order of texts, not of values. It also keeps hash maps fast under names made to collide. */
    @Override
    public int compareTo(Json that) {
        return Arrays.compareUnsigned(text, from, to, that.text, that.from, that.to);
    }

    @Override
    public String toString() {
        return new String(text, from, length(), StandardCharsets.UTF_8);
    }

    static byte[] escaped(String value) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(value);
    }
}
