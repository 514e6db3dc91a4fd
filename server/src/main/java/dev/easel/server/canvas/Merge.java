package dev.easel.server.canvas;

import dev.easel.protocol.Change.Append;
import dev.easel.protocol.Change.Patch;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.protocol.json.JsonText;
import dev.easel.protocol.json.JsonWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies a patch to props, on their bytes. It walks over the properties up to the last one that the patch names, and
 * copies the rest at once; values that are not changed are not parsed.
 */
public final class Merge {
    /** Up to this number of properties a patch is searched without a map. */
    private static final int FEW = 8;

    private final Json props;
    private final List<Property> patched = new ArrayList<>(FEW);
    private final @Nullable Map<Json, Property> byName;
    private final JsonWriter out;

    /** The props after the patch of an event. */
    public static Json patched(Json props, Patch patch) {
        return new Merge(props, patch).merged();
    }

    Merge(Json props, Patch patch) {
        this.props = props;
        int bytes = props.length() + patch.set().length();
        JsonMembers set = new JsonMembers(patch.set());
        while (set.next()) {
            patched.add(new Property(set.name(), set.value(), null));
        }
        for (String property : patch.unset()) {
            patched.add(new Property(Json.string(property), null, null));
        }
        for (Append append : patch.append()) {
            patched.add(new Property(Json.string(append.property()), null, append));
            bytes += append.values().length();
        }
        byName = patched.size() > FEW ? byName(patched) : null;
        out = new JsonWriter(bytes);
    }

    /** The props after the patch; an append that does not fit leaves its property as it was. */
    Json merged() {
        out.open('{');
        JsonMembers members = new JsonMembers(props);
        int met = 0;
        while (met < patched.size() && members.next()) {
            Property property = patched(members);
            if (property == null) {
                members.copyTo(out);
            } else {
                met++;
                write(property, members);
            }
        }
        members.copyRestTo(out);
        for (Property property : patched) {
            if (property.set != null && !property.isDone) {
                out.member(property.name, property.set);
            }
        }
        return out.close('}').toJson();
    }

    /** After {@link #merged}: an append that found no property of its kind and length, or null. */
    @Nullable
    Append failedAppend() {
        for (Property property : patched) {
            if (property.append != null && !property.isDone) {
                return property.append;
            }
        }
        return null;
    }

    private void write(Property property, JsonMembers member) {
        property.isDone = true;
        if (property.set != null) {
            out.member(property.name, property.set);
        } else if (property.append != null) {
            Json old = member.value();
            if (fits(old, property.append)) {
                out.member(property.name, old, property.append.values());
            } else {
                property.isDone = false;
                member.copyTo(out);
            }
        }
    }

    private static boolean fits(Json property, Append append) {
        if (append.values().isArray()) {
            return property.isArray() && JsonMembers.count(property) == append.at();
        }
        return property.isString() && JsonText.utf16Length(property) == append.at();
    }

    private @Nullable Property patched(JsonMembers member) {
        if (byName != null) {
            return byName.get(member.name());
        }
        for (int i = 0; i < patched.size(); i++) {
            if (member.isNamed(patched.get(i).name)) {
                return patched.get(i);
            }
        }
        return null;
    }

    private static Map<Json, Property> byName(List<Property> patched) {
        Map<Json, Property> byName = HashMap.newHashMap(patched.size());
        patched.forEach(property -> byName.put(property.name, property));
        return byName;
    }

    /** A property that the patch names: it is set, appended to, or else removed. */
    private static final class Property {
        private final Json name;
        private final @Nullable Json set;
        private final @Nullable Append append;
        private boolean isDone;

        private Property(Json name, @Nullable Json set, @Nullable Append append) {
            this.name = name;
            this.set = set;
            this.append = append;
        }
    }
}
