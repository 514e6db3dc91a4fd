package dev.easel.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.server.call.Pieces;
import dev.easel.server.catalog.AssetSlice;
import dev.easel.server.catalog.Projects.StoredAsset;
import dev.easel.server.excalidraw.DrawingWriter;
import dev.easel.server.excalidraw.DrawnElement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExportResourceTest {
    @Test
    @DisplayName("a large drawing is written in pieces of bounded size")
    void bounded_pieces() {
        List<DrawnElement> elements = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            elements.add(element("o" + i, "{\"text\":\"" + "x".repeat(1_000) + "\"}"));
        }
        List<Buffer> pieces = new ArrayList<>();
        ExportResource.body(
                        DrawingWriter.of(elements, Json.EMPTY_OBJECT),
                        List.of(),
                        _ -> Future.failedFuture("no image is shown"))
                .forEachRemaining(piece -> pieces.add(piece.result()));

        assertTrue(pieces.size() > 10);
        assertTrue(pieces.stream().allMatch(piece -> piece.length() < Pieces.PIECE + 2_000));
    }

    @Test
    @DisplayName("images are read one slice at a time, each when its piece is asked for")
    void one_slice_at_a_time() {
        List<AssetSlice> read = new ArrayList<>();
        List<StoredAsset> assets = List.of(
                new StoredAsset("f1", "image/png", 5 * AssetSlice.BYTES, 1), new StoredAsset("f2", "image/png", 1, 1));
        Pieces pieces = ExportResource.body(shown(), assets, slice -> {
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
    @DisplayName("an image of several slices is written with all its bytes, an empty one with none")
    void all_bytes() {
        byte[] large = new byte[2 * AssetSlice.BYTES + 1];
        new Random(7).nextBytes(large);
        List<StoredAsset> assets =
                List.of(new StoredAsset("f1", "image/png", large.length, 1), new StoredAsset("f2", "image/gif", 0, 2));
        Buffer text = Buffer.buffer();
        ExportResource.body(
                        shown(),
                        assets,
                        slice -> Future.succeededFuture(
                                Arrays.copyOfRange(large, slice.from(), slice.from() + slice.length())))
                .forEachRemaining(piece -> text.appendBuffer(piece.result()));

        JsonObject files = new JsonObject(text).getJsonObject("files");
        String[] url = files.getJsonObject("f1").getString("dataURL").split(",");
        assertArrayEquals(large, Base64.getDecoder().decode(url[1]));
        assertEquals("data:image/gif;base64,", files.getJsonObject("f2").getString("dataURL"));
    }

    @Test
    @DisplayName("an export is named after the project, without characters that a file name cannot have")
    void file_names() {
        assertEquals(
                "attachment; filename=\"My board.excalidraw\"; filename*=UTF-8''My%20board.excalidraw",
                ExportResource.disposition("My board"));
        assertEquals(
                "attachment; filename=\"_ _ x.excalidraw\"; filename*=UTF-8''%C3%A9%20%F0%9F%91%8B%20x.excalidraw",
                ExportResource.disposition("é/👋\"\r\n\\x"));
        assertEquals(
                "attachment; filename=\"board...excalidraw\"; filename*=UTF-8''board...excalidraw",
                ExportResource.disposition(".."));
    }

    /** Two elements that show the images f1 and f2. */
    private static DrawingWriter shown() {
        return DrawingWriter.of(
                List.of(element("a", "{\"fileId\":\"f1\"}"), element("b", "{\"fileId\":\"f2\"}")), Json.EMPTY_OBJECT);
    }

    private static DrawnElement element(String id, String props) {
        return new DrawnElement(id, JsonReader.stored(props), 3, 1);
    }
}
