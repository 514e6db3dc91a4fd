package dev.easel.server.openid;

import static dev.easel.server.openid.FakeProvider.NOW;
import static dev.easel.server.openid.FakeProvider.claims;
import static dev.easel.server.openid.FakeProvider.key;
import static dev.easel.server.openid.FakeProvider.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.RSAKey;
import dev.easel.server.openid.SignInRefused.Reason;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProviderTest {
    private static final RSAKey ONE = key("one");
    private static final RSAKey TWO = key("two");
    private static final Begun BEGUN = new Begun("state", "nonce", "verifier");
    private static final URI REDIRECT = URI.create("https://board.example/api/sign-in/callback");

    private final FakeProvider fetches = new FakeProvider();
    private Instant now = NOW;
    private final Provider provider = provider(Optional.of("a secret: 100%"));

    private Provider provider(Optional<String> secret) {
        Client client = new Client(FakeProvider.ISSUER, "easel", secret, "openid email", REDIRECT);
        return new Provider(client, fetches, () -> now);
    }

    private Future<Map<String, Object>> person() {
        return provider.person("code", BEGUN, Set.of("sub"));
    }

    private static Reason refusal(Future<?> answer) {
        return assertInstanceOf(SignInRefused.class, answer.cause()).reason();
    }

    private static void unavailable(Future<?> answer) {
        assertInstanceOf(ProviderUnavailable.class, answer.cause());
    }

    @Test
    @DisplayName("the browser is sent with state, nonce and the hash of the verifier, and never the verifier itself")
    void signIn() {
        String address = provider.signIn(BEGUN).result().toString();
        assertTrue(address.startsWith("https://id.example/auth?tenant=us&response_type=code&client_id=easel&"));
        assertTrue(address.contains("&redirect_uri=https%3A%2F%2Fboard.example%2Fapi%2Fsign-in%2Fcallback&"));
        assertTrue(address.contains("&scope=openid+email&state=state&nonce=nonce&"));
        // SHA-256 of "verifier", as base64url
        assertTrue(address.endsWith(
                "&code_challenge=iMnq5o6zALKXGivsnlom_0F5_WYda32GHkxlV7mq7hQ&code_challenge_method=S256"));
        assertFalse(address.contains("verifier"));
    }

    @Test
    @DisplayName("a code is given for who it is, with the verifier and the client's secret")
    void exchange() {
        fetches.publish(ONE.toPublicJWK());
        fetches.grant(signed(ONE, claims()));
        assertEquals("ada", person().result().get("sub"));
        assertEquals(
                List.of("grant_type=authorization_code&code=code"
                        + "&redirect_uri=https%3A%2F%2Fboard.example%2Fapi%2Fsign-in%2Fcallback"
                        + "&code_verifier=verifier"),
                fetches.forms);
        assertEquals(
                "Basic ZWFzZWw6YStzZWNyZXQlM0ErMTAwJTI1", fetches.headers.get(1).get("Authorization"));
        assertFalse(fetches.asked.contains(FakeProvider.USER_INFO), "nothing more is wanted");
    }

    @Test
    @DisplayName("a secret goes into the form where the provider takes it only there; a public client has none")
    void inTheForm() {
        fetches.publish(ONE.toPublicJWK());
        fetches.grant(signed(ONE, claims()));
        String posts = FakeProvider.METADATA.replace(
                "\"issuer\"", "\"token_endpoint_auth_methods_supported\": [\"client_secret_post\"], \"issuer\"");
        fetches.answer(FakeProvider.DOCUMENT, 200, posts);
        assertTrue(person().succeeded());
        assertTrue(fetches.forms.getFirst().endsWith("&client_id=easel&client_secret=a+secret%3A+100%25"));
        assertTrue(
                provider(Optional.empty()).person("code", BEGUN, Set.of("sub")).succeeded());
        assertTrue(fetches.forms.getLast().endsWith("&client_id=easel"));
    }

    @Test
    @DisplayName("where the provider signs by a new key, its keys are asked for once more")
    void rotation() {
        fetches.publish(ONE.toPublicJWK());
        fetches.grant(signed(ONE, claims()));
        assertTrue(person().succeeded());
        fetches.publish(TWO.toPublicJWK());
        fetches.grant(signed(TWO, claims()));
        assertTrue(person().succeeded());
        fetches.grant(signed(ONE, claims()));
        fetches.asked.clear();
        assertEquals(Reason.TOKEN, refusal(person()), "the key before is withdrawn");
        assertEquals(List.of(FakeProvider.TOKEN, FakeProvider.KEYS), fetches.asked);
    }

    @Test
    @DisplayName("a key that was withdrawn counts for ten minutes at most")
    void withdrawn() {
        fetches.publish(ONE.toPublicJWK());
        fetches.grant(signed(ONE, claims()));
        assertTrue(person().succeeded());
        fetches.publish(TWO.toPublicJWK());
        assertTrue(person().succeeded());
        now = NOW.plusMillis(Published.KEYS_MS);
        fetches.grant(signed(ONE, claims().expirationTime(Date.from(now.plusSeconds(60)))));
        assertEquals(Reason.TOKEN, refusal(person()));
    }

    @Test
    @DisplayName("whose matter a refusal is: an old code is the person's, a wrong secret is the server's")
    void refusals() {
        fetches.answer(FakeProvider.TOKEN, 400, "{\"error\": \"invalid_grant\"}");
        assertEquals(Reason.CODE, refusal(person()));
        fetches.answer(FakeProvider.TOKEN, 401, "{\"error\": \"invalid_client\"}");
        assertEquals(Reason.CLIENT, refusal(person()));
        fetches.answer(FakeProvider.TOKEN, 400, "{\"error\": \"<script>\"}");
        assertFalse(person().cause().getMessage().contains("script"));
        fetches.answer(FakeProvider.TOKEN, 200, "{\"access_token\": \"a\"}");
        assertEquals(Reason.TOKEN, refusal(person()));
        fetches.answer(FakeProvider.TOKEN, 500, "");
        unavailable(person());
    }

    @Test
    @DisplayName("what the ID token does not tell is asked for, and believed of the same person only")
    void userInfo() {
        fetches.publish(ONE.toPublicJWK());
        fetches.grant(signed(ONE, claims().claim("email", "of the token")));
        fetches.answer(
                FakeProvider.USER_INFO,
                200,
                "{\"sub\": \"ada\", \"name\": \"Ada\", \"email\": \"x\", \"email_verified\": false}");
        Map<String, Object> claims =
                provider.person("code", BEGUN, Set.of("sub", "name")).result();
        assertEquals("Ada", claims.get("name"));
        assertEquals(false, claims.get("email_verified"));
        assertEquals("of the token", claims.get("email"));
        assertEquals("Bearer access", fetches.headers.getLast().get("Authorization"));
        fetches.answer(FakeProvider.USER_INFO, 200, "{\"sub\": \"bob\", \"name\": \"Bob\"}");
        assertFalse(provider.person("code", BEGUN, Set.of("name")).result().containsKey("name"));
        fetches.answer(FakeProvider.USER_INFO, 403, "");
        assertFalse(provider.person("code", BEGUN, Set.of("name")).result().containsKey("name"));
    }

    @Test
    @DisplayName("a provider that is away is found when it is back, and one that was there is known while it is away")
    void away() {
        Answer document = fetches.answers.remove(FakeProvider.DOCUMENT);
        unavailable(provider.signIn(BEGUN));
        unavailable(person());
        fetches.answers.put(FakeProvider.DOCUMENT, document);
        assertTrue(provider.signIn(BEGUN).succeeded());
        now = NOW.plusMillis(Published.METADATA_MS);
        fetches.answers.clear();
        assertTrue(provider.signIn(BEGUN).succeeded());
        unavailable(person());
    }

    @Test
    @DisplayName("a document of another issuer, without an address, over plain HTTP or without a signature is none")
    void noProvider() {
        for (String bad : List.of(
                FakeProvider.METADATA.replace("id.example/us", "id.example/us/"),
                FakeProvider.METADATA.replace("https://id.example/token", "http://id.example/token"),
                FakeProvider.METADATA.replace("https://id.example/token", "https:///"),
                FakeProvider.METADATA.replace("jwks_uri", "keys"),
                FakeProvider.METADATA.replace("\"RS256\", ", ""),
                "[]",
                "<html>")) {
            fetches.answer(FakeProvider.DOCUMENT, 200, bad);
            unavailable(provider.signIn(BEGUN));
        }
        fetches.answer(FakeProvider.DOCUMENT, 302, FakeProvider.METADATA);
        unavailable(provider.signIn(BEGUN));
    }

    @Test
    @DisplayName("people end their session at the provider where it has a place for that")
    void signOut() {
        URI back = URI.create("https://board.example/");
        assertEquals(
                Optional.of(URI.create("https://id.example/out?client_id=easel"
                        + "&post_logout_redirect_uri=https%3A%2F%2Fboard.example%2F")),
                provider.signOut(back).result());
        fetches.answer(FakeProvider.DOCUMENT, 200, FakeProvider.METADATA.replace("end_session_endpoint", "other"));
        assertEquals(Optional.empty(), provider(Optional.empty()).signOut(back).result());
    }
}
