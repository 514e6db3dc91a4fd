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
import dev.easel.server.BoardModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random histories against a plain model on JSON trees, which knows nothing of bytes and slices. */
class CanvasPropertiesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String[] NAMES = {"x", "y", "points", "text", "é\"\\", ""};

    @Test
    @DisplayName("E1, E4–E9 a canvas equals the plain model after every edit, and a replay of its events equals it")
    void canvas_equals_model() throws Exception {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Canvas canvas = new Canvas(Limits.DEFAULTS);
            BoardModel model = BoardModel.EMPTY;
            List<Event> history = new ArrayList<>();
            for (int i = 1; i <= 60; i++) {
                ArrayNode changes = changes(random, model);
                Decision decision = canvas.decide(authored(i, changes));
                Optional<BoardModel> expected = model.after(changes);
                assertEquals(
                        expected.isPresent(),
                        decision instanceof Decision.Accepted,
                        "seed " + seed + " edit " + i + " " + changes);
                if (decision instanceof Decision.Accepted(Event event)) {
                    canvas.apply(event);
                    history.add(event);
                    model = expected.orElseThrow();
                }
                assertEquals(model.objects(), tree(canvas), "seed " + seed + " edit " + i);
            }
            Canvas replayed = new Canvas(Limits.DEFAULTS);
            history.forEach(replayed::apply);
            assertEquals(tree(canvas), tree(replayed), "seed " + seed);
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
        change.putObject("set").set(names.get(0), value(random, 0));
        if (random.nextBoolean()) {
            change.putArray("unset").add(names.get(1));
        }
        ObjectNode object = model.objects().get(change.get("id").asText());
        JsonNode target = object == null ? null : object.get(names.get(2));
        if (target != null && random.nextInt(4) > 0) {
            int length = target.isArray()
                    ? target.size()
                    : target.isTextual() ? target.asText().length() : 0;
            ObjectNode append = change.putObject("append").putObject(names.get(2));
            append.put("at", random.nextInt(8) == 0 ? length + 1 : length);
            append.set("values", target.isTextual() ? text(random) : array(random, 0));
        }
    }

    private static ObjectNode props(Random random) {
        ObjectNode props = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
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
