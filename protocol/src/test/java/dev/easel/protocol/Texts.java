package dev.easel.protocol;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Makes messages and JSON values out of text. */
final class Texts {
    static final ClientCodec CODEC = new ClientCodec(Limits.DEFAULTS);

    private Texts() {}

    static Json json(String text) {
        try (JsonParser in = JsonReader.FACTORY.createParser(text)) {
            in.nextToken();
            return JsonReader.value(in, 1);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static Decoded decode(String frame) {
        return CODEC.decode(bytes(frame));
    }

    /** An edit numbered 5 that puts one object. */
    static String put(String props) {
        return edit("{\"op\":\"put\",\"id\":\"a\",\"props\":" + props + "}");
    }

    /** An edit numbered 5. */
    static String edit(String changes) {
        return "{\"type\":\"edit\",\"edit\":5,\"changes\":[" + changes + "]}";
    }
}
