package dev.easel.server.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.canvas.CanvasObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Encodes all objects of a canvas as compressed text, the gzip of {@code [{id, seq, updatedAt, updatedBy, props}, …]},
 * and decodes it. For worker threads. Only one object is uncompressed at a time.
 */
final class SnapshotCodec {
    private SnapshotCodec() {}

    static byte[] encode(List<CanvasObject> objects) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes, 1 << 14)) {
            char before = '[';
            for (CanvasObject object : objects) {
                out.write(before);
                out.write(text(object));
                before = ',';
            }
            out.write(objects.isEmpty() ? new byte[] {'[', ']'} : new byte[] {']'});
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    private static byte[] text(CanvasObject object) {
        return new JsonWriter(object.props().length() + 192)
                .open('{')
                .field("id", object.id())
                .field("seq", object.seq())
                .field("updatedAt", object.updatedAt())
                .field("updatedBy", object.updatedBy())
                .field("props", object.props())
                .close('}')
                .toBytes();
    }

    /** @throws IOException the bytes are not an encoded snapshot */
    static List<CanvasObject> decode(byte[] snapshot) throws IOException {
        return decode(snapshot, _ -> {});
    }

    /** @param each is told each object as it is read */
    static List<CanvasObject> decode(byte[] snapshot, Consumer<CanvasObject> each) throws IOException {
        try (JsonParser in =
                JsonReader.FACTORY.createParser(new GZIPInputStream(new ByteArrayInputStream(snapshot), 1 << 14))) {
            expect(in.nextToken() == JsonToken.START_ARRAY);
            List<CanvasObject> objects = new ArrayList<>();
            while (in.nextToken() == JsonToken.START_OBJECT) {
                CanvasObject object = object(in);
                each.accept(object);
                objects.add(object);
            }
            expect(in.currentToken() == JsonToken.END_ARRAY && in.nextToken() == null);
            return objects;
        }
    }

    private static CanvasObject object(JsonParser in) throws IOException {
        String id = null;
        long seq = 0;
        long updatedAt = 0;
        String updatedBy = null;
        Json props = null;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "id" -> id = in.getText();
                case "seq" -> seq = in.getLongValue();
                case "updatedAt" -> updatedAt = in.getLongValue();
                case "updatedBy" -> updatedBy = in.getText();
                case "props" -> props = JsonReader.props(in, Set.of());
                default -> in.skipChildren();
            }
        }
        if (id == null || updatedBy == null || props == null) {
            throw new IOException("not a snapshot");
        }
        return new CanvasObject(id, props, seq, updatedAt, updatedBy);
    }

    private static void expect(boolean ok) throws IOException {
        if (!ok) {
            throw new IOException("not a snapshot");
        }
    }
}
