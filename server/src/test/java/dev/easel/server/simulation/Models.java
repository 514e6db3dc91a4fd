package dev.easel.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.canvas.CanvasObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Turns the server's bytes into the plain trees of the reference model. */
final class Models {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Models() {}

    static JsonNode json(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    static JsonNode json(Json value) {
        return json(value.toBytes());
    }

    static BoardModel of(Collection<CanvasObject> objects) {
        Map<String, ObjectNode> found = new TreeMap<>();
        objects.forEach(object -> found.put(object.id(), (ObjectNode) json(object.props())));
        return new BoardModel(found);
    }
}
