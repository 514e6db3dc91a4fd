package dev.easel.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.Json;
import dev.easel.protocol.JsonMembers;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.JsonText;
import dev.easel.protocol.JsonWriter;
import dev.easel.protocol.ObjectIds;
import dev.easel.server.http.Board.Element;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@code elements} of a board, in order. What is wrong with one is a 422 that names it. For one board, in one
 * thread.
 */
final class ElementReader {
    /** Excalidraw's own bookkeeping, which the server's takes the place of. */
    private static final Set<String> LEFT_OUT = Set.of("version", "versionNonce", "updated");

    private static final Json TRUE = new JsonWriter(16).ascii("true").toJson();

    private final byte[] text;
    private final int maxObjects;
    private final int maxBytes;
    private final List<Element> elements = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    /** Positions in the array of the elements that are kept. */
    private final List<Integer> positions = new ArrayList<>();

    private boolean allIndexed = true;

    /**
     * @param text what the parser reads from
     * @param maxObjects elements that are not deleted
     * @param maxBytes of one element's props
     */
    ElementReader(byte[] text, int maxObjects, int maxBytes) {
        this.text = text;
        this.maxObjects = maxObjects;
        this.maxBytes = maxBytes;
    }

    /** The elements that are not deleted; where one lacks an index, all have got one that keeps their order. */
    List<Element> read(JsonParser in) throws IOException {
        for (int position = 0; in.nextToken() != JsonToken.END_ARRAY; position++) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw wrong(position, Optional.empty(), "is not an object");
            }
            long from = in.currentTokenLocation().getByteOffset();
            try {
                add(position, JsonReader.props(in, LEFT_OUT));
            } catch (InvalidContent content) {
                throw wrong(position, idAt(from), content.getMessage());
            }
        }
        return finished();
    }

    private void add(int position, Json element) {
        if (TRUE.equals(JsonText.member(element, BoardNames.DELETED))) {
            return;
        }
        Json named = JsonText.member(element, BoardNames.ID);
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
        if (ids.size() > maxObjects) {
            throw Problem.unprocessable("the board has over " + maxObjects + " elements");
        }
        Json index = JsonText.member(element, BoardNames.INDEX);
        allIndexed &= index != null && index.isString();
        elements.add(new Element(id, without(element, BoardNames.ID, BoardNames.DELETED)));
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
            if (element.props().length() > maxBytes) {
                throw wrong(
                        positions.get(i),
                        Optional.of(element.id()),
                        "is " + element.props().length() + " bytes, over " + maxBytes);
            }
        }
        return elements;
    }

    private static Json indexed(Json props, String index) {
        JsonWriter out = new JsonWriter(props.length() + 20).open('{');
        copy(props, out, BoardNames.INDEX);
        return out.field("index", index).close('}').toJson();
    }

    private static Json without(Json element, Json... names) {
        JsonWriter out = new JsonWriter(element.length()).open('{');
        copy(element, out, names);
        return out.close('}').toJson();
    }

    /** Writes the members of {@code object} that have none of these names. */
    static void copy(Json object, JsonWriter out, Json... without) {
        JsonMembers members = new JsonMembers(object);
        while (members.next()) {
            boolean kept = true;
            for (Json name : without) {
                kept &= !members.isNamed(name);
            }
            if (kept) {
                out.member(members.name(), members.value());
            }
        }
    }

    private static Problem wrong(int position, Optional<String> id, String what) {
        String named = id.map(it -> " (id \"" + Problem.shortened(it) + "\")").orElse("");
        return Problem.unprocessable("element " + position + named + " " + what);
    }

    /** The id of the element that begins there, found although something in it is wrong. */
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
        } catch (IOException unreadable) {
            // the message does without
        }
        return Optional.empty();
    }
}
