package dev.easel.server.derived;

import dev.easel.server.canvas.HeapBytes;
import java.util.LinkedHashMap;
import java.util.List;

/** The objects that were deleted last, at most so many, and bytes of them: the oldest are forgotten. */
public final class Deletions {
    /** Deleted objects of one project that are kept. */
    static final int MOST = 10_000;

    /** Bytes of the heap that they take, as estimated. */
    static final long MOST_BYTES = 32 << 20;

    private final LinkedHashMap<String, DeletedObject> byId = new LinkedHashMap<>();
    private long bytes;

    public void add(DeletedObject deleted) {
        forget(deleted.id());
        byId.putLast(deleted.id(), deleted);
        bytes += bytes(deleted);
        while (byId.size() > MOST || bytes > MOST_BYTES) {
            bytes -= bytes(byId.pollFirstEntry().getValue());
        }
    }

    /** It is there again. */
    public void forget(String id) {
        DeletedObject before = byId.remove(id);
        if (before != null) {
            bytes -= bytes(before);
        }
    }

    /** The oldest first. */
    public List<DeletedObject> oldestFirst() {
        return List.copyOf(byId.values());
    }

    private static long bytes(DeletedObject deleted) {
        return HeapBytes.object(deleted.id(), deleted.props().length());
    }
}
