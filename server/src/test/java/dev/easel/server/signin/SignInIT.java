package dev.easel.server.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.store.TestDatabase;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signing in at a real provider, on two instances at once. */
@Timeout(60)
class SignInIT {
    private static final String CALLBACK = "/api/sign-in/callback";

    private final TestDatabase database = TestDatabase.create();
    private final SignInServer server = new SignInServer("");
    private final ProviderProcess provider =
            ProviderProcess.start(0, server.at(CALLBACK).toString());
    private final Browser ada = new Browser("ada");
    private volatile long aheadMs;
    private final InstantSource clock = () -> Clock.systemUTC().instant().plusMillis(aheadMs);

    @BeforeEach
    void serve() {
        server.serve(database, clock, provider.issuer());
    }

    @AfterEach
    void close() {
        provider.close();
        server.close();
        database.close();
    }

    private URI begin(String to) {
        return server.at("/api/sign-in?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
    }

    private boolean isBack(URI address) {
        return address.getAuthority().equals(server.at("").getAuthority());
    }

    /** The address at which the provider sends the browser back, which it has not opened yet. */
    private URI callback(Browser browser, URI begin) {
        HttpResponse<String> begun = browser.get(begin);
        assertEquals(302, begun.statusCode());
        return Browser.next(browser.goUntil(Browser.next(begun), this::isBack));
    }

    private HttpResponse<String> signIn(Browser browser, String to) {
        return browser.get(callback(browser, begin(to)));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private void assertRefused(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("You are not signed in"), answer.body());
        assertTrue(header(answer, "Content-Security-Policy").startsWith("default-src 'none'; style-src 'sha256-"));
        assertFalse(answer.body().contains("code="));
    }

    private double count(String outcome) {
        return server.registry
                .get("easel.sign.ins")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    @DisplayName("who signs in is known on every instance and after a restart, and on none once they have signed out")
    void inAndOut() {
        assertEquals("nobody", server.who(ada));
        HttpResponse<String> back = signIn(ada, "/p/1?view");
        assertEquals(303, back.statusCode());
        assertEquals(server.at("/p/1?view").toString(), header(back, "Location"));
        assertEquals("no-referrer", header(back, "Referrer-Policy"));
        assertEquals("no-store", header(back, "Cache-Control"));
        String cookie = ada.set().getLast();
        assertTrue(
                cookie.matches("__Host-easel_session=[A-Za-z0-9_-]{43}; Path=/; Max-Age=2592000; Secure; HttpOnly;"
                        + " SameSite=Lax"),
                cookie);
        assertEquals("ada, ada of Tests", server.who(ada));
        assertEquals("nobody", server.who(new Browser("ada")));
        assertEquals(1, count("signed_in"));

        server.serve(database, clock, provider.issuer());
        assertEquals("ada, ada of Tests", server.who(ada));

        Browser copy = new Browser("ada", ada);
        HttpResponse<String> out = ada.post(server.at("/api/sign-out"));
        assertEquals(200, out.statusCode());
        assertTrue(ada.set().getLast().startsWith("__Host-easel_session=; Path=/; Max-Age=0; Secure;"));
        aheadMs = RecentSignIns.FRESH_MS;
        assertEquals("nobody", server.who(copy));
        assertEquals(0, database.number("select count(*) from sign_in"));
        String end = out.body();
        assertTrue(end.contains(provider.issuer() + "/session/end?client_id=easel&post_logout_redirect_uri="), end);
        URI there = URI.create(end.substring(end.indexOf("http"), end.lastIndexOf('"')));
        assertEquals(
                server.at("/"), Browser.next(ada.goUntil(there, this::isBack)), "and from the provider to the list");
        assertEquals(200, new Browser("nobody").post(server.at("/api/sign-out")).statusCode());
    }

    @Test
    @DisplayName("what is stored of a sign-in gives nobody a way in")
    void hashed() {
        signIn(ada, "/");
        String has = ada.cookies(server.at("/")).replaceFirst(".*easel_session=", "");
        assertEquals(
                1, database.number("select count(*) from sign_in where user_id = 'ada' and length(token_hash) = 43"));
        assertEquals(0, database.number("select count(*) from sign_in s where s::text like '%' || $1 || '%'", has));
    }

    @Test
    @DisplayName("each sign-in has a token of its own, and the one before of the same browser is over")
    void newToken() {
        signIn(ada, "/");
        Browser copy = new Browser("ada", ada);
        String before = ada.cookies(server.at("/"));
        signIn(ada, "/");
        assertNotEquals(before, ada.cookies(server.at("/")));
        aheadMs = RecentSignIns.FRESH_MS;
        assertEquals("nobody", server.who(copy));
        assertEquals("ada, ada of Tests", server.who(ada));
    }

    @Test
    @DisplayName("it lasts eight days without use, and thirty with it")
    void ends() {
        signIn(ada, "/");
        long day = 24 * 3_600_000L;
        aheadMs = 6 * day;
        assertEquals("ada, ada of Tests", server.who(ada));
        aheadMs = 12 * day;
        assertEquals("ada, ada of Tests", server.who(ada), "it was used on the sixth");
        aheadMs = 21 * day;
        assertEquals("nobody", server.who(ada));

        Browser bob = new Browser("bob");
        aheadMs = 0;
        signIn(bob, "/");
        for (int i = 0; i < 30; i++) {
            aheadMs = i * day;
            assertEquals("bob, bob of Tests", server.who(bob));
        }
        aheadMs = 30 * day;
        assertEquals("nobody", server.who(bob));
        aheadMs = 0;
        database.sql("update sign_in set ends_at = now()");
        signIn(new Browser("eve"), "/");
        assertEquals(1, database.number("select count(*) from sign_in"), "those that have ended are removed");
    }

    @Test
    @DisplayName("the provider may change its keys between two sign-ins")
    void rotation() {
        assertEquals(303, signIn(ada, "/").statusCode());
        provider.tell("rotate");
        assertEquals(303, signIn(new Browser("bob"), "/").statusCode());
        assertEquals("ada, ada of Tests", server.who(ada));
    }

    @Test
    @DisplayName("a callback of another browser, a second time, or with nothing begun lets nobody in")
    void otherBrowser() {
        URI callback = callback(ada, begin("/"));
        Browser eve = new Browser("eve");
        assertRefused(400, eve.get(callback));
        eve.get(begin("/"));
        assertRefused(400, eve.get(callback));
        assertEquals("nobody", server.who(eve));
        Browser copy = new Browser("ada", ada);
        assertEquals(303, ada.get(callback).statusCode());
        assertRefused(400, ada.get(callback));
        assertRefused(400, copy.get(callback)); // its cookie is there, and the provider refuses the code
        assertEquals("nobody", server.who(copy));
        assertEquals(4, count("refused"));
        assertRefused(400, eve.get(server.at(CALLBACK)));
        assertRefused(400, eve.get(server.at(CALLBACK + "?state=&code=x")));
    }

    @Test
    @DisplayName("a code for another nonce, verifier or client lets nobody in")
    void exchanged() {
        for (String[] change : List.of(
                new String[] {"nonce=[^&]+", "nonce=another", "403"},
                new String[] {"code_challenge=[^&]+", "code_challenge=" + "A".repeat(43), "400"},
                new String[] {"client_id=easel", "client_id=another", "400"})) {
            Browser browser = new Browser("ada");
            String address = String.valueOf(Browser.next(browser.get(begin("/"))));
            URI changed = URI.create(address.replaceFirst(change[0], change[1]));
            assertNotEquals(address, changed.toString());
            URI callback = Browser.next(browser.goUntil(changed, this::isBack));
            assertRefused(Integer.parseInt(change[2]), browser.get(callback));
            assertEquals("nobody", server.who(browser));
        }
    }

    @Test
    @DisplayName("an answer that is of another issuer, says no, or comes too late lets nobody in")
    void notLetIn() {
        URI callback = callback(ada, begin("/p/1"));
        String issuer = URLEncoder.encode(provider.issuer().toString(), StandardCharsets.UTF_8);
        URI other = URI.create(callback.toString().replace(issuer, "https%3A%2F%2Fevil.example"));
        assertNotEquals(callback, other);
        assertRefused(403, new Browser("ada", ada).get(other));
        Matcher state = Pattern.compile("state=[^&]+").matcher(callback.toString());
        assertTrue(state.find());
        HttpResponse<String> no = new Browser("ada", ada)
                .get(server.at(CALLBACK + "?error=access_denied&error_description=%3Cb%3E&" + state.group()));
        assertRefused(403, no);
        assertFalse(no.body().contains("<b>"));
        assertTrue(no.body().contains("/api/sign-in?to=%2Fp%2F1\""));
        aheadMs = Attempt.MOST_MS;
        assertRefused(400, ada.get(callback));
    }

    @Test
    @DisplayName("two tabs sign in at the same time, in whatever order they come back")
    void tabs() {
        URI one = callback(ada, begin("/p/1"));
        URI other = callback(ada, begin("/p/2"));
        assertTrue(header(ada.get(one), "Location").endsWith("/p/1"));
        assertTrue(header(ada.get(other), "Location").endsWith("/p/2"));
        assertEquals("ada, ada of Tests", server.who(ada));
    }

    @Test
    @DisplayName("nobody is sent to another site by a link to a sign-in")
    void noOpenRedirect() {
        for (String to : List.of("//evil.example", "https://evil.example", "/\\evil.example", "/api/sign-in")) {
            assertEquals(server.at("/").toString(), header(signIn(new Browser("ada"), to), "Location"));
        }
    }

    @Test
    @DisplayName("while the provider is away, people are told so, and sign in when it is back")
    void away() {
        provider.end();
        assertRefused(503, ada.get(begin("/")));
        try (ProviderProcess back = ProviderProcess.start(
                provider.issuer().getPort(), server.at(CALLBACK).toString())) {
            assertEquals(303, signIn(ada, "/").statusCode());
            Browser bob = new Browser("bob");
            URI callback = callback(bob, begin("/"));
            back.end();
            assertRefused(503, bob.get(callback));
            assertEquals("ada, ada of Tests", server.who(ada), "whoever is signed in stays so");
            HttpResponse<String> out = ada.post(server.at("/api/sign-out"));
            assertEquals(200, out.statusCode());
            assertEquals("nobody", server.who(ada));
        }
        assertTrue(count("unavailable") >= 2);
    }

    @Test
    @DisplayName("the user id may be the address of mail, unless it is not verified")
    void byMail() {
        for (String word : List.of("bare", "full")) {
            provider.tell(word);
            server.serve(database, clock, provider.issuer(), "EASEL_USER_CLAIM", "email");
            signIn(ada, "/");
            assertEquals("ada@example.org, ada of Tests", server.who(ada));
            Browser eve = new Browser("unverified");
            assertRefused(403, signIn(eve, "/"));
            assertEquals("nobody", server.who(eve));
        }
    }

    @Test
    @DisplayName("a wrong secret is told to whoever runs the server, and to people as not theirs to mend")
    void wrongSecret() {
        server.serve(database, clock, provider.issuer(), "EASEL_OIDC_CLIENT_SECRET", "wrong");
        assertRefused(502, signIn(ada, "/"));
    }

    @Test
    @DisplayName("below a path all of it is below that path")
    void belowPath() {
        try (SignInServer below = new SignInServer("/boards");
                ProviderProcess its =
                        ProviderProcess.start(0, below.at(CALLBACK).toString())) {
            below.serve(database, clock, its.issuer());
            HttpResponse<String> begun = ada.get(below.at("/api/sign-in?to=/boards/p/1"));
            assertTrue(ada.set().getLast().contains("; Path=/boards/api/sign-in; Max-Age=900; Secure;"));
            URI callback = Browser.next(ada.goUntil(
                    Browser.next(begun), it -> it.getPort() == below.at("").getPort()));
            assertEquals(below.at("/p/1").toString(), header(ada.get(callback), "Location"));
            assertTrue(ada.set().getLast().startsWith("easel_session="));
            assertTrue(ada.set().getLast().contains("; Path=/boards; "));
            assertEquals("ada, ada of Tests", below.who(ada));
        }
    }
}
