package dev.easel.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts a long list of work into portions that a room takes without being held up. */
final class Portions {
    /** Changes in one portion. */
    static final int CHANGES = 1_000;

    /** Bytes of changes in one portion. */
    static final int BYTES = 512 << 10;

    private Portions() {}

    /** The items in order; a portion is over a bound only where one item alone is. */
    static <T> List<List<T>> cut(List<T> items, ToIntFunction<T> changes, ToIntFunction<T> bytes) {
        List<List<T>> portions = new ArrayList<>();
        int from = 0;
        long changesSoFar = 0;
        long bytesSoFar = 0;
        for (int i = 0; i < items.size(); i++) {
            changesSoFar += changes.applyAsInt(items.get(i));
            bytesSoFar += bytes.applyAsInt(items.get(i));
            if (i > from && (changesSoFar > CHANGES || bytesSoFar > BYTES)) {
                portions.add(items.subList(from, i));
                from = i;
                changesSoFar = changes.applyAsInt(items.get(i));
                bytesSoFar = bytes.applyAsInt(items.get(i));
            }
        }
        if (from < items.size()) {
            portions.add(items.subList(from, items.size()));
        }
        return portions;
    }
}
