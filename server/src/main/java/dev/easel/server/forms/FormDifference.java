package dev.easel.server.forms;

import dev.easel.protocol.Change;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonByValue;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.protocol.json.JsonWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a form has changed: the properties that are neither as the form knew them nor as they were at its base. The
 * second condition is for a form that has read the object since, and keeps an older base.
 */
final class FormDifference {
    private FormDifference() {}

    /** The patch that does to the object what the form did; empty where it did nothing. Equality is by value. */
    static Optional<Change.Patch> patch(String object, FormBase base, Json form) {
        Map<Json, Json> known = members(base.known());
        Map<Json, Json> there = members(base.props());
        JsonWriter set = new JsonWriter(256).open('{');
        int changed = 0;
        for (JsonMembers members = new JsonMembers(form); members.next(); ) {
            Json name = members.name();
            Json value = members.value();
            Json knew = known.remove(name);
            if (!isSame(knew, value) && !isSame(there.get(name), value)) {
                members.copyTo(set);
                changed++;
            }
        }
        List<String> unset = new ArrayList<>();
        for (Json gone : known.keySet()) {
            if (there.containsKey(gone)) {
                unset.add(gone.stringValue());
            }
        }
        return changed == 0 && unset.isEmpty()
                ? Optional.empty()
                : Optional.of(new Change.Patch(object, set.close('}').toJson(), unset, List.of()));
    }

    private static boolean isSame(@Nullable Json one, Json other) {
        return one != null && JsonByValue.isEqual(one, other);
    }

    private static Map<Json, Json> members(Optional<Json> props) {
        Map<Json, Json> members = new HashMap<>();
        props.map(JsonMembers::new).ifPresent(each -> {
            while (each.next()) {
                members.put(each.name(), each.value());
            }
        });
        return members;
    }
}
