package dev.easel.server.canvas;

import dev.easel.protocol.Change.Append;
import dev.easel.protocol.Change.Patch;
import dev.easel.protocol.Json;
import dev.easel.protocol.JsonMembers;
import dev.easel.protocol.JsonText;
import dev.easel.protocol.JsonWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A patch laid over props, property by property, on their bytes: one walk, and nothing is parsed that is not changed.
 */
final class Merge {
    private final Json props;
    private final Map<Json, Json> set;
    private final Set<Json> unset = new HashSet<>();
    private final Map<Json, Append> appends = new LinkedHashMap<>();

    Merge(Json props, Patch patch) {
        this.props = props;
        set = members(patch.set());
        patch.unset().forEach(property -> unset.add(Json.string(property)));
        patch.append().forEach(append -> appends.put(Json.string(append.property()), append));
    }

    /** The props after the patch; an append that does not fit leaves its property as it was. */
    Json merged() {
        JsonWriter out = new JsonWriter(props.length() + 64);
        out.open('{');
        JsonMembers members = new JsonMembers(props);
        while (members.next()) {
            Json name = members.name();
            if (!unset.contains(name)) {
                out.member(name, value(name, members.value()));
            }
        }
        set.forEach(out::member);
        return out.close('}').toJson();
    }

    /** After {@link #merged}: the appends that found no property of their kind and length. */
    List<Append> unfit() {
        return List.copyOf(appends.values());
    }

    private Json value(Json name, Json old) {
        Json replaced = set.remove(name);
        if (replaced != null) {
            return replaced;
        }
        Append append = appends.get(name);
        if (append == null || !fits(old, append)) {
            return old;
        }
        appends.remove(name);
        return JsonText.concat(old, append.values());
    }

    private static boolean fits(Json property, Append append) {
        if (append.values().isArray()) {
            return property.isArray() && JsonText.elements(property) == append.at();
        }
        return property.isString() && JsonText.utf16Length(property) == append.at();
    }

    private static Map<Json, Json> members(Json object) {
        Map<Json, Json> found = new LinkedHashMap<>();
        JsonMembers members = new JsonMembers(object);
        while (members.next()) {
            found.put(members.name(), members.value());
        }
        return found;
    }
}
