package dev.easel.protocol.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes some members of an object, and of the objects in it, and leaves the others (RFC 7396). Stateless. */
public final class JsonMergePatch {
    private static final Json NULL = new JsonWriter(4).ascii("null").toJson();

    private JsonMergePatch() {}

    /**
     * The target with what the patch says: its members replace those of the target, objects are merged, null takes a
     * member away. What is no object replaces the target as a whole.
     */
    public static Json applied(Json target, Json patch) {
        JsonWriter out = new JsonWriter(target.length() + patch.length());
        write(out, target, patch);
        return out.toJson();
    }

    private static void write(JsonWriter out, @Nullable Json target, Json patch) {
        if (!patch.isObject()) {
            out.value(patch);
            return;
        }
        Map<Json, Json> left = JsonMembers.byName(patch);
        out.open('{');
        if (target != null && target.isObject()) {
            for (JsonMembers member = new JsonMembers(target); member.next(); ) {
                Json change = left.remove(member.name());
                if (change == null) {
                    member.copyTo(out);
                } else {
                    write(out, member.name(), member.value(), change);
                }
            }
        }
        left.forEach((name, value) -> write(out, name, null, value));
        out.close('}');
    }

    private static void write(JsonWriter out, Json name, @Nullable Json target, Json change) {
        if (!change.equals(NULL)) {
            write(out.value(name).raw(':'), target, change);
        }
    }
}
