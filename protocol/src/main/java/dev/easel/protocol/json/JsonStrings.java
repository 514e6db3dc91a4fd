package dev.easel.protocol.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes and reads the escapes of JSON strings, as Jackson does. */
final class JsonStrings {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonStrings() {}

    /** The UTF-8 bytes between the quotes. */
    static byte[] escaped(String value) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(value);
    }

    /** The text of the JSON string that stands, with its quotes, in {@code length} bytes from {@code from} on. */
    static String unescaped(byte[] text, int from, int length) {
        try (JsonParser in = FACTORY.createParser(text, from, length)) {
            in.nextToken();
            return in.getText();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
