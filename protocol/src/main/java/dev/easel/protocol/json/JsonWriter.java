package dev.easel.protocol.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Appends compact JSON to a byte array that grows. It writes the commas between members and elements by itself; the
 * caller is responsible for all other structure.
 */
public final class JsonWriter {
    private byte[] bytes;
    private int length;
    private boolean hasExponents;
    private @Nullable StringBuilder number;

    public JsonWriter(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    public int length() {
        return length;
    }

    public JsonWriter open(char bracket) {
        separate();
        return raw(bracket);
    }

    public JsonWriter close(char bracket) {
        return raw(bracket);
    }

    public JsonWriter name(String name) {
        separate();
        quoted(name);
        return raw(':');
    }

    public JsonWriter string(String value) {
        separate();
        quoted(value);
        return this;
    }

    public JsonWriter number(long value) {
        return ascii(Long.toString(value));
    }

    /** Writes a finite double in its canonical form. */
    public JsonWriter number(double value) {
        if (number == null) {
            number = new StringBuilder(32);
        }
        JsonNumbers.spell(value, number);
        hasExponents |= number.indexOf("e") >= 0;
        return ascii(number);
    }

    public JsonWriter value(Json json) {
        separate();
        return bytes(json.text, json.from, json.length(), json.hasExponents);
    }

    /** Writes a literal, or a canonical number without an exponent. */
    public JsonWriter ascii(CharSequence literal) {
        separate();
        ensure(literal.length());
        for (int i = 0; i < literal.length(); i++) {
            bytes[length++] = (byte) literal.charAt(i);
        }
        return this;
    }

    public JsonWriter field(String name, String value) {
        return name(name).string(value);
    }

    public JsonWriter field(String name, long value) {
        return name(name).number(value);
    }

    public JsonWriter field(String name, UUID value) {
        return name(name).string(value.toString());
    }

    public JsonWriter field(String name, Json value) {
        return name(name).value(value);
    }

    /** Writes a member whose name is a JSON string. */
    public JsonWriter member(Json name, Json value) {
        return value(name).raw(':').value(value);
    }

    /** Writes a member whose value is the concatenation of two arrays or two strings. */
    public JsonWriter member(Json name, Json head, Json tail) {
        return value(name).raw(':').concat(head, tail);
    }

    JsonWriter concat(Json head, Json tail) {
        bytes(head.text, head.from, head.length() - 1, head.hasExponents);
        if (head.isArray() && head.length() > 2 && tail.length() > 2) {
            raw(',');
        }
        return bytes(tail.text, tail.from + 1, tail.length() - 1, tail.hasExponents);
    }

    /** Writes a member whose value is an array of strings. */
    public JsonWriter field(String name, Iterable<String> values) {
        name(name).open('[');
        values.forEach(this::string);
        return close(']');
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    public Json toJson() {
        return Json.ofCompact(toBytes(), hasExponents);
    }

    /** Gives everything that was written to a digest. */
    public void digestTo(MessageDigest digest) {
        digest.update(bytes, 0, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Copies bytes of compact JSON. */
    JsonWriter bytes(byte[] source, int from, int count, boolean withExponents) {
        hasExponents |= withExponents;
        ensure(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    JsonWriter raw(char c) {
        ensure(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** Writes a comma, unless what follows is the first in its brackets, the value of a name, or the first of all. */
    void separate() {
        if (length > 0) {
            byte last = bytes[length - 1];
            if (last != '{' && last != '[' && last != ':') {
                raw(',');
            }
        }
    }

    /**
     * Writes the string in {@code text} if it is plain: ASCII without characters that need an escape.
     *
     * @return whether it was written; when not, nothing was
     */
    public boolean plain(char[] text, int from, int count) {
        int before = length;
        separate();
        ensure(count + 2);
        byte[] out = bytes;
        int to = length;
        out[to++] = '"';
        for (int i = from; i < from + count; i++) {
            char c = text[i];
            if (!isPlain(c)) {
                length = before;
                return false;
            }
            out[to++] = (byte) c;
        }
        out[to++] = '"';
        length = to;
        return true;
    }

    /** Writes a canonical number without an exponent. */
    public JsonWriter ascii(char[] text, int from, int count) {
        separate();
        ensure(count);
        for (int i = from; i < from + count; i++) {
            bytes[length++] = (byte) text[i];
        }
        return this;
    }

    /** Removes everything that was written, and keeps the array. */
    public JsonWriter clear() {
        length = 0;
        hasExponents = false;
        return this;
    }

    private void quoted(String value) {
        int count = value.length();
        ensure(count + 2);
        byte[] out = bytes;
        int to = length;
        out[to++] = '"';
        for (int i = 0; i < count; i++) {
            char c = value.charAt(i);
            if (!isPlain(c)) {
                byte[] escaped = JsonStrings.escaped(value);
                raw('"').bytes(escaped, 0, escaped.length, false).raw('"');
                return;
            }
            out[to++] = (byte) c;
        }
        out[to++] = '"';
        length = to;
    }

    /** Whether the character is written as one byte, unescaped. */
    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
