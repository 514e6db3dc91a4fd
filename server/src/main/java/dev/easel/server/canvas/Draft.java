package dev.easel.server.canvas;

import dev.easel.protocol.Change;
import dev.easel.protocol.Limits;
import dev.easel.protocol.Refusal;
import dev.easel.protocol.RefusalCode;
import dev.easel.protocol.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The objects that one edit changes, as they are after its changes so far. Each change is checked against the changes
 * before it and the canvas below; the canvas itself is not changed. Opaque outside this package.
 */
public final class Draft {
    /**
     * Bytes of props that one edit may write, as long as they are in the database: many small patches of a large object
     * each rewrite all of it (rule L2).
     */
    static final long MOST_REWRITTEN = 8 << 20;

    private final Map<String, CanvasObject> objects;
    private final Limits limits;
    /** Props after the changes so far; null where the object is deleted. */
    private final Map<String, @Nullable Json> changed;

    private int count;
    private long rewritten;
    private long growth;

    /** @param changes the number of changes that will be checked */
    Draft(Map<String, CanvasObject> objects, Limits limits, int changes) {
        this.objects = objects;
        this.limits = limits;
        this.count = objects.size();
        this.changed = LinkedHashMap.newLinkedHashMap(changes); // in a sync, neighbours deflate better together
    }

    /** Calls {@code action} with the id of each changed object and its props, which are null where it is deleted. */
    void forEachChanged(BiConsumer<String, @Nullable Json> action) {
        changed.forEach(action);
    }

    /** Bytes of the heap by which the canvas grows, at most; negative when it shrinks. */
    long growth() {
        return growth;
    }

    Outcome check(Change change) {
        return switch (change) {
            case Change.Put put -> set(put.id(), put.props());
            case Change.Patch patch -> patch(patch);
            case Change.Delete delete -> delete(delete.id());
        };
    }

    private Outcome patch(Change.Patch patch) {
        Json props = props(patch.id());
        if (props == null) {
            return refused(RefusalCode.NOT_FOUND, "object " + patch.id() + " does not exist");
        }
        Merge merge = new Merge(props, patch);
        Json merged = merge.merged();
        Change.Append append = merge.failedAppend();
        if (append != null) {
            String kind = append.values().isArray() ? "array " : "string ";
            return refused(
                    RefusalCode.CONFLICT,
                    "object " + patch.id() + " has no " + kind + append.property() + " of length " + append.at());
        }
        return set(patch.id(), merged);
    }

    private Outcome set(String id, Json props) {
        long bytes = props.storedLength();
        rewritten += bytes;
        if (rewritten > MOST_REWRITTEN) {
            return refused(
                    RefusalCode.TOO_LARGE,
                    "the edit would write over " + MOST_REWRITTEN + " bytes of objects; split it into several edits");
        }
        if (bytes > limits.object()) {
            return refused(
                    RefusalCode.TOO_LARGE, "object " + id + " would be " + bytes + " bytes, over " + limits.object());
        }
        Json old = props(id);
        if (old == null && ++count > limits.objects()) {
            return refused(RefusalCode.TOO_LARGE, "the project would have over " + limits.objects() + " objects");
        }
        growth += old == null ? HeapBytes.object(id, props.length()) : props.length() - old.length();
        changed.put(id, props);
        return new Outcome.Kept();
    }

    private Outcome delete(String id) {
        Json old = props(id);
        if (old == null) {
            return new Outcome.WithoutEffect();
        }
        growth += HeapBytes.deletion(id) - HeapBytes.object(id, old.length());
        changed.put(id, null);
        count--;
        return new Outcome.Kept();
    }

    private @Nullable Json props(String id) {
        Json props = changed.get(id);
        if (props != null || changed.containsKey(id)) {
            return props;
        }
        CanvasObject object = objects.get(id);
        return object == null ? null : object.props();
    }

    private static Outcome refused(RefusalCode code, String message) {
        return new Outcome.Refused(new Refusal(code, message));
    }

    sealed interface Outcome {
        record Kept() implements Outcome {}

        record WithoutEffect() implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }
}
