package dev.easel.server.access;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a page is from, as browsers tell it: {@code https://board.example}, {@code http://localhost:5173}.
 *
 * @param port -1 where neither the origin nor its scheme names one
 */
record Origin(String scheme, String host, int port) {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
    private static final String BEHIND_SCHEME = "://";

    /** Empty for what is no origin: {@code null}, {@code *}, or an address with a path, for instance. */
    static Optional<Origin> parse(String text) {
        int end = text.indexOf(BEHIND_SCHEME);
        if (end < 0) {
            return Optional.empty();
        }
        String scheme = text.substring(0, end).toLowerCase(Locale.ROOT);
        return SCHEME.matcher(scheme).matches()
                ? Authority.parse(text.substring(end + BEHIND_SCHEME.length()))
                        .map(it -> new Origin(scheme, it.host(), it.port().orElse(defaultPort(scheme))))
                : Optional.empty();
    }

    /**
     * Whether a page from here asks its own server. Its scheme is not known here, as TLS may end at a proxy: a host
     * without a port has the port that the page's scheme has by default.
     */
    boolean isAt(Authority asked) {
        int standard = defaultPort(scheme);
        return standard > 0 && host.equals(asked.host()) && port == asked.port().orElse(standard);
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }
}
