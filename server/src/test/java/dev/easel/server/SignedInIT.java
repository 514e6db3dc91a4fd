package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.signin.Browser;
import dev.easel.server.signin.ProviderProcess;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People who have signed in to the app at a provider, on two instances. */
@Timeout(120)
class SignedInIT {
    private final TestDatabase database = TestDatabase.create();
    private final int port = freePort();
    private final String url = "http://127.0.0.1:" + port;
    private final ProviderProcess provider = ProviderProcess.start(0, url + "/api/sign-in/callback");

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private TestEasel start(int at) {
        return TestEasel.start(
                database.address(),
                "EASEL_PORT",
                Integer.toString(at),
                "EASEL_URL",
                url,
                "EASEL_OIDC_ISSUER",
                provider.issuer().toString(),
                "EASEL_OIDC_CLIENT_ID",
                "easel",
                "EASEL_OIDC_CLIENT_SECRET",
                "secret of easel",
                "EASEL_OPERATORS",
                "ada");
    }

    @AfterEach
    void close() {
        provider.close();
        database.close();
    }

    private Browser signedIn(String name) {
        Browser browser = new Browser(name);
        HttpResponse<String> back =
                browser.goUntil(URI.create(url + "/api/sign-in?to=/"), next -> next.equals(URI.create(url + "/")));
        assertEquals(303, back.statusCode());
        return browser;
    }

    private String cookie(Browser browser) {
        return browser.cookies(URI.create(url));
    }

    @Test
    @DisplayName("a signed-in person has boards, opens them on every instance, and is out of all when they sign out")
    void boards() {
        try (TestEasel one = start(port);
                TestEasel other = start(0)) {
            JsonNode nobody = TestEasel.json(one.get("/api/me"));
            assertTrue(nobody.get("user").isNull());
            assertEquals("/api/sign-in", nobody.get("signIn").asText());
            assertEquals("/api/sign-out", nobody.get("signOut").asText());
            assertEquals(
                    401,
                    new Browser("nobody").get(URI.create(url + "/api/projects")).statusCode());

            Browser ada = signedIn("ada");
            JsonNode me = TestEasel.json(other.get("/api/me", "Cookie", cookie(ada)));
            assertEquals("ada", me.get("user").asText());
            assertEquals("ada of Tests", me.get("name").asText());
            assertTrue(me.get("operator").asBoolean());
            HttpResponse<String> made = ada.post(URI.create(url + "/api/projects"));
            assertEquals(201, made.statusCode(), made.body());
            String project = TestEasel.json(made).get("id").asText();
            assertEquals(
                    403,
                    signedIn("bob")
                            .get(URI.create(url + "/api/projects/" + project))
                            .statusCode());

            BoardClient here = new BoardClient().withCookie(cookie(ada)).join(one.uri(), project);
            BoardClient through = new BoardClient().withCookie(cookie(ada)).join(other.uri(), project);
            Browser second = signedIn("ada");
            BoardClient elsewhere = new BoardClient().withCookie(cookie(second)).join(one.uri(), project);
            assertEquals(200, ada.post(URI.create(url + "/api/sign-out")).statusCode());
            assertEquals(4401, here.awaitClose());
            assertEquals(4401, through.awaitClose());
            elsewhere.awaitDurable(
                    elsewhere.awaitApplied(elsewhere.edit("{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}")));
            assertEquals(2, database.number("select count(*) from audit where who = 'ada' and act = 'signed_in'"));
            assertEquals(1, database.number("select count(*) from audit where act = 'signed_out'"));
            elsewhere.close();
        }
    }
}
