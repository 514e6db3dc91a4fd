package dev.easel.protocol.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What changes do to a board, as plainly as possible on JSON trees: the reference that canvases and clients are
 * compared with. Immutable.
 */
public record BoardModel(Map<String, ObjectNode> objects) {
    public static final BoardModel EMPTY = new BoardModel(Map.of());

    /** Numbers as doubles, −0 = 0. */
    private static final Comparator<JsonNode> BY_VALUE =
            (a, b) -> ((a.isNumber() && b.isNumber()) ? a.doubleValue() == b.doubleValue() : a.equals(b)) ? 0 : 1;

    /** The board after the changes; empty when one of them would be refused. */
    public Optional<BoardModel> after(Iterable<JsonNode> changes) {
        Map<String, ObjectNode> after = new TreeMap<>(objects);
        for (JsonNode change : changes) {
            String id = change.get("id").asText();
            switch (change.get("op").asText()) {
                case "put" -> after.put(id, change.get("props").deepCopy());
                case "delete" -> after.remove(id);
                default -> {
                    ObjectNode object = after.get(id);
                    ObjectNode patched = object == null ? null : patched(object.deepCopy(), change);
                    if (patched == null) {
                        return Optional.empty();
                    }
                    after.put(id, patched);
                }
            }
        }
        return Optional.of(new BoardModel(after));
    }

    /** The board after an {@code objects} frame. */
    public BoardModel with(JsonNode frame) {
        Map<String, ObjectNode> after = new TreeMap<>(objects);
        frame.path("objects").forEach(object -> after.put(object.get("id").asText(), (ObjectNode) object.get("props")));
        frame.path("deleted").forEach(id -> after.remove(id.asText()));
        return new BoardModel(after);
    }

    /** The first object in which the two differ by value, or empty when they are the same. */
    public Optional<String> firstDifference(BoardModel other) {
        TreeSet<String> ids = new TreeSet<>(objects.keySet());
        ids.addAll(other.objects.keySet());
        return ids.stream()
                .filter(id -> !isSame(objects.get(id), other.objects.get(id)))
                .findFirst();
    }

    /** Equality by value; null is the same as null. */
    public static boolean isSame(@Nullable JsonNode one, @Nullable JsonNode other) {
        return (one != null && other != null) ? one.equals(BY_VALUE, other) : one == other;
    }

    private static @Nullable ObjectNode patched(ObjectNode props, JsonNode change) {
        for (Map.Entry<String, JsonNode> append : change.path("append").properties()) {
            JsonNode property = props.get(append.getKey());
            JsonNode values = append.getValue().get("values");
            int at = append.getValue().get("at").asInt();
            if (property != null && property.isArray() && values.isArray() && property.size() == at) {
                ((ArrayNode) property).addAll((ArrayNode) values);
            } else if (property != null
                    && property.isTextual()
                    && values.isTextual()
                    && property.asText().length() == at) {
                props.put(append.getKey(), property.asText() + values.asText());
            } else {
                return null;
            }
        }
        change.path("set").properties().forEach(set -> props.set(set.getKey(), set.getValue()));
        change.path("unset").forEach(name -> props.remove(name.asText()));
        return props;
    }
}
