package dev.easel.server.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a provider answers, address by address, and what it was asked. */
final class FakeProvider implements Fetches {
    static final URI ISSUER = URI.create("https://id.example/us");
    static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    static final String TOKEN = "https://id.example/token";
    static final String KEYS = "https://id.example/keys";
    static final String USER_INFO = "https://id.example/me";
    static final String DOCUMENT = "https://id.example/us/.well-known/openid-configuration";
    static final String METADATA = """
            {"issuer": "https://id.example/us", "authorization_endpoint": "https://id.example/auth?tenant=us",
             "token_endpoint": "https://id.example/token", "jwks_uri": "https://id.example/keys",
             "userinfo_endpoint": "https://id.example/me", "end_session_endpoint": "https://id.example/out",
             "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]}""";

    final Map<String, Answer> answers = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    final List<String> forms = new ArrayList<>();
    final List<Map<String, String>> headers = new ArrayList<>();

    FakeProvider() {
        answer(DOCUMENT, 200, METADATA);
    }

    void answer(String address, int status, String body) {
        answers.put(address, new Answer(status, body.getBytes(StandardCharsets.UTF_8)));
    }

    void publish(RSAKey... keys) {
        answer(KEYS, 200, new JWKSet(List.of(keys)).toString());
    }

    void grant(String idToken) {
        answer(TOKEN, 200, "{\"access_token\": \"access\", \"id_token\": \"" + idToken + "\"}");
    }

    @Override
    public Future<Answer> get(URI address, Map<String, String> with) {
        asked.add(address.toString());
        headers.add(with);
        Answer answer = answers.get(address.toString());
        return answer == null
                ? Future.failedFuture(new ProviderUnavailable("the provider does not answer", null))
                : Future.succeededFuture(answer);
    }

    @Override
    public Future<Answer> post(URI address, Map<String, String> with, String form) {
        forms.add(form);
        return get(address, with);
    }

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(id)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Of a token that is good. */
    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER.toString())
                .audience("easel")
                .subject("ada")
                .claim("nonce", "nonce")
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    static String signed(RSAKey key, JWTClaimsSet.Builder claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException failure) {
            throw new AssertionError(failure);
        }
    }
}
