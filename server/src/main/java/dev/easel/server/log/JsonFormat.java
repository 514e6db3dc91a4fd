package dev.easel.server.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** For machines: an object on each line, whose members are all texts, at the top. */
final class JsonFormat implements LineFormat {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public byte[] bytes(LogLine line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("timestamp", TIME.format(line.at()));
            json.writeStringField("level", line.level().toString());
            json.writeStringField("logger", line.logger());
            json.writeStringField("thread", line.thread());
            json.writeStringField("message", line.message());
            for (Map.Entry<String, String> field : line.fields().entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            if (line.stack().isPresent()) {
                json.writeStringField("stack", line.stack().get());
            }
            json.writeEndObject();
        } catch (IOException unreachable) {
            throw new UncheckedIOException("memory takes all bytes", unreachable);
        }
        out.write('\n');
        return out.toByteArray();
    }
}
