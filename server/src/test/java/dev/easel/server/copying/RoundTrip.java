package dev.easel.server.copying;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A file that was copied to a board, and the file that the board was exported to: all that is in the one is in the
 * other, under ids that are not in the one. A stroke or text may have become several, one after the other.
 */
public final class RoundTrip {
    /** Of these the board keeps its own, or {@link SoundBoard} tells whether they are right. */
    private static final Set<String> NOT_COMPARED =
            Set.of("id", "index", "version", "versionNonce", "updated", "boundElements", "fileId", "status");

    /** Compared as they lie on the board, all pieces together. */
    private static final Set<String> JOINED = Set.of("x", "y", "points", "text", "lastCommittedPoint");

    private static final Set<String> OF_PIECES =
            Set.of("width", "height", "groupIds", "originalText", "pressures", "startBinding", "endBinding");

    private static final double NEAR = 1e-6;

    private final JsonObject before;
    private final JsonObject after;

    /** What ids of elements and groups became; where two elements have one id, the first is meant. */
    private final Map<String, String> ids = new HashMap<>();

    private RoundTrip(JsonObject before, JsonObject after) {
        this.before = before;
        this.after = after;
    }

    /** One of the files beside this class; a large one is compressed there. */
    public static byte[] file(String name) {
        byte[] stored = Copies.resource(name);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            return name.endsWith(".gz") ? in.readAllBytes() : stored;
        } catch (IOException failure) {
            if (name.endsWith(".gz")) {
                throw new UncheckedIOException(failure);
            }
            return stored;
        }
    }

    /**
     * @param leftOut the ids in the file of what was not copied
     */
    public static void check(JsonObject before, JsonObject after, Set<String> leftOut) {
        SoundBoard.check(elements(after), after.getJsonObject("files").fieldNames());
        new RoundTrip(before, after).check(leftOut);
    }

    private static List<JsonObject> elements(JsonObject file) {
        return file.getJsonArray("elements").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private void check(Set<String> leftOut) {
        List<JsonObject> sources = elements(before).stream()
                .filter(it -> !leftOut.contains(it.getString("id")))
                .toList();
        List<JsonObject> left = new ArrayList<>(elements(after));
        List<List<JsonObject>> copies = new ArrayList<>();
        for (JsonObject source : sources) {
            List<JsonObject> pieces = pieces(source, left);
            ids.putIfAbsent(source.getString("id"), pieces.getFirst().getString("id"));
            mapGroups(source, pieces.getLast());
            copies.add(pieces);
        }
        assertEquals(List.of(), left, "what is in the file is there once");
        elements(before).forEach(it -> assertFalse(ids.containsValue(it.getString("id")), it::encode));
        for (int i = 0; i < sources.size(); i++) {
            checkSame(sources.get(i), copies.get(i));
        }
    }

    /** The pieces of what was cut have a group more, the innermost. */
    private void mapGroups(JsonObject source, JsonObject piece) {
        List<?> groups = source.getJsonArray("groupIds", new JsonArray()).getList();
        List<?> copies = piece.getJsonArray("groupIds").getList();
        for (int i = 0; i < groups.size(); i++) {
            String copy = (String) copies.get(copies.size() - groups.size() + i);
            ids.putIfAbsent("group " + groups.get(i), copy);
            assertFalse(groups.contains(copy), copy);
        }
    }

    /** Takes what a source has become from the front. */
    private static List<JsonObject> pieces(JsonObject source, List<JsonObject> left) {
        List<JsonObject> pieces = new ArrayList<>();
        int size = size(source);
        int taken = 0;
        do {
            assertFalse(left.isEmpty(), () -> "missing: " + source.encode());
            JsonObject piece = left.removeFirst();
            assertEquals(source.getString("type"), piece.getString("type"));
            // Where a stroke is cut there is a point of both of its pieces.
            taken += size(piece) - (pieces.isEmpty() || !source.containsKey("points") ? 0 : 1);
            pieces.add(piece);
        } while (taken < size);
        return pieces;
    }

    private static int size(JsonObject element) {
        return element.containsKey("points")
                ? element.getJsonArray("points").size()
                : words(element).length();
    }

    /** Without breaks of lines, and what is never stored. */
    private static String words(JsonObject element) {
        return element.getString("text", "").replaceAll("[\n\0]", "");
    }

    private void checkSame(JsonObject source, List<JsonObject> pieces) {
        StringBuilder words = new StringBuilder();
        List<Double> points = new ArrayList<>();
        for (JsonObject piece : pieces) {
            words.append(words(piece));
            List<Double> more = points(piece);
            points.addAll(points.isEmpty() ? more : more.subList(2, more.size()));
            checkMembers(source, piece, pieces.size() > 1);
        }
        assertEquals(words(source), words.toString());
        List<Double> drawn = points(source);
        assertEquals(drawn.size(), points.size(), source::encode);
        for (int i = 0; i < drawn.size(); i++) {
            assertEquals(drawn.get(i), points.get(i), NEAR);
        }
    }

    /** On the board: x and y of each, one after the other; of what has no points, its corner. */
    private static List<Double> points(JsonObject element) {
        List<Double> points = new ArrayList<>();
        double x = element.getDouble("x");
        double y = element.getDouble("y");
        for (Object point : element.getJsonArray(
                "points", new JsonArray().add(new JsonArray().add(0).add(0)))) {
            points.add(x + ((JsonArray) point).getDouble(0));
            points.add(y + ((JsonArray) point).getDouble(1));
        }
        return element.containsKey("text") ? List.of() : points;
    }

    private void checkMembers(JsonObject source, JsonObject piece, boolean isCut) {
        for (String name : source.fieldNames()) {
            if (!NOT_COMPARED.contains(name) && !JOINED.contains(name) && !(isCut && OF_PIECES.contains(name))) {
                Object wanted = mapped(name, source.getValue(name), piece.getValue(name));
                assertTrue(
                        isSame(wanted, piece.getValue(name)),
                        () -> name + " of " + source.encode() + " is " + piece.getValue(name));
            }
        }
        String picture = source.getString("fileId");
        if (picture != null) {
            assertEquals(data(before, picture), data(after, piece.getString("fileId")));
        }
    }

    private static String data(JsonObject file, String picture) {
        return file.getJsonObject("files").getJsonObject(picture).getString("dataURL");
    }

    /** A value of the file, with the ids of the copy. */
    private Object mapped(String name, Object value, Object copied) {
        if (value == null) {
            return name.equals("containerId") ? copied : null;
        }
        return switch (name) {
            case "frameId", "containerId" -> ids.get((String) value);
            case "startBinding", "endBinding" -> {
                JsonObject binding = ((JsonObject) value).copy();
                String target = ids.get(binding.getString("elementId"));
                yield target == null ? null : binding.put("elementId", target);
            }
            case "groupIds" ->
                new JsonArray(((JsonArray) value)
                        .stream().map(group -> ids.get("group " + group)).toList());
            case "originalText" -> ((String) value).replace("\0", "");
            default -> value;
        };
    }

    private static boolean isSame(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return Math.abs(x.doubleValue() - y.doubleValue()) <= NEAR;
        }
        return new JsonArray().add(a).equals(new JsonArray().add(b));
    }
}
