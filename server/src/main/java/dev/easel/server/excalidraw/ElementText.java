package dev.easel.server.excalidraw;

import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.protocol.json.JsonWriter;
import java.util.Optional;

/** Works on an element's JSON text without building a tree of it. */
final class ElementText {
    private ElementText() {}

    /** Writes the members of {@code object} that have none of these names. */
    static void copy(Json object, JsonWriter out, Json... without) {
        JsonMembers members = new JsonMembers(object);
        while (members.next()) {
            boolean kept = true;
            for (Json name : without) {
                kept &= !members.isNamed(name);
            }
            if (kept) {
                out.member(members.name(), members.value());
            }
        }
    }

    /** The value of a member that is a string. */
    static Optional<String> string(Json object, Json name) {
        return Optional.ofNullable(JsonMembers.find(object, name))
                .filter(Json::isString)
                .map(Json::stringValue);
    }
}
