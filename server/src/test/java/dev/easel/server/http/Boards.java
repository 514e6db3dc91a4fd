package dev.easel.server.http;

import dev.easel.protocol.Limits;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.catalog.Projects.Asset;
import dev.easel.server.catalog.Projects.StoredAsset;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Boards for tests: read, written, and brought into a form in which equal boards are equal. */
final class Boards {
    static final long NOW = 1_750_000_000_000L;

    private static final Limits LIMITS =
            new Limits(1 << 20, 1_000, 2_000, 100, 120, 240, 4096, 60, 500, 1 << 20, 10_000, 20_000);

    /** Small enough to be reached. */
    static final DeskSettings SMALL = new DeskSettings(LIMITS, 1 << 20, 5, 1, 1_000, 2, 500);

    private Boards() {}

    static String resource(String name) {
        try (InputStream in = Boards.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static Board read(String text) {
        return new BoardReader(SMALL).read(text.getBytes(StandardCharsets.UTF_8), NOW);
    }

    static String elements(String... elements) {
        return "{\"elements\":[" + String.join(",", elements) + "]}";
    }

    /** The board as a project would hold it, put as event 3. */
    static List<CanvasObject> canvas(Board board) {
        List<CanvasObject> objects = new ArrayList<>();
        board.elements().forEach(it -> objects.add(new CanvasObject(it.id(), it.props(), 3, NOW, "ada")));
        return objects;
    }

    static String written(BoardWriter writer, Board board) {
        Buffer text = Buffer.buffer();
        writer.write(stored(board.assets()), slice -> Future.succeededFuture(bytes(board.assets(), slice)))
                .forEachRemaining(piece -> text.appendBuffer(piece.result()));
        return text.toString();
    }

    /** The assets as the store tells of them. */
    static List<StoredAsset> stored(Collection<Asset> assets) {
        return assets.stream()
                .map(it -> new StoredAsset(it.id(), it.mimeType(), it.bytes().length, it.createdAt()))
                .toList();
    }

    private static byte[] bytes(List<Asset> assets, Slice slice) {
        Asset asset = assets.stream()
                .filter(it -> it.id().equals(slice.asset().id()))
                .findFirst()
                .orElseThrow();
        return Arrays.copyOfRange(asset.bytes(), slice.from(), slice.to());
    }

    /** The elements that are there, without the bookkeeping that no import keeps; numbers as doubles. */
    static JsonArray comparable(String board) {
        JsonArray kept = new JsonArray();
        for (Object element : new JsonObject(board).getJsonArray("elements")) {
            JsonObject it = (JsonObject) element;
            if (!it.getBoolean("isDeleted", false)) {
                List.of("version", "versionNonce", "updated", "isDeleted").forEach(it::remove);
                kept.add(it);
            }
        }
        return kept;
    }
}
