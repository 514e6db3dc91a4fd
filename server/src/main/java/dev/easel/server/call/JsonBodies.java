package dev.easel.server.call;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/**
 * Bodies that are records, read and written by Jackson. {@link Json} passes through as text. Objects are not written
 * here: there may be many of them, and no tree or record is made of their props.
 */
public final class JsonBodies {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonReader.FACTORY.copy())
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.WRAP_EXCEPTIONS)
            .addModule(new SimpleModule()
                    .addSerializer(Json.class, new JsonTextWriter())
                    .addSerializer(double.class, new DecimalWriter())
                    .addDeserializer(Json.class, new JsonTextReader()))
            .build();

    /** The level of nesting of a member. */
    private static final int MEMBER = 2;

    private JsonBodies() {}

    /**
     * Reads a record of {@link Json} members; a member that is absent or null is null.
     *
     * @throws Problem the body is not a JSON object
     * @throws dev.easel.protocol.InvalidContent a member has content that is not allowed
     */
    public static <T extends Record> T read(byte[] body, Class<T> type) {
        try {
            T read = MAPPER.readValue(body, type);
            if (read == null) {
                throw noObject();
            }
            return read;
        } catch (MismatchedInputException _) {
            throw noObject();
        } catch (IOException failure) {
            throw Problem.badRequest("the body is not JSON, or names a member twice");
        }
    }

    /**
     * Reads the props of an object.
     *
     * @throws Problem the body is not a JSON object
     * @throws dev.easel.protocol.InvalidContent its content is not allowed
     */
    public static Json props(byte[] body) {
        return object(body, in -> JsonReader.props(in, Set.of()));
    }

    /**
     * Reads an object whose content is that of a member.
     *
     * @throws Problem the body is not a JSON object
     * @throws dev.easel.protocol.InvalidContent its content is not allowed
     */
    public static Json object(byte[] body) {
        return object(body, in -> JsonReader.value(in, MEMBER));
    }

    private static Json object(byte[] body, ObjectReader reader) {
        try (JsonParser in = JsonReader.FACTORY.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw noObject();
            }
            Json object = reader.read(in);
            if (in.nextToken() != null) {
                throw noObject();
            }
            return object;
        } catch (IOException failure) {
            throw Problem.badRequest("the body is not JSON");
        }
    }

    private static Problem noObject() {
        return Problem.badRequest("the body is one JSON object");
    }

    public static Buffer write(Record body) {
        try {
            return Buffer.buffer(MAPPER.writeValueAsBytes(body));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @FunctionalInterface
    private interface ObjectReader {
        Json read(JsonParser in) throws IOException;
    }

    private static final class JsonTextWriter extends JsonSerializer<Json> {
        @Override
        public void serialize(Json value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeRawValue(value.toString());
        }
    }

    /** Three places are enough for milliseconds and rates. */
    private static final class DecimalWriter extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeRawValue(String.format(Locale.ROOT, "%.3f", value));
        }
    }

    private static final class JsonTextReader extends JsonDeserializer<Json> {
        @Override
        public Json deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return JsonReader.value(in, MEMBER);
        }
    }
}
