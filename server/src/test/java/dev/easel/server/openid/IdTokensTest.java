package dev.easel.server.openid;

import static dev.easel.server.openid.FakeProvider.NOW;
import static dev.easel.server.openid.FakeProvider.claims;
import static dev.easel.server.openid.FakeProvider.key;
import static dev.easel.server.openid.FakeProvider.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.easel.server.openid.IdTokens.OtherKey;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdTokensTest {
    private static final RSAKey KEY = key("one");
    private static final JWKSet PUBLISHED = new JWKSet(List.of(KEY.toPublicJWK()));
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256);

    private final IdTokens tokens = new IdTokens(FakeProvider.ISSUER.toString(), "easel", () -> NOW);

    private JWTClaimsSet check(String token) throws OtherKey {
        return tokens.check(token, "nonce", PUBLISHED, ALGORITHMS);
    }

    private static Date in(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    @Test
    @DisplayName("a good token says who it is; clocks may differ by half a minute")
    void good() throws OtherKey {
        assertEquals("ada", check(signed(KEY, claims())).getSubject());
        assertEquals("ada", check(signed(KEY, claims().expirationTime(in(-29)))).getSubject());
        assertEquals(
                "ada",
                check(signed(KEY, claims().audience(List.of("easel", "other")).claim("azp", "easel")))
                        .getSubject());
    }

    static Stream<JWTClaimsSet.Builder> badClaims() {
        return Stream.of(
                claims().issuer("https://id.example/them"),
                claims().issuer(null),
                claims().audience("other"),
                claims().audience((String) null),
                claims().audience(List.of("easel", "other")),
                claims().claim("azp", "other"),
                claims().expirationTime(in(-31)),
                claims().expirationTime(null),
                claims().issueTime(null),
                claims().notBeforeTime(in(31)),
                claims().subject(null),
                claims().claim("nonce", "of another sign-in"),
                claims().claim("nonce", null));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    @DisplayName("a token of another issuer, for another client, of another time or another sign-in lets nobody in")
    void claimsThatAreNotGood(JWTClaimsSet.Builder bad) {
        String token = signed(KEY, bad);
        assertThrows(SignInRefused.class, () -> check(token));
    }

    @Test
    @DisplayName("that a token has ended is told as such: the clocks may be wrong")
    void ended() {
        SignInRefused refused =
                assertThrows(SignInRefused.class, () -> check(signed(KEY, claims().expirationTime(in(-31)))));
        assertTrue(refused.getMessage().contains("clocks"));
    }

    @Test
    @DisplayName("a token without a signature, or signed by the public key as if it were a secret, is not taken")
    void confusion() throws JOSEException {
        String unsigned = new PlainJWT(claims().build()).serialize();
        assertThrows(OtherKey.class, () -> check(unsigned));
        SignedJWT mac = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims().build());
        mac.sign(new MACSigner(KEY.toRSAPublicKey().getEncoded()));
        assertThrows(OtherKey.class, () -> check(mac.serialize()));
        assertThrows(
                OtherKey.class,
                () -> tokens.check(
                        mac.serialize(), "nonce", PUBLISHED, Set.of(JWSAlgorithm.RS256, JWSAlgorithm.HS256)));
    }

    @Test
    @DisplayName("a key that is not published, or an algorithm that the provider does not name, is another key")
    void otherKey() {
        assertThrows(OtherKey.class, () -> check(signed(key("two"), claims())));
        assertThrows(OtherKey.class, () -> check(signed(key("one"), claims())), "the same id, another key");
        assertThrows(
                OtherKey.class,
                () -> tokens.check(signed(KEY, claims()), "nonce", PUBLISHED, Set.of(JWSAlgorithm.ES256)));
        assertThrows(OtherKey.class, () -> tokens.check(signed(KEY, claims()), "nonce", new JWKSet(), ALGORITHMS));
    }

    @Test
    @DisplayName("what is no token, or far too long for one, is refused")
    void noToken() {
        for (String text : List.of("", "a.b.c", "....", "a".repeat(IdTokens.LONGEST + 1))) {
            assertThrows(SignInRefused.class, () -> check(text));
        }
    }
}
