package dev.easel.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Walks over the members of one object of the protocol; no name may occur twice. Used once. */
final class Fields {
    /** The largest edit number, attempt and the like: the largest integer that a JavaScript number holds exactly. */
    private static final long MAX_INTEGER = (1L << 53) - 1;

    private static final int MAX_INTEGER_DIGITS = 16;
    private final JsonParser in;
    private final Names seen = new Names();

    /** @param what names the object at the parser in the message that refuses anything else */
    Fields(JsonParser in, String what) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidContent.invalid(what + " is a JSON object");
        }
        this.in = in;
    }

    /**
     * Moves to the value of the next member and returns its name; null at the end. The caller reads or skips the value.
     */
    @Nullable
    String next() throws IOException {
        if (in.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = in.currentName();
        if (!seen.add(name)) {
            throw InvalidContent.twice(name);
        }
        in.nextToken();
        return name;
    }

    static long integer(JsonParser in, String what) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getTextLength() <= MAX_INTEGER_DIGITS) {
            long value = in.getLongValue();
            if (value >= 0 && value <= MAX_INTEGER) {
                return value;
            }
        }
        throw InvalidContent.invalid(what + " is an integer from 0 to 2^53 - 1");
    }

    static UUID uuid(JsonParser in, String what) throws IOException {
        return Uuids.parse(JsonReader.string(in, what)).orElseThrow(() -> InvalidContent.invalid(what + " is a UUID"));
    }
}
