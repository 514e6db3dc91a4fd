package dev.easel.protocol.json;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the members of a compact object, or the elements of a compact array, without parsing their values.
 * Confined to one thread.
 */
public final class JsonMembers {
    private final byte[] text;
    private final boolean named;
    private final boolean hasExponents;
    /** The index of the closing bracket. */
    private final int end;

    private int at;
    private int nameFrom;
    private int nameTo;
    private int valueFrom;

    public JsonMembers(Json container) {
        if (!container.isObject() && !container.isArray()) {
            throw new IllegalArgumentException("not an object or array: " + container);
        }
        text = container.text;
        named = container.isObject();
        hasExponents = container.hasExponents;
        at = container.from + 1;
        end = container.to - 1;
    }

    /** The number of elements of an array. */
    public static int count(Json array) {
        JsonMembers members = new JsonMembers(array);
        int count = 0;
        while (members.next()) {
            count++;
        }
        return count;
    }

    /** The value of the member with the name {@code name}, a JSON string; null when there is none. */
    public static @Nullable Json find(Json object, Json name) {
        JsonMembers members = new JsonMembers(object);
        while (members.next()) {
            if (members.isNamed(name)) {
                return members.value();
            }
        }
        return null;
    }

    /** The values of all members of an object by their names, JSON strings. */
    public static Map<Json, Json> byName(Json object) {
        Map<Json, Json> members = new LinkedHashMap<>();
        for (JsonMembers each = new JsonMembers(object); each.next(); ) {
            members.put(each.name(), each.value());
        }
        return members;
    }

    /** Moves to the next member or element; false at the end. */
    public boolean next() {
        if (text[at] == ',') {
            at++;
        }
        if (at == end) {
            return false;
        }
        if (named) {
            nameFrom = at;
            nameTo = JsonText.end(text, at);
            at = nameTo + 1;
        }
        valueFrom = at;
        at = JsonText.end(text, at);
        return true;
    }

    /** The name of the present member, as a JSON string. */
    public Json name() {
        return Json.slice(text, nameFrom, nameTo, false);
    }

    public Json value() {
        return Json.slice(text, valueFrom, at, hasExponents);
    }

    /** Copies the present member. */
    public void copyTo(JsonWriter out) {
        out.separate();
        out.bytes(text, named ? nameFrom : valueFrom, at - (named ? nameFrom : valueFrom), hasExponents);
    }

    /** Copies everything after the present member; afterwards there is no next one. */
    public void copyRestTo(JsonWriter out) {
        if (text[at] == ',') {
            at++;
        }
        if (at < end) {
            out.separate();
            out.bytes(text, at, end - at, hasExponents);
            at = end;
        }
    }

    /** Whether the name of the present member is {@code name}, a JSON string. */
    public boolean isNamed(Json name) {
        return Arrays.equals(text, nameFrom, nameTo, name.text, name.from, name.to);
    }
}
