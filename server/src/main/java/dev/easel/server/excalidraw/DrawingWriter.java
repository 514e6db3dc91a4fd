package dev.easel.server.excalidraw;

import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.excalidraw.Fragment.FileBytes;
import dev.easel.server.excalidraw.Fragment.Text;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes an {@code .excalidraw} file: the elements in drawing order, each with the bookkeeping that Excalidraw expects,
 * and the files that they show. Immutable.
 */
public final class DrawingWriter {
    /** Elements without an index are new to Excalidraw, and are on top. */
    private static final Comparator<Placed> DRAWING_ORDER = Comparator.comparing(
                    Placed::index, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(placed -> placed.element().id());

    private final List<DrawnElement> elements;
    private final Json appState;
    private final Set<String> fileIds;

    private DrawingWriter(List<DrawnElement> elements, Json appState, Set<String> fileIds) {
        this.elements = elements;
        this.appState = appState;
        this.fileIds = fileIds;
    }

    /**
     * Sorts the elements, which takes time when there are many.
     *
     * @param appState what the file says beside the elements
     */
    public static DrawingWriter of(Collection<DrawnElement> elements, Json appState) {
        Set<String> fileIds = new HashSet<>();
        elements.forEach(element ->
                ElementText.string(element.props(), ElementNames.FILE_ID).ifPresent(fileIds::add));
        List<DrawnElement> sorted = elements.stream()
                .map(Placed::of)
                .sorted(DRAWING_ORDER)
                .map(Placed::element)
                .toList();
        return new DrawingWriter(sorted, appState, Set.copyOf(fileIds));
    }

    /** The ids of the files that elements show. */
    public Set<String> fileIds() {
        return fileIds;
    }

    /**
     * The text of the file, fragment by fragment, each made when the stream gets to it.
     *
     * @param files those that no element shows are left out
     */
    public Stream<Fragment> write(List<DrawnFile> files) {
        List<DrawnFile> shown =
                files.stream().filter(file -> fileIds.contains(file.id())).toList();
        return Stream.of(
                        text("{\"type\":\"excalidraw\",\"version\":2,\"source\":\"easel\",\"elements\":["),
                        separated(elements, element -> Stream.of(text(element))),
                        text("],\"appState\":"),
                        Stream.<Fragment>of(new Text(appState.toBytes())),
                        text(",\"files\":{"),
                        separated(shown, DrawingWriter::file),
                        text("}}"))
                .reduce(Stream.empty(), Stream::concat);
    }

    private static Stream<Fragment> text(String ascii) {
        return Stream.of(Text.ascii(ascii));
    }

    /** What is written for each item, with commas between the items. */
    private static <T> Stream<Fragment> separated(List<T> items, Function<T, Stream<Fragment>> write) {
        return IntStream.range(0, items.size()).boxed().mapMulti((i, out) -> {
            if (i > 0) {
                out.accept(Text.ascii(","));
            }
            write.apply(items.get(i)).forEach(out);
        });
    }

    private static Text text(DrawnElement element) {
        JsonWriter out =
                new JsonWriter(element.props().length() + 192).open('{').field("id", element.id());
        ElementText.copy(
                element.props(),
                out,
                ElementNames.ID,
                ElementNames.VERSION,
                ElementNames.VERSION_NONCE,
                ElementNames.UPDATED,
                ElementNames.DELETED);
        return new Text(out.field("version", Math.max(1, element.version()))
                .field("versionNonce", nonce(element))
                .field("updated", element.updatedAt())
                .name("isDeleted")
                .ascii("false")
                .close('}')
                .toBytes());
    }

    /** Equal for the same version of the same element, rarely for others. Below 2^31, as Excalidraw's own are. */
    private static long nonce(DrawnElement element) {
        long mixed = (element.id().hashCode() * 31L + element.version()) * 0x9E3779B97F4A7C15L;
        return mixed >>> 33;
    }

    /** Ids, MIME types and numbers are ASCII that needs no escaping. */
    private static Stream<Fragment> file(DrawnFile file) {
        String head = "\"%s\":{\"mimeType\":\"%s\",\"id\":\"%s\",\"created\":%d,\"dataURL\":\"data:%s;base64,"
                .formatted(file.id(), file.mimeType(), file.id(), file.createdAt(), file.mimeType());
        return Stream.of(Text.ascii(head), new FileBytes(file.id()), Text.ascii("\"}"));
    }

    /** @param index null when the element has none */
    private record Placed(@Nullable String index, DrawnElement element) {
        static Placed of(DrawnElement element) {
            return new Placed(
                    ElementText.string(element.props(), ElementNames.INDEX).orElse(null), element);
        }
    }
}
