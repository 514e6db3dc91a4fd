package dev.easel.server.signin;

import dev.easel.server.call.Reply;
import dev.easel.server.call.Reply.Buffered;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** What a person sees whom nobody could let in: what happened, and what to do. */
final class SignInPage {
    /** It looks as the pages of the app do that have only words. */
    private static final String STYLE = """

              :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
              body { max-width: 460px; margin: 20vh auto 0; padding: 0 24px; text-align: center;
                     background: light-dark(#faf9f7, #17171b); color: light-dark(#1f1f24, #ececf1) }
              h1 { font-size: 22px }
              p { color: light-dark(#6b6b76, #9c9ca8) }
              a { display: inline-block; border-radius: 8px; padding: 7px 14px; font-weight: 500; text-decoration: none;
                  background: light-dark(#5b57d1, #a8a5ff); color: light-dark(#ffffff, #17171b) }
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
