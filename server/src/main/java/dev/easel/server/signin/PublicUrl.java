package dev.easel.server.signin;

import dev.easel.server.call.BasePath;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The address that people open: {@code EASEL_URL}. A provider sends them back there, and nowhere else.
 *
 * @param origin without a slash at its end
 * @param path below which the server is, without a slash at its end; empty for the root
 */
public record PublicUrl(String origin, String path) {
    private static final String NAME = "EASEL_URL";

    /**
     * @param below the path of the server, which the address has to have
     * @throws IllegalArgumentException telling what to write
     */
    static Optional<PublicUrl> fromEnvironment(Function<String, @Nullable String> variables, BasePath below) {
        String text = variables.apply(NAME);
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(parse(text.strip(), below));
    }

    private static PublicUrl parse(String text, BasePath below) {
        URI uri = uri(text);
        boolean isPlain = uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        if (!isPlain || !"https".equals(uri.getScheme()) && !"http".equals(uri.getScheme())) {
            throw new IllegalArgumentException(NAME + " is an address such as https://board.example, not " + text);
        }
        if ("http".equals(uri.getScheme()) && !isThisMachine(uri)) {
            throw new IllegalArgumentException(NAME + " begins with https://, unless it is this machine's own such as"
                    + " http://localhost:8080: a session must not travel where it can be read");
        }
        String path = uri.getRawPath().replaceFirst("/$", "");
        if (!path.equals(below.text())) {
            throw new IllegalArgumentException(
                    NAME + " has the path that EASEL_PATH has: \"" + path + "\" is not \"" + below.text() + "\"");
        }
        return new PublicUrl(uri.getScheme() + "://" + uri.getRawAuthority(), path);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw new IllegalArgumentException(NAME + " is an address such as https://board.example, not " + text);
        }
    }

    /** Nothing is looked up. */
    static boolean isThisMachine(URI uri) {
        String host = uri.getHost();
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** The address of what is at {@code path} of the server. */
    URI at(String path) {
        return URI.create(origin + this.path + path);
    }
}
