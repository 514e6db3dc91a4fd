package dev.easel.protocol;

import com.fasterxml.jackson.core.JsonParser;
import dev.easel.protocol.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Makes messages and JSON values out of text. */
public final class Texts {
    public static final ClientCodec CODEC = new ClientCodec(Limits.DEFAULTS);

    private Texts() {}

    public static Json json(String text) {
        try (JsonParser in = JsonReader.FACTORY.createParser(text)) {
            in.nextToken();
            return JsonReader.value(in, 1);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public static Decoded decode(String frame) {
        return CODEC.decode(bytes(frame));
    }

    /** An edit numbered 5 that puts one object. */
    public static String put(String props) {
        return edit("{\"op\":\"put\",\"id\":\"a\",\"props\":" + props + "}");
    }

    /** An edit numbered 5. */
    public static String edit(String changes) {
        return "{\"type\":\"edit\",\"edit\":5,\"changes\":[" + changes + "]}";
    }
}
