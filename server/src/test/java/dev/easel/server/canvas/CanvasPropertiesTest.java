package dev.easel.server.canvas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.protocol.reference.BoardModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random histories against a plain model on JSON trees, which knows nothing of bytes and slices. */
class CanvasPropertiesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String[] NAMES = {
        "x", "y", "points", "text", "é\"\\", "", "a", "b", "c", "d", "e", "f", "漢", "xx"
    };

    @Test
    @DisplayName(
            "E1, E4–E7, E9 a canvas equals the plain model after every edit, and to the byte a replay of its events")
    void canvas_equals_model() throws Exception {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Canvas canvas = new Canvas(Limits.DEFAULTS);
            Canvas replayed = new Canvas(Limits.DEFAULTS);
            BoardModel model = BoardModel.EMPTY;
            for (int i = 1; i <= 60; i++) {
                ArrayNode changes = changes(random, model);
                Decision decision = canvas.decide(authored(i, changes));
                Optional<BoardModel> expected = model.after(changes);
                assertEquals(
                        expected.isPresent(),
                        decision instanceof Decision.Accepted,
                        "seed " + seed + " edit " + i + " " + changes);
                if (decision instanceof Decision.Accepted accepted) {
                    canvas.apply(accepted);
                    replayed.apply(accepted.event());
                    model = expected.orElseThrow();
                }
                assertEquals(model.objects(), tree(canvas), "seed " + seed + " edit " + i);
                assertSame(canvas, replayed, "seed " + seed + " edit " + i);
            }
        }
    }

    @Test
    @DisplayName("what changed and what was deleted since a seq is what the whole canvas says, for every seq")
    void changes_since_any_seq() throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            Canvas canvas = new Canvas(Limits.DEFAULTS);
            Map<String, Long> deleted = new TreeMap<>();
            for (int i = 1; i <= 40; i++) {
                ArrayNode changes = changes(random, new BoardModel(tree(canvas)));
                if (canvas.decide(authored(i, changes)) instanceof Decision.Accepted accepted) {
                    canvas.apply(accepted);
                    Event event = accepted.event();
                    event.changes().forEach(change -> deleted.put(change.id(), event.seq()));
                    canvas.objects().forEach(object -> deleted.remove(object.id()));
                }
            }
            for (long seq = 0; seq <= canvas.seq(); seq++) {
                long since = seq;
                assertEquals(
                        canvas.objects().stream()
                                .filter(object -> object.seq() > since)
                                .collect(Collectors.toSet()),
                        Set.copyOf(canvas.changedSince(since)),
                        "seed " + seed + " seq " + since);
                assertEquals(
                        deleted.keySet().stream()
                                .filter(id -> deleted.get(id) > since)
                                .collect(Collectors.toSet()),
                        Set.copyOf(canvas.deletedSince(since)),
                        "seed " + seed + " seq " + since);
            }
        }
    }

    private static void assertSame(Canvas canvas, Canvas replayed, String when) {
        assertEquals(Set.copyOf(canvas.objects()), Set.copyOf(replayed.objects()), when);
        assertEquals(canvas.seq(), replayed.seq(), when);
        assertEquals(canvas.lastAt(), replayed.lastAt(), when);
        for (long seq = 0; seq <= canvas.seq(); seq++) {
            assertEquals(Set.copyOf(canvas.changedSince(seq)), Set.copyOf(replayed.changedSince(seq)), when);
            assertEquals(Set.copyOf(canvas.deletedSince(seq)), Set.copyOf(replayed.deletedSince(seq)), when);
        }
    }

    private static Map<String, ObjectNode> tree(Canvas canvas) throws Exception {
        Map<String, ObjectNode> tree = new TreeMap<>();
        for (CanvasObject object : canvas.objects()) {
            tree.put(object.id(), (ObjectNode) MAPPER.readTree(object.props().toBytes()));
        }
        return tree;
    }

    private static AuthoredEdit authored(long number, ArrayNode changes) throws Exception {
        ObjectNode frame = JsonNodeFactory.instance.objectNode();
        frame.put("type", "edit").put("edit", number).set("changes", changes);
        Decoded decoded = new ClientCodec(Limits.DEFAULTS).decode(MAPPER.writeValueAsBytes(frame));
        return new AuthoredEdit(CanvasSpec.CLIENT, "ada", number, (Edit) ((Decoded.Message) decoded).message());
    }

    // ---- random changes

    private static ArrayNode changes(Random random, BoardModel model) {
        ArrayNode changes = JsonNodeFactory.instance.arrayNode();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ObjectNode change = changes.addObject().put("id", "o" + random.nextInt(4));
            switch (random.nextInt(5)) {
                case 0 -> change.put("op", "delete");
                case 1 -> change.put("op", "put").set("props", props(random));
                default -> patch(change.put("op", "patch"), random, model);
            }
        }
        return changes;
    }

    private static void patch(ObjectNode change, Random random, BoardModel model) {
        List<String> names = new ArrayList<>(List.of(NAMES));
        Collections.shuffle(names, random);
        List<String> append = names.subList(0, 1);
        List<String> unset = names.subList(1, 1 + random.nextInt(3));
        int sets = random.nextInt(4) == 0 ? 10 : random.nextInt(3);
        names.subList(3, 3 + sets).forEach(name -> change.withObject("/set").set(name, value(random, 0)));
        unset.forEach(change.putArray("unset")::add);
        ObjectNode object = model.objects().get(change.get("id").asText());
        JsonNode target = object == null ? null : object.get(append.getFirst());
        if (target != null && random.nextInt(4) > 0) {
            int length = target.isArray()
                    ? target.size()
                    : target.isTextual() ? target.asText().length() : 0;
            ObjectNode appended = change.putObject("append").putObject(append.getFirst());
            appended.put("at", random.nextInt(8) == 0 ? length + 1 : length);
            appended.set("values", target.isTextual() ? text(random) : array(random, 0));
        }
    }

    private static ObjectNode props(Random random) {
        ObjectNode props = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(12); i > 0; i--) {
            props.set(NAMES[random.nextInt(NAMES.length)], value(random, 0));
        }
        return props;
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 4 : 7)) {
            case 0 -> JsonNodeFactory.instance.numberNode(random.nextInt());
            case 1 -> JsonNodeFactory.instance.numberNode(random.nextGaussian());
            case 2 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case 3, 4 -> text(random);
            case 5 -> array(random, depth);
            default ->
                JsonNodeFactory.instance
                        .objectNode()
                        .set(NAMES[random.nextInt(NAMES.length)], value(random, depth + 1));
        };
    }

    private static JsonNode array(Random random, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(value(random, depth + 1));
        }
        return array;
    }

    private static JsonNode text(Random random) {
        String[] parts = {"a", "\"", "\\", "\n", "\u0001", "é", "漢", "😀", "[", "}", ","};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return JsonNodeFactory.instance.textNode(text.toString());
    }
}
