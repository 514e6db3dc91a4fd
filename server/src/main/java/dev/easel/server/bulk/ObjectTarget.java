package dev.easel.server.bulk;

import dev.easel.protocol.Change;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonByValue;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.protocol.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An object that is to become another: from what it was when the work was planned to what it shall be. What others have
 * changed in between is theirs, property by property, and stays.
 *
 * @param from its props at the plan; null when there was no such object
 * @param to its props afterwards; null when there shall be none
 */
public record ObjectTarget(
        String id, @Nullable Json from, @Nullable Json to) {
    /** Whether anything is to be done. */
    boolean differs() {
        return !isSame(from, to);
    }

    /** Bytes by which the canvas grows; the least for what is deleted. */
    int growth() {
        return to == null ? Integer.MIN_VALUE : to.length() - length(from);
    }

    private static int length(@Nullable Json props) {
        return props == null ? 0 : props.length();
    }

    /** Bytes of the change, or of what it replaces: to look at what is large takes time also where it is deleted. */
    int bytes() {
        return id.length() + Math.max(length(from), to == null ? 0 : Math.toIntExact(to.storedLength()));
    }

    /**
     * The change that does it; null when nothing is left to do.
     *
     * @param now its props now; null when there is no such object now
     * @param skipped is told what others have changed, and is left alone
     */
    @Nullable
    Change change(@Nullable Json now, Consumer<Skipped> skipped) {
        if (now == null) {
            return put(skipped);
        }
        if (to == null) {
            return delete(now, skipped);
        }
        if (from == null) {
            skipIf(!JsonByValue.isEqual(now, to), Reason.PUT, skipped);
            return null;
        }
        return patch(from, now, to, skipped);
    }

    private @Nullable Change put(Consumer<Skipped> skipped) {
        if (to == null) {
            return null;
        }
        skipIf(from != null, Reason.DELETED, skipped);
        return from == null ? new Change.Put(id, to) : null;
    }

    private @Nullable Change delete(Json now, Consumer<Skipped> skipped) {
        boolean isAsPlanned = from != null && JsonByValue.isEqual(now, from);
        skipIf(!isAsPlanned, from == null ? Reason.PUT : Reason.CHANGED, skipped);
        return isAsPlanned ? new Change.Delete(id) : null;
    }

    private @Nullable Change patch(Json from, Json now, Json to, Consumer<Skipped> skipped) {
        Map<Json, Json> before = JsonMembers.byName(from);
        Map<Json, Json> present = from.equals(now) ? before : JsonMembers.byName(now);
        Map<Json, Json> after = JsonMembers.byName(to);
        JsonWriter set = new JsonWriter(to.length()).open('{');
        List<String> unset = new ArrayList<>();
        boolean isChanged = false;
        for (Map.Entry<Json, Json> property : after.entrySet()) {
            Json name = property.getKey();
            if (isLeftToDo(before.get(name), present.get(name), property.getValue(), name, skipped)) {
                set.member(name, property.getValue());
                isChanged = true;
            }
        }
        for (Json name : before.keySet()) {
            if (!after.containsKey(name) && isLeftToDo(before.get(name), present.get(name), null, name, skipped)) {
                unset.add(name.stringValue());
                isChanged = true;
            }
        }
        return isChanged ? new Change.Patch(id, set.close('}').toJson(), unset, List.of()) : null;
    }

    private boolean isLeftToDo(
            @Nullable Json before, @Nullable Json now, @Nullable Json after, Json name, Consumer<Skipped> skipped) {
        if (isSame(before, after) || isSame(now, after)) {
            return false;
        }
        if (isSame(before, now)) {
            return true;
        }
        skipped.accept(new Skipped(id, Optional.of(name.stringValue()), Reason.CHANGED));
        return false;
    }

    private void skipIf(boolean isOthers, Reason reason, Consumer<Skipped> skipped) {
        if (isOthers) {
            skipped.accept(new Skipped(id, Optional.empty(), reason));
        }
    }

    private static boolean isSame(@Nullable Json one, @Nullable Json other) {
        return one == null || other == null ? one == other : JsonByValue.isEqual(one, other);
    }

    /**
     * What was left alone.
     *
     * @param property empty where it is the whole object
     */
    public record Skipped(String object, Optional<String> property, Reason reason) {}

    /** What others have done since. */
    public enum Reason {
        CHANGED,
        DELETED,
        /** The object was there again. */
        PUT
    }
}
