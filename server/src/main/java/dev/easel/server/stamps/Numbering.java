package dev.easel.server.stamps;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Numbers values from 0 on, in the order in which they come. Confined to one thread. */
final class Numbering<T> {
    private final Map<T, Integer> numbers = new LinkedHashMap<>();

    int of(T value) {
        int next = numbers.size();
        Integer before = numbers.putIfAbsent(value, next);
        return before == null ? next : before;
    }

    /** In the order of their numbers. */
    Set<T> values() {
        return numbers.keySet();
    }
}
