package dev.easel.server.signin;

import dev.easel.server.call.Reply;
import dev.easel.server.call.Reply.Buffered;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** What a person sees whom nobody could let in: what happened, and what to do. */
final class SignInPage {
    private static final String STYLE = """

              :root { color-scheme: light dark }
              body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 20vh auto; padding: 0 1.5rem }
              h1 { font-size: 1.5rem }
            """;

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Signing in</title>
            <style>%s</style>
            <main>
            <h1>You are not signed in</h1>
            <p>%s</p>
            <p><a href="%s">Try again</a></p>
            </main>
            """;

    /** Nothing is loaded, and nothing runs; the style stands in the page. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type",
            "text/html; charset=utf-8",
            "Content-Security-Policy",
            "default-src 'none'; style-src 'sha256-" + Sha256.base64(STYLE)
                    + "'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
            "Referrer-Policy",
            "no-referrer");

    private SignInPage() {}

    /**
     * @param text a sentence of ours: nothing that was sent is in it
     * @param again where the sign-in begins
     */
    static Reply of(int status, String text, String again) {
        return new Buffered(status, HEADERS, Buffer.buffer(PAGE.formatted(STYLE, text, again)));
    }
}
