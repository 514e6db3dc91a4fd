package dev.easel.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.protocol.reference.BoardModel;
import java.util.List;
import java.util.Optional;

/**
 * Makes random edits for one client: of a few objects that all clients change, with values that name the client and
 * the edit.
 */
final class EditGenerator {
    private static final List<String> IDS = List.of("a", "b", "c", "d");

    private static final String PAD = "-".repeat(150 << 10);

    private final Client client;
    private final Chance chance;
    private final Conditions conditions;

    EditGenerator(Client client, Chance chance, Conditions conditions) {
        this.client = client;
        this.chance = chance;
        this.conditions = conditions;
    }

    ClientEdit edit() {
        ArrayNode changes = Models.MAPPER.createArrayNode();
        BoardModel view = view();
        String tag = client + ":" + client.outbox.next();
        for (int left = chance.percent(80) ? 1 : 3; left > 0; left--) {
            changes.add(change(view, tag));
            view = view.after(changes).orElse(view);
        }
        boolean unstorable = chance.below(1_000) < conditions.unstorable();
        return client.outbox.make(changes, unstorable ? Optional.of(SimulatedDatabase.UNSTORABLE) : Optional.empty());
    }

    /** The copy with the client's own edits on it, as far as they fit. */
    private BoardModel view() {
        BoardModel view = client.copy.board();
        for (ClientEdit edit : client.outbox.unsettled()) {
            view = view.after(edit.changes).orElse(view);
        }
        return view;
    }

    private ObjectNode change(BoardModel view, String tag) {
        ObjectNode change = Models.MAPPER.createObjectNode();
        String id = chance.one(IDS);
        change.put("op", "put").put("id", id);
        JsonNode object = view.objects().get(id);
        int which = chance.below(20);
        if (which == 0) {
            return change.put("op", "delete");
        }
        if (which < 3 || (object == null && chance.percent(90))) {
            ObjectNode props = change.putObject("props");
            props.put("type", "note")
                    .put("x", tag)
                    .put("text", tag)
                    .putArray("marks")
                    .add(tag);
            if (conditions.large() && chance.percent(50)) {
                props.put("pad", PAD);
            }
            return change;
        }
        change.put("op", "patch");
        if (which < 8) {
            change.putObject("set").put(chance.one(List.of("x", "y", "z")), tag);
        } else if (which < 10) {
            change.putArray("unset").add(chance.one(List.of("y", "z")));
        } else {
            append(change, object, tag);
        }
        return change;
    }

    private void append(ObjectNode change, JsonNode object, String tag) {
        boolean text = chance.percent(40);
        ObjectNode append = change.putObject("append").putObject(text ? "text" : "marks");
        if (text) {
            append.put("at", object == null ? 0 : object.path("text").asText().length())
                    .put("values", tag);
        } else {
            append.put("at", object == null ? 0 : object.path("marks").size())
                    .putArray("values")
                    .add(tag);
        }
    }
}
