package dev.easel.server.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose pages may show a board in a frame, besides this server's own: {@code EASEL_FRAME_ANCESTORS}. Whoever frames a
 * board can have people click in it without knowing. Immutable.
 *
 * @param sources as a Content-Security-Policy names them
 */
public record FrameAncestors(List<String> sources) {
    public static final FrameAncestors OWN = new FrameAncestors(List.of());

    private static final String VARIABLE = "EASEL_FRAME_ANCESTORS";

    /** An origin, or all hosts below one. Browsers take no address of IPv6 there. */
    private static final Pattern SOURCE =
            Pattern.compile("https?://(\\*\\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?(:\\d{1,5})?");

    public FrameAncestors {
        sources = List.copyOf(sources);
    }

    /** @throws IllegalArgumentException telling which of them is none, and what to write */
    public static FrameAncestors fromEnvironment(Function<String, @Nullable String> variables) {
        String text = variables.apply(VARIABLE);
        if (text == null || text.isBlank()) {
            return OWN;
        }
        List<String> sources = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String source = part.strip().toLowerCase(Locale.ROOT);
            if (!SOURCE.matcher(source).matches()) {
                throw new IllegalArgumentException(
                        VARIABLE + ": \"" + part.strip() + "\" is no origin; write scheme and name of"
                                + " the host, as in https://wiki.example or https://*.wiki.example, without a path;"
                                + " commas between several");
            }
            sources.add(source);
        }
        return new FrameAncestors(sources);
    }

    /** The directive of a Content-Security-Policy. */
    public String directive() {
        return "frame-ancestors 'self'" + (sources.isEmpty() ? "" : " " + String.join(" ", sources));
    }
}
