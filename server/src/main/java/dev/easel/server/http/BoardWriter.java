package dev.easel.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.easel.protocol.Json;
import dev.easel.protocol.JsonText;
import dev.easel.protocol.JsonWriter;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.catalog.Projects.StoredAsset;
import io.vertx.core.Future;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes a canvas as an {@code .excalidraw} file: the elements in drawing order, each with the bookkeeping Excalidraw
 * wants, and the files they show. Immutable.
 */
final class BoardWriter {
    /** Those without an index, which no Excalidraw has seen yet, lie on top. */
    private static final Comparator<Placed> DRAWING_ORDER = Comparator.comparing(
                    Placed::index, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(placed -> placed.object().id());

    private final List<CanvasObject> elements;
    private final Set<String> files;

    private BoardWriter(List<CanvasObject> elements, Set<String> files) {
        this.elements = elements;
        this.files = files;
    }

    /** Puts the objects in order. Takes a while where they are many. */
    static BoardWriter of(List<CanvasObject> objects) {
        Set<String> files = new HashSet<>();
        List<CanvasObject> elements = objects.stream()
                .map(object -> new Placed(text(object, BoardNames.INDEX).orElse(null), object))
                .sorted(DRAWING_ORDER)
                .map(Placed::object)
                .toList();
        objects.forEach(object -> text(object, BoardNames.FILE_ID).ifPresent(files::add));
        return new BoardWriter(elements, files);
    }

    /** The ids of the files that elements show. */
    Set<String> files() {
        return files;
    }

    /**
     * @param assets of the project, those that no element shows included
     * @param read gives a slice's bytes; asked when it is time to write them
     */
    Pieces write(List<StoredAsset> assets, Function<Slice, Future<byte[]>> read) {
        List<StoredAsset> shown =
                assets.stream().filter(asset -> files.contains(asset.id())).toList();
        List<Slice> slices = shown.stream().map(Slice::of).flatMap(List::stream).toList();
        Stream<byte[]> head = Stream.of(
                        ascii("{\"type\":\"excalidraw\",\"version\":2,\"source\":\"easel\",\"elements\":["),
                        Pieces.separated(elements, BoardWriter::element),
                        ascii("],\"appState\":{},\"files\":{"))
                .reduce(Stream.empty(), Stream::concat);
        Stream<Future<byte[]>> images =
                slices.stream().map(slice -> read.apply(slice).map(bytes -> text(slice, bytes, slices.getFirst())));
        return Pieces.ofFutures(Stream.concat(
                Stream.concat(head.map(Future::succeededFuture), images),
                ascii("}}").map(Future::succeededFuture)));
    }

    private static byte[] element(CanvasObject object) {
        JsonWriter out = new JsonWriter(object.props().length() + 192).open('{').field("id", object.id());
        ElementReader.copy(
                object.props(),
                out,
                BoardNames.ID,
                BoardNames.VERSION,
                BoardNames.VERSION_NONCE,
                BoardNames.UPDATED,
                BoardNames.DELETED);
        return out.field("version", Math.max(1, object.seq()))
                .field("versionNonce", nonce(object))
                .field("updated", object.updatedAt())
                .name("isDeleted")
                .ascii("false")
                .close('}')
                .toBytes();
    }

    /** The same for the same state of the same object, and seldom for another: below 2^31, as Excalidraw's are. */
    private static long nonce(CanvasObject object) {
        long mixed = (object.id().hashCode() * 31L + object.seq()) * 0x9E3779B97F4A7C15L;
        return mixed >>> 33;
    }

    private static Optional<String> text(CanvasObject object, Json name) {
        return Optional.ofNullable(JsonText.member(object.props(), name))
                .filter(Json::isString)
                .map(Json::stringValue);
    }

    private static Stream<byte[]> ascii(String text) {
        return Stream.of(text.getBytes(US_ASCII));
    }

    /** A slice of an asset, with what stands before its first and behind its last. */
    private static byte[] text(Slice slice, byte[] bytes, Slice first) {
        String head = slice.isFirst() ? (slice == first ? "" : ",") + head(slice.asset()) : "";
        String tail = slice.isLast() ? "\"}" : "";
        return (head + Base64.getEncoder().encodeToString(bytes) + tail).getBytes(US_ASCII);
    }

    /** Ids, MIME types and numbers are ASCII that needs no escaping. */
    private static String head(StoredAsset asset) {
        return "\"%s\":{\"mimeType\":\"%s\",\"id\":\"%s\",\"created\":%d,\"dataURL\":\"data:%s;base64,"
                .formatted(asset.id(), asset.mimeType(), asset.id(), asset.createdAt(), asset.mimeType());
    }

    private record Placed(String index, CanvasObject object) {}
}
