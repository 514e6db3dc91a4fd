package dev.easel.server.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts a list of work into portions that are small enough for one turn of a live project. */
public final class Portions {
    /** The most changes in one portion. */
    static final int CHANGES = 1_000;

    /** The most bytes of changes in one portion: all sessions of the project get it in one turn. */
    static final int BYTES = 128 << 10;

    private Portions() {}

    /** The items in order. A portion exceeds a bound only if it has one item, which exceeds the bound by itself. */
    public static <T> List<List<T>> cut(List<T> items, ToIntFunction<T> changes, ToIntFunction<T> bytes) {
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
