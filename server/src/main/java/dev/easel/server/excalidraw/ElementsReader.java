package dev.easel.server.excalidraw;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.ObjectIds;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.excalidraw.Drawing.Element;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@code elements} of one drawing, in order. An exception names the element that is wrong. For one thread.
 */
final class ElementsReader {
    /** Excalidraw's own bookkeeping. The writer makes it again from the server's. */
    private static final Set<String> LEFT_OUT = Set.of("version", "versionNonce", "updated");

    private static final Json TRUE = new JsonWriter(16).ascii("true").toJson();

    private final byte[] text;
    private final DrawingLimits limits;
    private final List<Element> elements = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    /** The position of each of {@link #elements} in the array, deleted ones included. */
    private final List<Integer> positions = new ArrayList<>();

    private boolean allIndexed = true;

    /** @param text what the parser reads from */
    ElementsReader(byte[] text, DrawingLimits limits) {
        this.text = text;
        this.limits = limits;
    }

    /** The elements that are not deleted. If one of them has no index, each gets a new one that keeps the order. */
    List<Element> read(JsonParser in) throws IOException {
        for (int position = 0; in.nextToken() != JsonToken.END_ARRAY; position++) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw wrong(position, Optional.empty(), "is not an object");
            }
            long from = in.currentTokenLocation().getByteOffset();
            try {
                add(position, JsonReader.props(in, LEFT_OUT));
            } catch (InvalidContent failure) {
                throw wrong(position, idAt(from), failure.getMessage());
            }
        }
        return finished();
    }

    private void add(int position, Json element) {
        if (Objects.equals(TRUE, JsonMembers.find(element, ElementNames.DELETED))) {
            return;
        }
        Json named = JsonMembers.find(element, ElementNames.ID);
        if (named == null || !named.isString()) {
            throw wrong(position, Optional.empty(), "has no id, a string");
        }
        String id = named.stringValue();
        if (!ObjectIds.isValid(id)) {
            throw wrong(position, Optional.of(id), "has an id that is not 1 to 64 of A-Z a-z 0-9 _ -");
        }
        if (!ids.add(id)) {
            throw wrong(position, Optional.of(id), "has the id of an element before it");
        }
        if (ids.size() > limits.elements()) {
            throw InvalidDrawing.content("the board has over " + limits.elements() + " elements");
        }
        Json index = JsonMembers.find(element, ElementNames.INDEX);
        allIndexed &= index != null && index.isString();
        elements.add(new Element(id, without(element, ElementNames.ID, ElementNames.DELETED)));
        positions.add(position);
    }

    private List<Element> finished() {
        FractionalIndex keys = new FractionalIndex(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            if (!allIndexed) {
                element = new Element(element.id(), indexed(element.props(), keys.at(i)));
                elements.set(i, element);
            }
            long bytes = element.props().storedLength();
            if (bytes > limits.elementBytes()) {
                throw wrong(
                        positions.get(i),
                        Optional.of(element.id()),
                        "is " + bytes + " bytes, over " + limits.elementBytes());
            }
        }
        return elements;
    }

    private static Json indexed(Json props, String index) {
        JsonWriter out = new JsonWriter(props.length() + 20).open('{');
        ElementText.copy(props, out, ElementNames.INDEX);
        return out.field("index", index).close('}').toJson();
    }

    private static Json without(Json element, Json... names) {
        JsonWriter out = new JsonWriter(element.length()).open('{');
        ElementText.copy(element, out, names);
        return out.close('}').toJson();
    }

    private static InvalidDrawing wrong(int position, Optional<String> id, String what) {
        String named =
                id.map(it -> " (id \"" + InvalidDrawing.quoted(it) + "\")").orElse("");
        return InvalidDrawing.content("element " + position + named + " " + what);
    }

    /**
     * The id of the element that begins at byte {@code from}, if it has one. Something else in the element is wrong.
     */
    private Optional<String> idAt(long from) {
        if (from < 0) {
            return Optional.empty();
        }
        try (JsonParser in = JsonReader.FACTORY.createParser(text, (int) from, text.length - (int) from)) {
            in.nextToken();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                boolean isId = in.currentName().equals("id");
                if (in.nextToken() == JsonToken.VALUE_STRING && isId) {
                    return Optional.of(in.getText());
                }
                in.skipChildren();
            }
        } catch (IOException malformed) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
