package dev.easel.server.canvas;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;

/**
 * Estimates what parts of a canvas take of the heap, in bytes: the text of an id or of props, and around it a fixed
 * number for headers, references and the entry of a map. {@code HeapBytesTest} compares it with a measured heap.
 */
public final class HeapBytes {
    /** Around the props and the id of an object: the record, the JSON value, two arrays, a string, an entry. */
    static final int OBJECT = 176;

    /** Around the id of a deletion: a string, its array, the boxed seq, an entry. */
    static final int DELETION = 104;

    private static final int EVENT = 160;
    private static final int CHANGE = 120;

    private HeapBytes() {}

    public static long of(CanvasObject object) {
        return object(object.id(), object.props().length());
    }

    /** @param props bytes of its props */
    public static long object(String id, int props) {
        return (long) OBJECT + id.length() + props;
    }

    static long deletion(String id) {
        return (long) DELETION + id.length();
    }

    /** An event that waits to be applied. */
    public static long of(Event event) {
        long bytes = EVENT;
        for (Change change : event.changes()) {
            bytes += CHANGE
                    + switch (change) {
                        case Change.Put put -> put.props().length();
                        case Change.Patch patch -> {
                            long appended = 0;
                            for (Change.Append append : patch.append()) {
                                appended += CHANGE + append.values().length();
                            }
                            yield patch.set().length() + appended;
                        }
                        case Change.Delete _ -> 0;
                    };
        }
        return bytes;
    }
}
