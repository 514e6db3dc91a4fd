package dev.easel.server.openid;

import java.net.URI;
import java.util.Optional;

/**
 * What the provider knows this server as.
 *
 * @param issuer of the provider, as its documents and its tokens name it
 * @param secret empty for a public client, which PKCE alone protects
 * @param scopes with blanks between them; {@code openid} is one of them
 * @param redirect where the provider sends people back to, exactly as it is registered there
 */
public record Client(URI issuer, String id, Optional<String> secret, String scopes, URI redirect) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "client " + id + " at " + issuer;
    }
}
