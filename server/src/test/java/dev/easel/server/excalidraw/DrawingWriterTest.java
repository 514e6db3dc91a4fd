package dev.easel.server.excalidraw;

import static dev.easel.server.excalidraw.Drawings.comparable;
import static dev.easel.server.excalidraw.Drawings.drawn;
import static dev.easel.server.excalidraw.Drawings.elements;
import static dev.easel.server.excalidraw.Drawings.read;
import static dev.easel.server.excalidraw.Drawings.written;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.server.excalidraw.Drawing.EmbeddedFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DrawingWriterTest {
    @Test
    @DisplayName("a drawing that is read and written is equal by value, in drawing order")
    void round_trip() {
        String text = Drawings.resource("indexed.excalidraw");
        JsonArray sent = comparable(text);

        JsonArray back = comparable(roundTrip(text));

        assertEquals(new JsonArray().add(sent.getValue(2)).add(sent.getValue(0)).add(sent.getValue(1)), back);
    }

    @Test
    @DisplayName("a drawing without indices is written in the order in which it was read")
    void order_is_kept_without_indices() {
        JsonArray back = comparable(roundTrip(Drawings.resource("unindexed.excalidraw")));

        assertEquals(List.of("z", "y", "x"), ids(back));
    }

    @Test
    @DisplayName("equal indices are sorted by id; elements without an index are on top")
    void drawing_order() {
        List<DrawnElement> elements =
                List.of(element("b", "{\"index\":\"a1\"}"), element("new", "{}"), element("a", "{\"index\":\"a1\"}"));

        String text = written(DrawingWriter.of(elements, Json.EMPTY_OBJECT), List.of());

        assertEquals(List.of("a", "b", "new"), ids(comparable(text)));
    }

    @Test
    @DisplayName("every element has the bookkeeping that Excalidraw expects once, and the same each time it is written")
    void bookkeeping() {
        List<DrawnElement> elements =
                List.of(element("a", "{\"version\":99,\"isDeleted\":true,\"updated\":1,\"x\":1}"));
        String text = written(DrawingWriter.of(elements, Json.EMPTY_OBJECT), List.of());
        JsonObject drawing = new JsonObject(text);
        JsonObject element = drawing.getJsonArray("elements").getJsonObject(0);

        assertEquals("excalidraw", drawing.getString("type"));
        assertEquals(2, drawing.getInteger("version"));
        assertEquals("easel", drawing.getString("source"));
        assertEquals(3, element.getInteger("version"));
        assertEquals(Drawings.NOW, element.getLong("updated"));
        assertEquals(false, element.getBoolean("isDeleted"));
        assertTrue(element.getLong("versionNonce") >= 0 && element.getLong("versionNonce") < 1L << 31);
        assertEquals(1, text.split("\"updated\"", -1).length - 1);
        assertEquals(text, written(DrawingWriter.of(elements, Json.EMPTY_OBJECT), List.of()));
    }

    @Test
    @DisplayName("only files that elements show are written, with all their bytes")
    void files() {
        byte[] large = new byte[1_001];
        new Random(7).nextBytes(large);
        List<EmbeddedFile> files = List.of(
                new EmbeddedFile("other", "image/png", large, 1),
                new EmbeddedFile("f1", "image/png", large, 2),
                new EmbeddedFile("f2", "image/gif", new byte[0], 3));
        DrawingWriter writer = DrawingWriter.of(
                List.of(element("a", "{\"fileId\":\"f1\"}"), element("b", "{\"fileId\":\"f2\"}")), Json.EMPTY_OBJECT);

        JsonObject written = new JsonObject(written(writer, files)).getJsonObject("files");

        assertEquals(Set.of("f1", "f2"), written.fieldNames());
        String[] url = written.getJsonObject("f1").getString("dataURL").split(",");
        assertEquals("data:image/png;base64", url[0]);
        assertArrayEquals(large, Base64.getDecoder().decode(url[1]));
        assertEquals(2, written.getJsonObject("f1").getInteger("created"));
        assertEquals("data:image/gif;base64,", written.getJsonObject("f2").getString("dataURL"));
    }

    @Test
    @DisplayName("a drawing that was written can be read again")
    void written_drawings_can_be_read() {
        String once = roundTrip(elements("{\"id\":\"a\",\"index\":\"a0\"}", "{\"id\":\"b\",\"index\":\"a1\"}"));
        assertEquals(comparable(once), comparable(roundTrip(once)));
    }

    private static String roundTrip(String text) {
        Drawing drawing = read(text);
        List<DrawnElement> elements = new ArrayList<>(drawn(drawing));
        Collections.shuffle(elements, new Random(1));
        return written(DrawingWriter.of(elements, Json.EMPTY_OBJECT), drawing.files());
    }

    private static DrawnElement element(String id, String props) {
        return new DrawnElement(id, JsonReader.stored(props), 3, Drawings.NOW);
    }

    private static List<String> ids(JsonArray elements) {
        return elements.stream().map(it -> ((JsonObject) it).getString("id")).toList();
    }
}
