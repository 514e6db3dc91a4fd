package dev.easel.server.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.openapi.ApiClient;
import dev.easel.server.openapi.ApiDocument;
import dev.easel.server.store.TestDatabase;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.InstantSource;

/** The calls by which people sign in and out, with every answer that they have; each held against the document. */
public final class SignInCalls {
    private static final String BEGIN = "/api/sign-in";
    private static final String CALLBACK = BEGIN + "/callback";
    private static final String PAGE = "text/html";

    private final SignInServer server;
    private final ApiClient client;

    private SignInCalls(SignInServer server, ApiDocument document) {
        this.server = server;
        client = new ApiClient(server.at(""), document);
    }

    public static void make(TestDatabase database, ApiDocument document) {
        try (SignInServer server = new SignInServer("");
                ProviderProcess provider =
                        ProviderProcess.start(0, server.at(CALLBACK).toString())) {
            SignInCalls calls = new SignInCalls(server, document);
            server.serve(database, InstantSource.system(), provider.issuer());
            calls.inAndOut();
            calls.refused(400, CALLBACK, "none=");
            Begun begun = calls.begin();
            calls.refused(403, CALLBACK + "?state=" + begun.state(), begun.cookie());
            server.serve(
                    database, InstantSource.system(), provider.issuer(), "EASEL_OIDC_CLIENT_SECRET", "another one");
            calls.refused(502, CALLBACK + "?code=x&state=" + begun.state(), begun.cookie());
            provider.end();
            calls.refused(503, CALLBACK + "?code=x&state=" + begun.state(), begun.cookie());
            server.serve(database, InstantSource.system(), provider.issuer());
            calls.refused(503, BEGIN, "none=");
        }
    }

    private record Begun(URI to, String cookie) {
        String state() {
            return to.getQuery().replaceFirst(".*&state=([^&]+).*", "$1");
        }
    }

    private Begun begin() {
        HttpResponse<String> begun = client.send("GET", BEGIN + "?to=/p/1");
        assertEquals(302, begun.statusCode());
        return new Begun(Browser.next(begun), cookie(begun));
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").getLast().split(";", 2)[0];
    }

    private void inAndOut() {
        Begun begun = begin();
        HttpResponse<String> there = new Browser("ada")
                .goUntil(
                        begun.to(), it -> it.getAuthority().equals(server.at("").getAuthority()));
        URI callback = Browser.next(there);
        HttpResponse<String> in = client.send("GET", CALLBACK + "?" + callback.getRawQuery(), "Cookie", begun.cookie());
        assertEquals(303, in.statusCode());
        assertEquals(
                200, client.send("POST", "/api/sign-out", "Cookie", cookie(in)).statusCode());
    }

    /** A page for browsers, and a problem for others. */
    private void refused(int status, String path, String cookie) {
        assertEquals(status, client.send("GET", path, "Cookie", cookie).statusCode());
        assertEquals(
                status,
                client.send("GET", path, "Cookie", cookie, "Accept", PAGE).statusCode());
    }
}
