package dev.easel.server.copying;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The members of an object of a drawing, which may have other types than they should. For one thread. */
final class Members {
    private final Map<String, @Nullable Object> map;

    /** @param map is changed by what takes members away or puts them */
    Members(Map<String, @Nullable Object> map) {
        this.map = map;
    }

    boolean has(String name) {
        return map.get(name) != null;
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(map.get(name));
    }

    /** A number, or a string that is one. */
    OptionalDouble number(String name) {
        return number(map.get(name));
    }

    static OptionalDouble number(@Nullable Object value) {
        if (value instanceof Double number) {
            return OptionalDouble.of(number);
        }
        if (value instanceof String text && text.length() <= 32) {
            try {
                double number = Double.parseDouble(text.strip().replaceFirst("px$", ""));
                return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
            } catch (NumberFormatException _) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.empty();
    }

    /** A string, or a number or boolean as one. */
    Optional<String> text(String name) {
        return text(map.get(name));
    }

    /** A text, or the lines of one. */
    Optional<String> lines(String name) {
        return text(name).or(() -> Optional.of(String.join("\n", texts(name))).filter(it -> !it.isEmpty()));
    }

    private static Optional<String> text(@Nullable Object value) {
        return switch (value) {
            case String text -> Optional.of(text);
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                Optional.of(Long.toString(number.longValue()));
            case Double number -> Optional.of(number.toString());
            case Boolean bool -> Optional.of(bool.toString());
            case null, default -> Optional.empty();
        };
    }

    /** Points or pressures, as {@code LooseJson} reads them. */
    double @Nullable [] doubles(String name) {
        return map.get(name) instanceof double[] doubles ? doubles : null;
    }

    @Nullable
    List<@Nullable Object> list(String name) {
        return asList(map.get(name));
    }

    /** The items of a list that are texts; none where there is no list. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        List<@Nullable Object> list = list(name);
        if (list != null) {
            list.forEach(item -> text(item).ifPresent(texts::add));
        }
        return texts;
    }

    /** The items of a list that are objects; none where there is no list. */
    List<Members> objects(String name) {
        List<Members> objects = new ArrayList<>();
        List<@Nullable Object> list = list(name);
        if (list != null) {
            for (Object item : list) {
                if (item instanceof Map<?, ?>) {
                    objects.add(of(item));
                }
            }
        }
        return objects;
    }

    Optional<Members> object(String name) {
        Object value = map.get(name);
        return value instanceof Map<?, ?> ? Optional.of(of(value)) : Optional.empty();
    }

    void put(String name, @Nullable Object value) {
        map.put(name, value);
    }

    void putIfAbsent(String name, Object value) {
        if (!has(name)) {
            map.put(name, value);
        }
    }

    /** Takes a member away where it is no number, and makes one that is written as a string a number. */
    void keepNumber(String name) {
        if (map.containsKey(name)) {
            number(name).ifPresentOrElse(number -> map.put(name, number), () -> map.remove(name));
        }
    }

    void remove(Iterable<String> names) {
        names.forEach(map::remove);
    }

    Map<String, @Nullable Object> map() {
        return map;
    }

    @SuppressWarnings("unchecked") // LooseJson makes no other lists and maps
    private static @Nullable List<@Nullable Object> asList(@Nullable Object value) {
        return value instanceof List<?> ? (List<@Nullable Object>) value : null;
    }

    @SuppressWarnings("unchecked") // LooseJson makes no other lists and maps
    private static Members of(Object map) {
        return new Members((Map<String, @Nullable Object>) map);
    }
}
