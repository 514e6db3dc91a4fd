package dev.easel.server.copying;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.excalidraw.Drawing.Element;
import dev.easel.server.excalidraw.Drawing.EmbeddedFile;
import dev.easel.server.excalidraw.DrawingLimits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Copies for tests: what was read, by the names of the file, and whether a board can show it. */
final class Copies {
    static final int ELEMENT_BYTES = 256 << 10;

    final DrawingCopy copy;
    final List<JsonObject> elements;

    private Copies(DrawingCopy copy) {
        this.copy = copy;
        this.elements = copy.above(List.of("a5")).stream().map(Copies::json).toList();
        SoundBoard.check(elements, copy.files().stream().map(EmbeddedFile::id).collect(Collectors.toUnmodifiableSet()));
    }

    static Copies of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Copies of(byte[] file) {
        return of(file, ELEMENT_BYTES, Optional.empty());
    }

    static Copies of(byte[] file, int elementBytes, Optional<CopyReader.Place> place) {
        AtomicInteger ids = new AtomicInteger();
        DrawingLimits limits = new DrawingLimits(20_000, elementBytes);
        return new Copies(new CopyReader(limits, 8 << 20, () -> "new-" + ids.getAndIncrement()).read(file, 5, place));
    }

    static Copies elements(String... elements) {
        return of("{\"elements\":[" + String.join(",", elements) + "]}");
    }

    static byte[] resource(String name) {
        try (InputStream in = Copies.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    JsonObject at(int position) {
        return elements.get(position);
    }

    /** The only element of a type. */
    JsonObject one(String type) {
        List<JsonObject> found = of(elements, type);
        assertEquals(1, found.size(), () -> type + " in " + elements);
        return found.getFirst();
    }

    List<JsonObject> all(String type) {
        return of(elements, type);
    }

    /** What was left out, and why. */
    Map<String, String> skipped() {
        Map<String, String> skipped = new LinkedHashMap<>();
        copy.skipped().forEach(it -> skipped.put(it.element(), it.reason()));
        return skipped;
    }

    /** What was left out, and why, for programs. */
    Map<String, String> codes() {
        Map<String, String> codes = new LinkedHashMap<>();
        copy.skipped().forEach(it -> codes.put(it.element(), it.code().text()));
        return codes;
    }

    private static List<JsonObject> of(List<JsonObject> elements, String type) {
        return elements.stream().filter(it -> it.getString("type").equals(type)).toList();
    }

    private static JsonObject json(Element element) {
        return new JsonObject(element.props().toString()).put("id", element.id());
    }

    static JsonArray bound(JsonObject element) {
        return SoundBoard.bound(element);
    }
}
