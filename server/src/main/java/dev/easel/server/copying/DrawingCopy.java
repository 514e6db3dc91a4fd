package dev.easel.server.copying;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.excalidraw.Drawing.Element;
import dev.easel.server.excalidraw.Drawing.EmbeddedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a drawing. Immutable.
 *
 * @param elements in drawing order, with new ids, without order keys
 * @param files those that elements show, under ids of their own
 * @param look background and grid, where the file tells any: what a board has as {@code settings.board}
 * @param skipped the first of what was left out
 * @param skippedCount how much was left out
 */
public record DrawingCopy(
        List<Element> elements,
        List<EmbeddedFile> files,
        Optional<Json> look,
        List<Skipped> skipped,
        int skippedCount) {
    /** What is told one by one. */
    public static final int MOST_TOLD = 1_000;

    public DrawingCopy {
        elements = List.copyOf(elements);
        files = List.copyOf(files);
        skipped = List.copyOf(skipped);
    }

    /**
     * The elements with order keys above all of these (null is the one of an object that has none), in their order.
     * Takes time when there are many.
     */
    public List<Element> above(Iterable<? extends @Nullable String> keys) {
        OrderKeys above = OrderKeys.above(keys);
        List<Element> placed = new ArrayList<>(elements.size());
        for (Element element : elements) {
            Json props = element.props();
            JsonWriter out = new JsonWriter(props.length() + 24).open('{').field("index", above.next());
            new JsonMembers(props).copyRestTo(out);
            placed.add(new Element(element.id(), out.close('}').toJson()));
        }
        return placed;
    }

    /**
     * What was left out.
     *
     * @param element its id in the file, or its place there
     * @param type null where it has none
     * @param code why, for programs
     * @param reason a sentence without its full stop, for people
     */
    public record Skipped(String element, @Nullable String type, Code code, String reason) {}

    /** Why something is left out. Those who ask know these by name: none is renamed. */
    public enum Code {
        NOT_AN_OBJECT,
        NO_TYPE,
        UNKNOWN_TYPE,
        NOT_A_NUMBER,
        TOO_FAR,
        TOO_LARGE,
        NO_SIZE,
        NOT_CONNECTED,
        NO_PICTURE,
        PICTURE_ELSEWHERE,
        PICTURE_UNREADABLE,
        PICTURE_TYPE,
        EMPTY,
        TRUNCATED;

        /** As the protocol writes it. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
