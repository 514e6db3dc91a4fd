package dev.easel.server.identity;

import java.util.Map;
import java.util.Optional;

/**
 * What a request brings to tell who asks.
 *
 * @param bearer the token of its Authorization, or that of a socket's second subprotocol
 * @param cookies by name
 * @param vouched what the trusted header says, where it came from a trusted proxy
 */
public record Credentials(Optional<String> bearer, Map<String, String> cookies, Optional<String> vouched) {
    public static final Credentials NONE = new Credentials(Optional.empty(), Map.of(), Optional.empty());

    public Credentials {
        cookies = Map.copyOf(cookies);
    }

    /** It may name secrets. */
    @Override
    public String toString() {
        return "credentials";
    }
}
