package dev.easel.server.excalidraw;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.protocol.JsonReader;
import dev.easel.server.excalidraw.Drawing.Element;
import dev.easel.server.excalidraw.Drawing.EmbeddedFile;
import java.io.IOException;
import java.util.List;

/** Reads an {@code .excalidraw} file and checks all of it, which takes time when the file is large. Immutable. */
public final class DrawingReader {
    private final DrawingLimits limits;

    public DrawingReader(DrawingLimits limits) {
        this.limits = limits;
    }

    /**
     * @param now the creation time of embedded files that have none, in milliseconds since 1970
     * @throws InvalidDrawing the text is not a drawing, or something in it is not allowed
     */
    public Drawing read(byte[] text, long now) {
        try (JsonParser in = JsonReader.FACTORY.createParser(text)) {
            Drawing drawing = read(text, in, now);
            if (in.nextToken() != null) {
                throw InvalidDrawing.unreadable("not a board: something follows the JSON object");
            }
            return drawing;
        } catch (IOException failure) {
            throw InvalidDrawing.unreadable(failure);
        }
    }

    private Drawing read(byte[] text, JsonParser in, long now) throws IOException {
        List<Element> elements = null;
        List<EmbeddedFile> files = List.of();
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw InvalidDrawing.unreadable("not a board: a JSON object is needed");
        }
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            JsonToken token = in.nextToken();
            if (field.equals("elements") && token == JsonToken.START_ARRAY) {
                if (elements != null) {
                    throw InvalidDrawing.unreadable("not a board: there are two elements arrays");
                }
                elements = new ElementsReader(text, limits).read(in);
            } else if (field.equals("files") && token == JsonToken.START_OBJECT) {
                files = new FilesReader(now).read(in);
            } else {
                in.skipChildren();
            }
        }
        if (elements == null) {
            throw InvalidDrawing.unreadable("not a board: there is no elements array");
        }
        return new Drawing(elements, files);
    }
}
