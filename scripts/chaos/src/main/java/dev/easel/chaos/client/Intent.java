package dev.easel.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.protocol.reference.BoardModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to change. It becomes an edit when it gets a number and its appends get their lengths; when that
 * is refused, it may become another one (E14). Every value that it appends names its client, edit and intent.
 *
 * @param number counts the intents of a client
 * @param changes as on the wire, but what is appended is left out
 */
public record Intent(long number, ArrayNode changes) {
    boolean appends() {
        for (JsonNode change : changes) {
            if (change.has("append")) {
                return true;
            }
        }
        return false;
    }

    /** The changes of the edit of that number, on a board as it will be; empty when they do not fit it. */
    Optional<ArrayNode> asEdit(String client, long edit, BoardModel board) {
        ArrayNode edited = changes.deepCopy();
        String tag = client + "." + edit + "." + number;
        BoardModel after = board;
        for (JsonNode change : edited) {
            if (!address(change, after.objects().get(change.get("id").asText()), tag)) {
                return Optional.empty();
            }
            Optional<BoardModel> next = after.after(List.of(change));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            after = next.get();
        }
        return Optional.of(edited);
    }

    private static boolean address(JsonNode change, @Nullable JsonNode object, String tag) {
        for (Map.Entry<String, JsonNode> append : change.path("append").properties()) {
            JsonNode property = object == null ? null : object.get(append.getKey());
            if (property == null || !(property.isArray() || property.isTextual())) {
                return false;
            }
            address((ObjectNode) append.getValue(), property, tag);
        }
        return true;
    }

    private static void address(ObjectNode append, JsonNode property, String tag) {
        if (property.isArray()) {
            append.put("at", property.size()).putArray("values").add(tag);
        } else {
            append.put("at", property.asText().length()).put("values", tag + "€😀;");
        }
    }
}
