package dev.easel.server.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.easel.server.identity.Claims;
import dev.easel.server.identity.Credentials;
import dev.easel.server.identity.Identity;
import dev.easel.server.store.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class JwtAuthenticatorTest {
    private static final String SECRET = "x".repeat(Keys.SECRET_BYTES);

    private static final Vertx VERTX = Vertx.vertx();
    private static RSAKey rsa;
    private static ECKey ec;

    private final AtomicLong now = new AtomicLong(1_700_000_000_000L);

    @BeforeAll
    static void keys() throws JOSEException {
        rsa = new RSAKeyGenerator(2_048).keyID("one").generate();
        ec = new ECKeyGenerator(Curve.P_256).generate();
    }

    @AfterAll
    static void close() {
        TestDatabase.await(VERTX.close());
    }

    private JwtAuthenticator with(List<JWK> keys, Optional<URI> keysAt) {
        return new JwtAuthenticator(
                VERTX,
                new JwtSettings(keys, keysAt, Optional.of("us"), Optional.of("easel"), new Claims("sub")),
                1,
                () -> Instant.ofEpochMilli(now.get()));
    }

    private static Identity ask(JwtAuthenticator authenticator, String token) {
        return TestDatabase.await(
                authenticator.identify(new Credentials(Optional.of(token), Map.of(), Optional.empty())));
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject("ada")
                .issuer("us")
                .audience("easel")
                .expirationTime(Date.from(Instant.ofEpochMilli(now.get() + 60_000)));
    }

    private static String signed(JWSAlgorithm algorithm, String kid, JWTClaimsSet claims, JWSSigner signer)
            throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static void isAda(Identity who) {
        assertEquals(
                "ada",
                who.person()
                        .orElseThrow(() -> new AssertionError(who.toString()))
                        .user());
    }

    private static void isRefused(Identity who) {
        assertTrue(who.refusal().isPresent(), who.toString());
    }

    @Test
    @DisplayName("a token signed with the secret or a key in PEM is taken, whatever it calls its key")
    void taken() throws Exception {
        JwtAuthenticator secret = with(List.of(Keys.secret(SECRET)), Optional.empty());
        isAda(ask(secret, signed(JWSAlgorithm.HS256, "any", claims().build(), new MACSigner(SECRET))));
        JwtAuthenticator keys = with(Keys.pem(pem(rsa.toPublicKey()) + pem(ec.toPublicKey())), Optional.empty());
        isAda(ask(keys, signed(JWSAlgorithm.RS256, "any", claims().build(), new RSASSASigner(rsa))));
        isAda(ask(keys, signed(JWSAlgorithm.PS512, null, claims().build(), new RSASSASigner(rsa))));
        isAda(ask(keys, signed(JWSAlgorithm.ES256, null, claims().build(), new ECDSASigner(ec))));
    }

    @Test
    @DisplayName("what is not signed, by nobody's key, or with a public key as if it were a secret, is refused")
    void forged() throws Exception {
        JwtAuthenticator keys = with(Keys.pem(pem(rsa.toPublicKey())), Optional.empty());
        isRefused(ask(keys, new PlainJWT(claims().build()).serialize()));
        isRefused(ask(keys, "none"));
        byte[] asSecret = pem(rsa.toPublicKey()).getBytes(StandardCharsets.UTF_8);
        isRefused(ask(keys, signed(JWSAlgorithm.HS256, null, claims().build(), new MACSigner(asSecret))));
        RSAKey other = new RSAKeyGenerator(2_048).generate();
        isRefused(ask(keys, signed(JWSAlgorithm.RS256, null, claims().build(), new RSASSASigner(other))));
        String good = signed(JWSAlgorithm.RS256, null, claims().build(), new RSASSASigner(rsa));
        String[] parts = good.split("\\.");
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes());
        isRefused(ask(keys, none + "." + parts[1] + "."));
        isRefused(ask(keys, none + "." + parts[1] + "." + parts[2]));
    }

    @Test
    @DisplayName("a token says exp, issuer, audience and who it is, and 30 s of skew are allowed")
    void demands() throws Exception {
        JwtAuthenticator secret = with(List.of(Keys.secret(SECRET)), Optional.empty());
        MACSigner signer = new MACSigner(SECRET);
        for (JWTClaimsSet bad : List.of(
                claims().expirationTime(null).build(),
                claims().expirationTime(Date.from(Instant.ofEpochMilli(now.get() - 31_000)))
                        .build(),
                claims().notBeforeTime(Date.from(Instant.ofEpochMilli(now.get() + 40_000)))
                        .build(),
                claims().issuer("them").build(),
                claims().issuer(null).build(),
                claims().audience("other").build(),
                claims().audience((String) null).build(),
                claims().subject(null).build(),
                claims().subject("a\nb").build())) {
            isRefused(ask(secret, signed(JWSAlgorithm.HS256, null, bad, signer)));
        }
        JWTClaimsSet late = claims().expirationTime(Date.from(Instant.ofEpochMilli(now.get() - 20_000)))
                .build();
        isAda(ask(secret, signed(JWSAlgorithm.HS256, null, late, signer)));
        isAda(ask(
                secret,
                signed(
                        JWSAlgorithm.HS256,
                        null,
                        claims().audience(List.of("a", "easel")).build(),
                        signer)));
    }

    @Test
    @DisplayName("A4 a token is taken until what it has opened ends, skew included, and no longer")
    void end() throws Exception {
        long exp = now.get() + 60_000;
        String token = signed(JWSAlgorithm.HS256, null, claims().build(), new MACSigner(SECRET));
        JwtAuthenticator remembers = with(List.of(Keys.secret(SECRET)), Optional.empty());
        assertEquals(OptionalLong.of(exp + 30_000), ask(remembers, token).endsAt());
        now.set(exp + 29_999);
        assertEquals(OptionalLong.of(exp + 30_000), ask(remembers, token).endsAt());
        assertEquals(
                OptionalLong.of(exp + 30_000),
                ask(with(List.of(Keys.secret(SECRET)), Optional.empty()), token).endsAt());
        now.set(exp + 30_000);
        isRefused(ask(remembers, token));
        isRefused(ask(with(List.of(Keys.secret(SECRET)), Optional.empty()), token));
    }

    @Test
    @DisplayName(
            "published keys are read when a token names a new one; one that is gone is not taken for over a minute")
    void remembered() throws Exception {
        RSAKey second = new RSAKeyGenerator(2_048).keyID("two").generate();
        AtomicReference<JWKSet> published = new AtomicReference<>(new JWKSet(rsa.toPublicJWK()));
        AtomicInteger asked = new AtomicInteger();
        HttpServer issuer = TestDatabase.await(VERTX.createHttpServer()
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    request.response().end(published.get().toString());
                })
                .listen(0, "127.0.0.1"));
        JwtAuthenticator keys =
                with(List.of(), Optional.of(URI.create("http://127.0.0.1:" + issuer.actualPort() + "/keys")));
        String old = signed(JWSAlgorithm.RS256, "one", claims().build(), new RSASSASigner(rsa));
        isAda(ask(keys, old));
        int before = asked.get();
        isAda(ask(keys, old));
        assertEquals(before, asked.get(), "remembered");
        published.set(new JWKSet(second.toPublicJWK()));
        isAda(ask(keys, signed(JWSAlgorithm.RS256, "two", claims().build(), new RSASSASigner(second))));
        now.addAndGet(JwtAuthenticator.REMEMBERED_MS);
        isRefused(ask(keys, signed(JWSAlgorithm.RS256, "one", claims().build(), new RSASSASigner(rsa))));
    }

    @Test
    @DisplayName("a token that is too long is refused without a look")
    void long_token() {
        isRefused(ask(with(List.of(Keys.secret(SECRET)), Optional.empty()), "a.".repeat(JwtAuthenticator.LONGEST)));
    }

    @Test
    @DisplayName("a key that cannot be used is told, and never the key itself")
    void bad_keys() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> Keys.secret("short"));
        RSAKey small = new RSAKeyGenerator(1_024, true).generate();
        String smallPem = pem(small.toPublicKey());
        assertThrows(IllegalArgumentException.class, () -> Keys.pem(smallPem));
        assertThrows(IllegalArgumentException.class, () -> Keys.pem("nothing"));
        String secret = Base64.getEncoder().encodeToString(rsa.toPrivateKey().getEncoded());
        IllegalArgumentException told = assertThrows(
                IllegalArgumentException.class,
                () -> Keys.pem("-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----"));
        assertTrue(!told.getMessage().contains(secret.substring(0, 20)), told.getMessage());
    }
}
