package dev.easel.server.copying;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.ObjectIds;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What holds of every copy: the web client draws each element as it is, without mending anything, and what elements say
 * of each other is true on both sides.
 */
public final class SoundBoard {
    private SoundBoard() {}

    /**
     * @param elements in drawing order, with their ids
     * @param files ids of the pictures that are there
     */
    public static void check(List<JsonObject> elements, Set<String> files) {
        Map<String, JsonObject> byId = elements.stream().collect(Collectors.toMap(it -> it.getString("id"), it -> it));
        String last = "";
        for (JsonObject element : elements) {
            String told = element.encode();
            String key = element.getString("index");
            assertTrue(ObjectIds.isValid(element.getString("id")), told);
            assertTrue(key.compareTo(last) > 0, told);
            assertEquals(key, OrderKeys.read(key));
            last = key;
            for (String number : List.of("x", "y", "width", "height")) {
                assertTrue(Math.abs(element.getDouble(number)) <= Path.FARTHEST, told);
            }
            assertTrue(Double.isFinite(element.getDouble("angle")), told);
            assertTrue(element.getDouble("width") >= 0 && element.getDouble("height") >= 0, told);
            JsonArray groups = element.getJsonArray("groupIds");
            assertEquals(groups.size(), groups.stream().distinct().count(), told);
            checkReferences(element, byId);
            checkKind(element, files);
            assertFalse(told.contains("\\u0000"), told);
        }
    }

    private static void checkKind(JsonObject element, Set<String> files) {
        switch (element.getString("type")) {
            case "line", "arrow", "freedraw" -> checkPoints(element);
            case "text" -> {
                assertFalse(element.getString("text").isBlank(), element::encode);
                assertTrue(element.getDouble("fontSize") > 0 && element.getDouble("lineHeight") > 0, element::encode);
            }
            case "image" -> assertTrue(files.contains(element.getString("fileId")), element::encode);
            default -> assertTrue(element.getDouble("width") + element.getDouble("height") > 0, element::encode);
        }
    }

    private static void checkPoints(JsonObject line) {
        JsonArray points = line.getJsonArray("points");
        assertTrue(points.size() >= 2, line::encode);
        assertEquals("[0,0]", points.getJsonArray(0).encode(), line::encode);
        for (Object each : points) {
            JsonArray point = (JsonArray) each;
            assertEquals(2, point.size(), line::encode);
            assertTrue(Math.abs(point.getDouble(0)) <= Path.FARTHEST, line::encode);
            assertTrue(Math.abs(point.getDouble(1)) <= Path.FARTHEST, line::encode);
        }
    }

    private static void checkReferences(JsonObject element, Map<String, JsonObject> byId) {
        String id = element.getString("id");
        String container = element.getString("containerId");
        if (container != null) {
            assertTrue(bound(byId.get(container))
                    .contains(new JsonObject().put("id", id).put("type", "text")));
        }
        String frame = element.getString("frameId");
        assertTrue(frame == null || byId.get(frame).getString("type").endsWith("frame"), element::encode);
        for (String end : List.of("startBinding", "endBinding")) {
            JsonObject binding = element.getJsonObject(end);
            if (binding != null) {
                JsonObject shape = byId.get(binding.getString("elementId"));
                assertTrue(bound(shape).contains(new JsonObject().put("id", id).put("type", "arrow")));
            }
        }
        for (Object each : bound(element)) {
            JsonObject bound = (JsonObject) each;
            JsonObject other = byId.get(bound.getString("id"));
            assertTrue(
                    bound.getString("type").equals("text")
                            ? id.equals(other.getString("containerId"))
                            : other.encode().contains("\"elementId\":\"" + id + "\""),
                    element::encode);
        }
    }

    static JsonArray bound(JsonObject element) {
        JsonArray bound = element.getJsonArray("boundElements");
        return bound == null ? new JsonArray() : bound;
    }
}
