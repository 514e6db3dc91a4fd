package dev.easel.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.easel.protocol.Json;
import dev.easel.protocol.JsonText;
import dev.easel.protocol.JsonWriter;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.room.Projects.Asset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes a canvas as an {@code .excalidraw} file: the elements in drawing order, each with the bookkeeping Excalidraw
 * wants, and the files they show. Immutable.
 */
final class BoardWriter {
    /** Bytes of an image written in one fragment; a multiple of three, so that base64 needs no padding between. */
    private static final int IMAGE_FRAGMENT = 96 << 10;

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

    /** @param assets of the project, those that no element shows included */
    Pieces write(List<Asset> assets) {
        List<Fragment> shown = new ArrayList<>();
        assets.stream().filter(asset -> files.contains(asset.id())).forEach(asset -> fragments(asset, shown));
        return new Pieces(Stream.of(
                        ascii("{\"type\":\"excalidraw\",\"version\":2,\"source\":\"easel\",\"elements\":["),
                        Pieces.separated(elements, BoardWriter::element),
                        ascii("],\"appState\":{},\"files\":{"),
                        shown.stream().map(fragment -> fragment.toBytes(fragment != shown.getFirst())),
                        ascii("}}"))
                .reduce(Stream.empty(), Stream::concat));
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

    private static void fragments(Asset asset, List<Fragment> fragments) {
        int from = 0;
        do {
            int to = Math.min(asset.bytes().length, from + IMAGE_FRAGMENT);
            fragments.add(new Fragment(asset, from, to));
            from = to;
        } while (from < asset.bytes().length);
    }

    private record Placed(String index, CanvasObject object) {}

    /** A part of an asset's bytes, with what stands before the first and behind the last. */
    private record Fragment(Asset asset, int from, int to) {
        byte[] toBytes(boolean separated) {
            byte[] base64 = Base64.getEncoder().encode(Arrays.copyOfRange(asset.bytes(), from, to));
            String head = from == 0 ? (separated ? "," : "") + head() : "";
            String tail = to == asset.bytes().length ? "\"}" : "";
            return concat(head.getBytes(US_ASCII), base64, tail.getBytes(US_ASCII));
        }

        /** Ids, MIME types and numbers are ASCII that needs no escaping. */
        private String head() {
            return "\"%s\":{\"mimeType\":\"%s\",\"id\":\"%s\",\"created\":%d,\"dataURL\":\"data:%s;base64,"
                    .formatted(asset.id(), asset.mimeType(), asset.id(), asset.createdAt(), asset.mimeType());
        }

        private static byte[] concat(byte[]... parts) {
            byte[] whole =
                    new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
            int at = 0;
            for (byte[] part : parts) {
                System.arraycopy(part, 0, whole, at, part.length);
                at += part.length;
            }
            return whole;
        }
    }
}
