package dev.easel.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.UUID;

/** Walks the members of one object of the protocol, none of which may stand twice. Used for one object, then dropped. */
final class Fields {
    /** Edit numbers, attempts and the like: what a JavaScript number holds exactly. */
    private static final long MAX_INTEGER = (1L << 53) - 1;

    private static final int MAX_INTEGER_DIGITS = 16;
    private final JsonParser in;
    private final Names seen = new Names();

    /** The object that the parser stands on; {@code what} it is, for the refusal of anything else. */
    Fields(JsonParser in, String what) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidContent.invalid(what + " is a JSON object");
        }
        this.in = in;
    }

    /** Moves to the next member's value; null at the end. A value that is not read has to be skipped. */
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
