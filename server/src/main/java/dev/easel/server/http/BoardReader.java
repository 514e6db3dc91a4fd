package dev.easel.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.protocol.JsonReader;
import dev.easel.server.catalog.Projects.Asset;
import dev.easel.server.http.Board.Element;
import java.io.IOException;
import java.util.List;

/**
 * Reads an {@code .excalidraw} file and checks all of it. A text that is no board at all is a 400; a board with
 * something wrong in it a 422. Blocks for as long as that takes; stateless.
 */
final class BoardReader {
    private final DeskSettings settings;

    BoardReader(DeskSettings settings) {
        this.settings = settings;
    }

    /** @param now what stands for a file's creation time where none is told, in milliseconds since 1970 */
    Board read(byte[] text, long now) {
        try (JsonParser in = JsonReader.FACTORY.createParser(text)) {
            Board board = read(text, in, now);
            if (in.nextToken() != null) {
                throw Problem.badRequest("not a board: something follows the JSON object");
            }
            return board;
        } catch (IOException malformed) {
            throw Problem.badRequest("not JSON: " + firstLine(malformed));
        }
    }

    private Board read(byte[] text, JsonParser in, long now) throws IOException {
        List<Element> elements = null;
        List<Asset> assets = List.of();
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw Problem.badRequest("not a board: a JSON object is needed");
        }
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            JsonToken token = in.nextToken();
            if (field.equals("elements") && token == JsonToken.START_ARRAY) {
                if (elements != null) {
                    throw Problem.badRequest("not a board: elements stands there twice");
                }
                elements = new ElementReader(
                                text,
                                settings.importObjects(),
                                settings.limits().object())
                        .read(in);
            } else if (field.equals("files") && token == JsonToken.START_OBJECT) {
                assets = new FileReader(now).read(in);
            } else {
                in.skipChildren();
            }
        }
        if (elements == null) {
            throw Problem.badRequest("not a board: there is no elements array");
        }
        return new Board(elements, assets);
    }

    private static String firstLine(IOException problem) {
        return Problem.shortened(
                String.valueOf(problem.getMessage()).lines().findFirst().orElse("unreadable"));
    }
}
