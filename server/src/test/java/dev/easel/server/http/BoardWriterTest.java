package dev.easel.server.http;

import static dev.easel.server.http.Boards.canvas;
import static dev.easel.server.http.Boards.comparable;
import static dev.easel.server.http.Boards.elements;
import static dev.easel.server.http.Boards.read;
import static dev.easel.server.http.Boards.written;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.JsonReader;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.catalog.Projects.Asset;
import dev.easel.server.catalog.Projects.StoredAsset;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BoardWriterTest {
    @Test
    @DisplayName("a board that comes in goes out equal by value, in drawing order")
    void round_trip() {
        String text = Boards.resource("indexed.excalidraw");
        JsonArray sent = comparable(text);

        JsonArray back = comparable(roundTrip(text));

        assertEquals(new JsonArray().add(sent.getValue(2)).add(sent.getValue(0)).add(sent.getValue(1)), back);
    }

    @Test
    @DisplayName("a board without indices goes out in the order it came in")
    void order_is_kept_without_indices() {
        JsonArray back = comparable(roundTrip(Boards.resource("unindexed.excalidraw")));

        assertEquals(List.of("z", "y", "x"), ids(back));
    }

    @Test
    @DisplayName("equal indices go by id; objects without an index lie on top")
    void drawing_order() {
        List<CanvasObject> objects =
                List.of(object("b", "{\"index\":\"a1\"}"), object("new", "{}"), object("a", "{\"index\":\"a1\"}"));

        String text = written(BoardWriter.of(objects), new Board(List.of(), List.of()));

        assertEquals(List.of("a", "b", "new"), ids(comparable(text)));
    }

    @Test
    @DisplayName("every element has the bookkeeping Excalidraw wants, the same at each export, once")
    void bookkeeping() {
        List<CanvasObject> objects = List.of(object("a", "{\"version\":99,\"isDeleted\":true,\"updated\":1,\"x\":1}"));
        String text = written(BoardWriter.of(objects), new Board(List.of(), List.of()));
        JsonObject board = new JsonObject(text);
        JsonObject element = board.getJsonArray("elements").getJsonObject(0);

        assertEquals("excalidraw", board.getString("type"));
        assertEquals(2, board.getInteger("version"));
        assertEquals("easel", board.getString("source"));
        assertEquals(3, element.getInteger("version"));
        assertEquals(Boards.NOW, element.getLong("updated"));
        assertEquals(false, element.getBoolean("isDeleted"));
        assertTrue(element.getLong("versionNonce") >= 0 && element.getLong("versionNonce") < 1L << 31);
        assertEquals(1, text.split("\"updated\"", -1).length - 1);
        assertEquals(text, written(BoardWriter.of(objects), new Board(List.of(), List.of())));
    }

    @Test
    @DisplayName("only files that elements show go out, whole, however large")
    void files() {
        byte[] large = new byte[2 * Slice.BYTES + 1];
        new Random(7).nextBytes(large);
        List<Asset> assets = List.of(
                new Asset("other", "image/png", large, 1),
                new Asset("f1", "image/png", large, 2),
                new Asset("f2", "image/gif", new byte[0], 3));
        BoardWriter writer =
                BoardWriter.of(List.of(object("a", "{\"fileId\":\"f1\"}"), object("b", "{\"fileId\":\"f2\"}")));

        JsonObject files = new JsonObject(written(writer, new Board(List.of(), assets))).getJsonObject("files");

        assertEquals(java.util.Set.of("f1", "f2"), files.fieldNames());
        String[] url = files.getJsonObject("f1").getString("dataURL").split(",");
        assertEquals("data:image/png;base64", url[0]);
        assertArrayEquals(large, Base64.getDecoder().decode(url[1]));
        assertEquals(2, files.getJsonObject("f1").getInteger("created"));
        assertEquals("data:image/gif;base64,", files.getJsonObject("f2").getString("dataURL"));
    }

    @Test
    @DisplayName("a large board is written in pieces of bounded size")
    void pieces() {
        List<CanvasObject> objects = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            objects.add(object("o" + i, "{\"text\":\"" + "x".repeat(1_000) + "\"}"));
        }
        List<Buffer> pieces = new ArrayList<>();
        BoardWriter.of(objects)
                .write(List.of(), _ -> Future.failedFuture("no image is shown"))
                .forEachRemaining(piece -> pieces.add(piece.result()));

        assertTrue(pieces.size() > 10);
        assertTrue(pieces.stream().allMatch(piece -> piece.length() < Pieces.PIECE + 2_000));
    }

    @Test
    @DisplayName("images are read one slice at a time, each when it is time to write it")
    void one_slice_at_a_time() {
        List<Slice> read = new ArrayList<>();
        List<StoredAsset> assets = List.of(
                new StoredAsset("f1", "image/png", 5 * Slice.BYTES, 1), new StoredAsset("f2", "image/png", 1, 1));
        Pieces pieces = BoardWriter.of(List.of(object("a", "{\"fileId\":\"f1\"}"), object("b", "{\"fileId\":\"f2\"}")))
                .write(assets, slice -> {
                    read.add(slice);
                    return Future.succeededFuture(new byte[slice.length()]);
                });

        for (int i = 1; i <= 5; i++) {
            assertTrue(pieces.hasNext());
            pieces.next();
            assertEquals(i, read.size());
        }
        pieces.next();
        assertEquals(6, read.size());
        assertFalse(pieces.hasNext());
    }

    @Test
    @DisplayName("a written board can be read again")
    void written_boards_are_boards() {
        String once = roundTrip(elements("{\"id\":\"a\",\"index\":\"a0\"}", "{\"id\":\"b\",\"index\":\"a1\"}"));
        assertEquals(comparable(once), comparable(roundTrip(once)));
    }

    private static String roundTrip(String text) {
        Board board = read(text);
        List<CanvasObject> objects = new ArrayList<>(canvas(board));
        Collections.shuffle(objects, new Random(1));
        return written(BoardWriter.of(objects), board);
    }

    private static CanvasObject object(String id, String props) {
        return new CanvasObject(id, JsonReader.stored(props), 3, Boards.NOW, "ada");
    }

    private static List<String> ids(JsonArray elements) {
        return elements.stream().map(it -> ((JsonObject) it).getString("id")).toList();
    }
}
