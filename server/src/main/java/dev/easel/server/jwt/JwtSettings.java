package dev.easel.server.jwt;

import com.nimbusds.jose.jwk.JWK;
import dev.easel.server.identity.Claims;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Which tokens are taken. There is a key, or an address to have keys from.
 *
 * @param keys that are known from the start
 * @param keysAt where the issuer publishes its keys (JWKS)
 * @param issuer what the token says of its issuer; empty for anybody who has the key
 * @param audience one of those that the token is for; empty where that is not asked
 */
public record JwtSettings(
        List<JWK> keys, Optional<URI> keysAt, Optional<String> issuer, Optional<String> audience, Claims claims) {
    public JwtSettings {
        keys = List.copyOf(keys);
        if (keys.isEmpty() && keysAt.isEmpty()) {
            throw new IllegalArgumentException("there is no key");
        }
    }
}
