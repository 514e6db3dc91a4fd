package dev.easel.server.access;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The origins that {@code EASEL_ORIGINS} names: pages from there may use this server, besides its own. Immutable. */
public record Origins(Set<Origin> listed) {
    /** The variable that lists them. */
    public static final String VARIABLE = "EASEL_ORIGINS";

    public static final Origins NONE = new Origins(Set.of());

    public Origins {
        listed = Set.copyOf(listed);
    }

    /** @throws IllegalArgumentException telling which of them is none, and what to write */
    public static Origins fromEnvironment(Function<String, @Nullable String> variables) {
        String text = variables.apply(VARIABLE);
        return text == null || text.isBlank() ? NONE : parse(text);
    }

    private static Origins parse(String text) {
        Set<Origin> origins = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            String item = part.strip();
            origins.add(Origin.parse(item)
                    .orElseThrow(() -> new IllegalArgumentException(VARIABLE + ": " + refusal(item))));
        }
        return new Origins(origins);
    }

    private static String refusal(String item) {
        return switch (item) {
            case "" -> "there is nothing between two commas; write one origin, or several with commas between them";
            case "*" -> "* would let every page use this server; name the origins";
            case "null" -> "null is what every page without an origin sends; name the origins";
            default -> item + " is no origin; write scheme and host, as in https://board.example, without a path";
        };
    }

    boolean isEmpty() {
        return listed.isEmpty();
    }

    boolean contains(Origin origin) {
        return listed.contains(origin);
    }

    /** Whether one of them is at this host, at whatever port. */
    boolean hasHost(String host) {
        return listed.stream().anyMatch(it -> it.host().equals(host));
    }
}
