package dev.easel.server.excalidraw;

import dev.easel.server.excalidraw.Drawing.EmbeddedFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Drawings for tests: read, written, and in a form in which drawings that are equal by value are equal. */
public final class Drawings {
    public static final long NOW = 1_750_000_000_000L;

    /** Small enough to be reached. */
    private static final DrawingLimits LIMITS = new DrawingLimits(5, 2_000);

    private Drawings() {}

    public static String resource(String name) {
        try (InputStream in = Drawings.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Drawing read(String text) {
        return new DrawingReader(LIMITS).read(text.getBytes(StandardCharsets.UTF_8), NOW);
    }

    public static String elements(String... elements) {
        return "{\"elements\":[" + String.join(",", elements) + "]}";
    }

    /** The elements as a project holds them after they were put as event 3. */
    static List<DrawnElement> drawn(Drawing drawing) {
        return drawing.elements().stream()
                .map(it -> new DrawnElement(it.id(), it.props(), 3, NOW))
                .toList();
    }

    /** The text of the file. The bytes of embedded files are written in parts of 30 bytes. */
    static String written(DrawingWriter writer, List<EmbeddedFile> files) {
        StringBuilder text = new StringBuilder();
        List<DrawnFile> drawn = files.stream()
                .map(it -> new DrawnFile(it.id(), it.mimeType(), it.createdAt()))
                .toList();
        writer.write(drawn).forEach(fragment -> {
            switch (fragment) {
                case Fragment.Text it -> text.append(new String(it.bytes(), StandardCharsets.UTF_8));
                case Fragment.FileBytes it -> append(text, bytes(files, it.fileId()));
            }
        });
        return text.toString();
    }

    private static void append(StringBuilder text, byte[] bytes) {
        for (int from = 0; from < bytes.length; from += 30) {
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(from + 30, bytes.length));
            text.append(new String(Fragment.FileBytes.encoded(part), StandardCharsets.US_ASCII));
        }
    }

    private static byte[] bytes(List<EmbeddedFile> files, String id) {
        return files.stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    /** The elements that are not deleted, without the bookkeeping that an import does not keep. */
    public static JsonArray comparable(String text) {
        JsonArray kept = new JsonArray();
        for (Object element : new JsonObject(text).getJsonArray("elements")) {
            JsonObject it = (JsonObject) element;
            if (!it.getBoolean("isDeleted", false)) {
                List.of("version", "versionNonce", "updated", "isDeleted").forEach(it::remove);
                kept.add(it);
            }
        }
        return kept;
    }
}
