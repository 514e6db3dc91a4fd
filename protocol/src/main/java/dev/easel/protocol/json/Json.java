package dev.easel.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON value as compact UTF-8 text: without white space, with every string escaped as Jackson escapes it, every
 * number as {@link JsonNumbers} spells it, and with content that rule L5 allows. Equal strings, and equal numbers, are
 * therefore equal bytes: property names are compared, and values are copied, without being parsed.
 *
 * <p>Immutable. A value may be a slice of a larger text, which it keeps in memory; {@link #compacted()} copies it out.
 */
public final class Json implements Comparable<Json> {
    public static final Json EMPTY_OBJECT = ofCompact("{}".getBytes(StandardCharsets.US_ASCII));
    public static final Json NULL = ofCompact("null".getBytes(StandardCharsets.US_ASCII));

    final byte[] text;
    final int from;
    final int to;

    /** Whether a number may stand here with an exponent: only such numbers are longer in the database. */
    final boolean hasExponents;

    private Json(byte[] text, int from, int to, boolean hasExponents) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.hasExponents = hasExponents;
    }

    /** Takes over {@code text}, which is compact JSON without exponents and must not be changed any more. */
    static Json ofCompact(byte[] text) {
        return ofCompact(text, false);
    }

    static Json ofCompact(byte[] text, boolean hasExponents) {
        return new Json(text, 0, text.length, hasExponents);
    }

    /** The value whose {@link #toBytes} these are; they must not be changed any more. */
    public static Json ofBytes(byte[] compact) {
        return ofCompact(compact, true); // there may be exponents, for all that is known
    }

    static Json slice(byte[] text, int from, int to, boolean hasExponents) {
        return new Json(text, from, to, hasExponents);
    }

    /** The JSON string of {@code value}, which must hold no lone surrogate. */
    public static Json string(String value) {
        byte[] escaped = JsonStrings.escaped(value);
        byte[] text = new byte[escaped.length + 2];
        text[0] = '"';
        System.arraycopy(escaped, 0, text, 1, escaped.length);
        text[text.length - 1] = '"';
        return ofCompact(text);
    }

    /** The length of the compact text in UTF-8 bytes. */
    public int length() {
        return to - from;
    }

    /**
     * The length with every number as PostgreSQL writes it, in UTF-8 bytes: what is read back of a stored value, but
     * for white space. The limits on what is stored count it.
     */
    public long storedLength() {
        return hasExponents ? length() + JsonNumbers.expansion(text, from, to) : length();
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

    /** The same value as a text of its own. */
    public Json compacted() {
        return from == 0 && to == text.length ? this : ofCompact(toBytes(), hasExponents);
    }

    /** A copy of the compact text. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(text, from, to);
    }

    /** The text of a JSON string, unescaped. */
    public String stringValue() {
        if (!isString()) {
            throw new IllegalStateException("not a JSON string: " + this);
        }
        return JsonStrings.unescaped(text, from, length());
    }

    /** Compares the texts: values that differ only in the order of keys are not equal. */
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

    /** Orders the texts byte by byte. Hash maps use the order where many names have the same hash. */
    @Override
    public int compareTo(Json that) {
        return Arrays.compareUnsigned(text, from, to, that.text, that.from, that.to);
    }

    @Override
    public String toString() {
        return new String(text, from, length(), StandardCharsets.UTF_8);
    }
}
