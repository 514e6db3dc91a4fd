package dev.easel.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one socket was told of its authors' numbers (rule B9), and its events without them (rule B10). */
final class NumberedAuthors {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<Integer, ObjectNode> byNumber = new HashMap<>();

    void ready(JsonNode ready) {
        byNumber.clear();
        explain(ready);
    }

    /** Whether a number stands for another author from here on. */
    boolean explainsAnew(JsonNode message) {
        return message.path("authors").properties().stream().anyMatch(author -> {
            ObjectNode before = byNumber.get(Integer.valueOf(author.getKey()));
            return before != null
                    && !before.get("client").equals(author.getValue().get("client"));
        });
    }

    private void explain(JsonNode message) {
        message.path("authors")
                .properties()
                .forEach(author -> byNumber.put(
                        Integer.valueOf(author.getKey()), author.getValue().deepCopy()));
    }

    /** The events of a frame, each in full or in brief. */
    List<JsonNode> resolved(JsonNode frame) {
        explain(frame);
        List<JsonNode> events = new ArrayList<>();
        if (frame.has("by")) {
            for (int index = 0; index < frame.get("by").size(); index++) {
                events.add(column(frame, index));
            }
        } else {
            frame.get("events").forEach(event -> events.add(event.path("by").isInt() ? named(event) : event));
        }
        return events;
    }

    private ObjectNode named(JsonNode event) {
        ObjectNode author = author(event.get("by").asInt());
        ObjectNode named = event.deepCopy();
        named.set("by", author.get("by"));
        named.set("client", author.get("client"));
        return named;
    }

    private ObjectNode column(JsonNode frame, int index) {
        String place = String.valueOf(index);
        ObjectNode author = author(frame.get("by").get(index).asInt());
        long edit = frame.path("edits").path(place).asLong(author.get("edit").asLong());
        author.put("edit", edit + 1);
        JsonNode group = frame.path("groups").path(place);
        if (!group.isMissingNode()) {
            author.set("group", group);
        }
        ObjectNode event = NODES.objectNode();
        event.put("seq", frame.get("seq").asLong() + index).put("edit", edit);
        if (frame.has("changes")) {
            event.set("by", author.get("by"));
            event.set("client", author.get("client"));
            event.set("changes", inFull(frame.get("changes").get(index)));
        }
        return event;
    }

    private ObjectNode author(int number) {
        ObjectNode author = byNumber.get(number);
        Rule.ANSWERS.holds(author != null, "nobody has the number", number);
        return author;
    }

    private static ArrayNode inFull(JsonNode changes) {
        ArrayNode all = NODES.arrayNode();
        (changes.isArray() ? changes : List.of(changes)).forEach(change -> {
            ObjectNode full = change.deepCopy();
            if (!full.has("op")) {
                full.put("op", "patch");
            }
            all.add(full);
        });
        return all;
    }
}
