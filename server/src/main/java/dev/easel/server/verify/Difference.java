package dev.easel.server.verify;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The first difference between two JSON values. The order of keys does not count, and numbers are equal when they are
 * the same double, −0 and 0 being equal.
 *
 * @param path where the values differ, such as {@code points[3][0]}; empty when they are of different kinds
 */
record Difference(String path, String one, String other) {
    private static final int MOST_SHOWN = 120;
    private static final String ABSENT = "absent";

    static Optional<Difference> between(String one, String other) {
        return one.equals(other) ? Optional.empty() : between("", Json.decodeValue(one), Json.decodeValue(other));
    }

    private static Optional<Difference> between(String path, Object one, Object other) {
        Object left = plain(one);
        Object right = plain(other);
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            return members(path, a, b);
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return elements(path, a, b);
        }
        return same(left, right) ? Optional.empty() : Optional.of(new Difference(path, shown(left), shown(right)));
    }

    private static Optional<Difference> members(String path, Map<?, ?> one, Map<?, ?> other) {
        TreeSet<String> names = new TreeSet<>();
        one.keySet().forEach(name -> names.add((String) name));
        other.keySet().forEach(name -> names.add((String) name));
        for (String name : names) {
            String there = path.isEmpty() ? name : path + "." + name;
            if (!one.containsKey(name) || !other.containsKey(name)) {
                return Optional.of(new Difference(
                        there,
                        one.containsKey(name) ? shown(one.get(name)) : ABSENT,
                        other.containsKey(name) ? shown(other.get(name)) : ABSENT));
            }
            Optional<Difference> difference = between(there, one.get(name), other.get(name));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> elements(String path, List<?> one, List<?> other) {
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            String there = path + "[" + i + "]";
            if (i >= one.size() || i >= other.size()) {
                return Optional.of(new Difference(
                        there,
                        i < one.size() ? shown(one.get(i)) : ABSENT,
                        i < other.size() ? shown(other.get(i)) : ABSENT));
            }
            Optional<Difference> difference = between(there, one.get(i), other.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static boolean same(Object one, Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        }
        return one == null ? other == null : one.equals(other);
    }

    private static Object plain(Object value) {
        return switch (value) {
            case JsonObject object -> object.getMap();
            case JsonArray array -> array.getList();
            case null, default -> value;
        };
    }

    private static String shown(Object value) {
        String text = Json.encode(value);
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }
}
