package dev.easel.server.copying;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.server.copying.DrawingCopy.Code;
import dev.easel.server.excalidraw.DrawingLimits;
import dev.easel.server.excalidraw.InvalidDrawing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a JSON text holds: the elements of a drawing, of something copied, or of a bare array, which are one
 * scene; or the items of a library, each of which is a scene by itself. Where the text ends early or is none from some
 * place on, what stands before is read. For one thread.
 */
final class Scenes {
    /** In how many objects or texts a drawing may be wrapped. */
    private static final int MOST_WRAPPED = 3;

    /** How deep arrays of elements may be nested. */
    private static final int MOST_NESTED = 3;

    private static final String THE_REST = "the rest of the file";

    private final DraftReader reader;
    private final LooseJson json;
    private final Leftovers leftovers;
    private final Pictures pictures;
    private final int mostElements;
    private final List<List<ElementDraft>> scenes = new ArrayList<>();
    private boolean isLibrary;
    private boolean isDrawing;
    private int count;
    private Members appState = new Members(Map.of());

    Scenes(DraftReader reader, Leftovers leftovers, Pictures pictures, DrawingLimits limits) {
        this.reader = reader;
        // Each value is a byte at least: an element with more could not be stored.
        this.json = new LooseJson(limits.elementBytes());
        this.leftovers = leftovers;
        this.pictures = pictures;
        this.mostElements = limits.elements();
    }

    List<List<ElementDraft>> scenes() {
        return scenes;
    }

    boolean isLibrary() {
        return isLibrary;
    }

    Members appState() {
        return appState;
    }

    /**
     * Reads the text; to be called once.
     *
     * @throws InvalidDrawing there is no drawing in it
     */
    void read(byte[] text) {
        byte[] left = text;
        for (int wrapped = 0; wrapped <= MOST_WRAPPED && !isDrawing; wrapped++) {
            pictures.clear();
            try (JsonParser in = LooseJson.FACTORY.createParser(left)) {
                left = read(in, left, wrapped);
            } catch (IOException failure) {
                if (count == 0) {
                    throw InvalidDrawing.unreadable(failure);
                }
                leftovers.add(
                        THE_REST, null, Code.TRUNCATED, "it cannot be read: the file is cut off or damaged there");
            }
        }
        if (!isDrawing) {
            throw InvalidDrawing.unreadable("not a drawing: there are no elements in it");
        }
    }

    /** Gives what is still to be read where there is no drawing: the same once more, or the text that it is. */
    private byte[] read(JsonParser in, byte[] text, int depth) throws IOException {
        JsonToken first = in.nextToken();
        if (first == JsonToken.START_ARRAY) {
            isDrawing = true;
            scene(in);
        } else if (first == JsonToken.START_OBJECT) {
            document(in, depth);
        } else if (first == JsonToken.VALUE_STRING) {
            return in.getText().getBytes(StandardCharsets.UTF_8);
        }
        if (isDrawing && in.nextToken() != null) {
            leftovers.add(THE_REST, null, Code.TRUNCATED, "it follows the drawing");
        }
        return text;
    }

    /** @param depth how deep a drawing may be in objects of other names */
    private void document(JsonParser in, int depth) throws IOException {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            JsonToken token = in.nextToken();
            if (field.equals("elements") && token.isStructStart()) {
                isDrawing = true;
                scene(in);
            } else if ((field.equals("libraryItems") || field.equals("library")) && token == JsonToken.START_ARRAY) {
                isDrawing = true;
                isLibrary = true;
                items(in);
            } else if (field.equals("files") && token.isStructStart()) {
                pictures.read(in);
            } else if (field.equals("appState") && token == JsonToken.START_OBJECT) {
                appState = new Members(json.scalars(in, Look.MEMBERS));
            } else if (token == JsonToken.START_OBJECT && depth > 0) {
                document(in, depth - 1);
            } else {
                in.skipChildren();
            }
        }
    }

    /** Items are arrays of elements, or objects that have one. */
    private void items(JsonParser in) throws IOException {
        for (int item = 1; in.nextToken() != JsonToken.END_ARRAY; item++) {
            boolean isItem = false;
            if (in.currentToken() == JsonToken.START_ARRAY) {
                isItem = true;
                scene(in);
            } else if (in.currentToken() == JsonToken.START_OBJECT) {
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    boolean isElements = in.currentName().equals("elements");
                    if (in.nextToken().isStructStart() && isElements) {
                        isItem = true;
                        scene(in);
                    } else {
                        in.skipChildren();
                    }
                }
            }
            if (!isItem) {
                leftovers.add("item " + item, null, Code.EMPTY, "there are no elements in it");
            }
        }
    }

    private void scene(JsonParser in) throws IOException {
        List<ElementDraft> drafts = new ArrayList<>();
        scenes.add(drafts); // what is read before the text ends early counts
        elements(in, drafts, 1);
    }

    /** Reads the array at the parser, or the object, in which each element stands under its id. */
    private void elements(JsonParser in, List<ElementDraft> drafts, int depth) throws IOException {
        boolean isKeyed = in.currentToken() == JsonToken.START_OBJECT;
        for (int position = 0; !in.nextToken().isStructEnd(); position++) {
            String key = null;
            if (isKeyed) {
                key = in.currentName();
                in.nextToken();
            }
            if (in.currentToken() == JsonToken.START_ARRAY && depth < MOST_NESTED) {
                elements(in, drafts, depth + 1);
            } else {
                element(in, position, key).ifPresent(drafts::add);
            }
            if (count > mostElements) {
                throw InvalidDrawing.content("the drawing has over " + mostElements + " elements");
            }
        }
    }

    private Optional<ElementDraft> element(JsonParser in, int position, @Nullable String key) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            leftovers.add("element " + (position + 1), null, Code.NOT_AN_OBJECT, "it is no object");
            return Optional.empty();
        }
        Members members = new Members(json.object(in));
        if (key != null) {
            members.putIfAbsent("id", LooseJson.clean(key));
        }
        if (json.isOver()) {
            String name = members.text("id").orElse("element " + (position + 1));
            leftovers.add(
                    name, members.text("type").orElse(null), Code.TOO_LARGE, "it is too large: it has too many values");
            return Optional.empty();
        }
        @Nullable ElementDraft draft = reader.read(members, position);
        if (draft != null) {
            count++;
        }
        return Optional.ofNullable(draft);
    }
}
