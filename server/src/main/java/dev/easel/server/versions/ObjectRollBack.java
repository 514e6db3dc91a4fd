package dev.easel.server.versions;

import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonByValue;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.bulk.ObjectTarget;
import dev.easel.server.bulk.ObjectTarget.Reason;
import dev.easel.server.bulk.ObjectTarget.Skipped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be taken back of one object: change after change it keeps what the object would be without the chosen
 * ones, as far as nobody else has built on them. A change that leaves a value as it was is none. Confined to one
 * thread.
 */
final class ObjectRollBack {
    /** An estimate of the heap of one of these, and of each of its entries, in bytes. */
    private static final long OVERHEAD = 200;

    private final String id;
    private final Map<Optional<String>, Reason> skipped = new LinkedHashMap<>();

    /** Of properties that a chosen change has written last, what they were before; empty where there was none. */
    private final Map<Json, Optional<Json>> before = new HashMap<>();

    private Presence presence = Presence.OTHERS;
    /** Where a chosen change has deleted it: what it was, without the other chosen ones. */
    private @Nullable Json lost;

    ObjectRollBack(String id) {
        this.id = id;
    }

    /**
     * The next change.
     *
     * @param old the props before it; null when there was no such object
     * @param next the props after it
     * @param isChosen whether it is to be taken back
     */
    void take(@Nullable Json old, @Nullable Json next, boolean isChosen) {
        if (old == null && next != null) {
            put(next, isChosen);
        } else if (old != null && next == null) {
            deleted(old, isChosen);
        } else if (old != null && next != null && isChosen) {
            changed(old, next);
        } else if (old != null && next != null) {
            changedByOthers(old, next);
        }
    }

    private void put(Json next, boolean isChosen) {
        Json was = lost;
        lost = null;
        if (!isChosen) {
            skipIf(presence == Presence.DELETED, Reason.PUT);
            presence = Presence.OTHERS;
        } else if (was == null) {
            presence = Presence.CREATED;
        } else {
            presence = Presence.OTHERS;
            changed(was, next);
        }
    }

    private void deleted(Json old, boolean isChosen) {
        boolean isCreated = presence == Presence.CREATED;
        if (!isChosen) {
            skipIf(isCreated || !before.isEmpty(), Reason.DELETED);
        }
        if (isChosen && !isCreated) {
            lost = back(old);
            presence = Presence.DELETED;
        } else {
            presence = Presence.OTHERS;
        }
        before.clear();
    }

    private void changed(Json old, Json next) {
        if (presence == Presence.CREATED) {
            return;
        }
        Map<Json, Json> earlier = JsonMembers.byName(old);
        Map<Json, Json> later = JsonMembers.byName(next);
        for (Json name : different(earlier, later)) {
            Optional<Json> was = before.getOrDefault(name, Optional.ofNullable(earlier.get(name)));
            if (isSame(was.orElse(null), later.get(name))) {
                before.remove(name);
            } else {
                before.put(name.compacted(), was.map(Json::compacted)); // else all the props would be kept
            }
        }
    }

    private void changedByOthers(Json old, Json next) {
        Set<Json> different = different(JsonMembers.byName(old), JsonMembers.byName(next));
        if (presence == Presence.CREATED && !different.isEmpty()) {
            skipIf(true, Reason.CHANGED);
            presence = Presence.OTHERS;
        }
        for (Json name : different) {
            if (before.remove(name) != null) {
                skipped.put(Optional.of(name.stringValue()), Reason.CHANGED);
            }
        }
    }

    private void skipIf(boolean isBuiltUpon, Reason reason) {
        if (isBuiltUpon) {
            skipped.put(Optional.empty(), reason);
        }
    }

    /** Whether there is nothing to do, and nothing to tell: this need not be kept. */
    boolean isNothing() {
        return presence == Presence.OTHERS && before.isEmpty() && skipped.isEmpty();
    }

    /** An estimate of its heap, in bytes. */
    long bytes() {
        long bytes = OVERHEAD + id.length() + (lost == null ? 0 : lost.length());
        for (Map.Entry<Json, Optional<Json>> property : before.entrySet()) {
            bytes += OVERHEAD
                    + property.getKey().length()
                    + property.getValue().map(Json::length).orElse(0);
        }
        for (Optional<String> name : skipped.keySet()) {
            bytes += OVERHEAD + name.map(String::length).orElse(0);
        }
        return bytes;
    }

    /**
     * What the object is to become; empty when there is nothing to do.
     *
     * @param now its props; null when there is no such object
     */
    Optional<ObjectTarget> target(@Nullable Json now) {
        return switch (presence) {
            case CREATED -> Optional.of(new ObjectTarget(id, now, null));
            case DELETED -> Optional.of(new ObjectTarget(id, null, lost));
            case OTHERS ->
                before.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ObjectTarget(id, now, back(Objects.requireNonNull(now))));
        };
    }

    /** What is left alone, since others have built on it. */
    List<Skipped> skipped() {
        return skipped.entrySet().stream()
                .filter(it -> it.getKey().isEmpty()
                        || !before.containsKey(Json.string(it.getKey().get())))
                .map(it -> new Skipped(id, it.getKey(), it.getValue()))
                .toList();
    }

    /** These props without what chosen changes have written. */
    private Json back(Json props) {
        JsonWriter out = new JsonWriter(props.length()).open('{');
        for (JsonMembers members = new JsonMembers(props); members.next(); ) {
            if (!before.containsKey(members.name())) {
                members.copyTo(out);
            }
        }
        before.forEach((name, was) -> was.ifPresent(value -> out.member(name, value)));
        return out.close('}').toJson();
    }

    private static Set<Json> different(Map<Json, Json> earlier, Map<Json, Json> later) {
        Set<Json> names = new HashSet<>(earlier.keySet());
        names.addAll(later.keySet());
        names.removeIf(name -> isSame(earlier.get(name), later.get(name)));
        return names;
    }

    private static boolean isSame(@Nullable Json one, @Nullable Json other) {
        return one == null || other == null ? one == other : JsonByValue.isEqual(one, other);
    }

    /** Whose it is that the object is there, or is not. */
    private enum Presence {
        OTHERS,
        /** A chosen change has made it, and nobody else has changed it. */
        CREATED,
        /** A chosen change has deleted it. */
        DELETED
    }
}
