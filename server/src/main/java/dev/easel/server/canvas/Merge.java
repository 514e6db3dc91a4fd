package dev.easel.server.canvas;

import dev.easel.protocol.Change.Append;
import dev.easel.protocol.Change.Patch;
import dev.easel.protocol.Json;
import dev.easel.protocol.JsonMembers;
import dev.easel.protocol.JsonText;
import dev.easel.protocol.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** A patch laid over props, property by property, on their bytes: nothing is parsed that is not changed. */
final class Merge {
    private Merge() {}

    /** Whether the property is of the kind that {@code append} adds to, and as long as it says. */
    static boolean fits(Json props, Append append) {
        Json property = JsonText.member(props, Json.string(append.property()));
        if (property == null) {
            return false;
        }
        if (append.values().isArray()) {
            return property.isArray() && JsonText.elements(property) == append.at();
        }
        return property.isString() && JsonText.utf16Length(property) == append.at();
    }

    /** {@code props} after {@code patch}, whose appends fit. Properties keep their places; new ones come last. */
    static Json merged(Json props, Patch patch) {
        List<Member> replacing = members(patch.set());
        List<Json> unset = patch.unset().stream().map(Json::string).toList();
        List<Member> appended = patch.append().stream()
                .map(append -> new Member(Json.string(append.property()), append.values()))
                .toList();
        JsonWriter out = new JsonWriter(props.length() + patch.set().length());
        out.open('{');
        JsonMembers members = new JsonMembers(props);
        while (members.next()) {
            if (unset.contains(members.name())) {
                continue;
            }
            Json value = take(replacing, members);
            if (value == null) {
                Json tail = find(appended, members);
                value = tail == null ? members.value() : JsonText.concat(members.value(), tail);
            }
            out.member(members.name(), value);
        }
        for (Member member : replacing) {
            out.member(member.name(), member.value());
        }
        return out.close('}').toJson();
    }

    private static List<Member> members(Json object) {
        List<Member> found = new ArrayList<>();
        JsonMembers members = new JsonMembers(object);
        while (members.next()) {
            found.add(new Member(members.name(), members.value()));
        }
        return found;
    }

    private static Json take(List<Member> from, JsonMembers at) {
        for (int i = 0; i < from.size(); i++) {
            if (at.isNamed(from.get(i).name())) {
                return from.remove(i).value();
            }
        }
        return null;
    }

    private static Json find(List<Member> in, JsonMembers at) {
        for (Member member : in) {
            if (at.isNamed(member.name())) {
                return member.value();
            }
        }
        return null;
    }

    private record Member(Json name, Json value) {}
}
