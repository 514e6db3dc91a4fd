package dev.easel.server.http;

import dev.easel.server.call.Call;
import dev.easel.server.call.FrameAncestors;
import dev.easel.server.call.Pieces;
import dev.easel.server.call.Reply;
import dev.easel.server.webclient.WebClient;
import dev.easel.server.webclient.WebFile;
import dev.easel.server.webclient.WebFile.Body;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;

/** Serves the web client: its page at the addresses of the app, and its files. */
final class WebResource {
    /**
     * The app loads scripts, fonts and images from this server only, and asks no other, except one for a library of
     * shapes that a person has chosen there.
     */
    private static final String SOURCES = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;"
            + " connect-src 'self' https://libraries.excalidraw.com;"
            + " worker-src 'self' blob:; frame-src 'none'; base-uri 'none'; form-action 'self';"
            + " object-src 'none'; ";

    private static final String NO_CLIENT = """
            Easel is here, without its web client: none was built into this server.

            scripts/run builds and starts both. By hand: npm ci && npm run build in web-client, then mvn package again.

            The calls are below /api, documented in protocol/README.md and protocol/openapi.yaml.
            """;

    private final WebClient client;
    private final Map<String, String> page;

    WebResource(WebClient client, FrameAncestors frames) {
        this.client = client;
        page = Map.of(
                "Content-Security-Policy",
                SOURCES + frames.directive(),
                // A page that has opened this one cannot reach into it; the windows that it opens itself, it can.
                "Cross-Origin-Opener-Policy",
                "same-origin-allow-popups",
                "Referrer-Policy",
                "no-referrer");
    }

    /** The page of the app, which reads its own address. */
    Future<Reply> page(Call call) {
        return Future.succeededFuture(
                client.index().map(index -> reply(call, index)).orElseGet(() -> plain(200, NO_CLIENT)));
    }

    /** A file, or a 404: for a person the page of the app, which says so and leads back, for others plain text. */
    Future<Reply> file(Call call) {
        return Future.succeededFuture(
                client.file(call.path()).map(file -> reply(call, file)).orElseGet(() -> missing(call)));
    }

    private Reply missing(Call call) {
        return client.index()
                .filter(_ -> call.acceptsPage())
                .map(index -> missing(call, index))
                .orElseGet(() -> plain(404, "There is nothing here.\n"));
    }

    private Reply missing(Call call, WebFile index) {
        Map.Entry<String, Body> coding = coding(call, index);
        Map<String, String> headers = new HashMap<>(page);
        headers.put("Content-Type", index.type());
        WebFile.contentEncoding(coding.getKey()).ifPresent(it -> headers.put("Content-Encoding", it));
        return body(404, headers, coding.getValue().bytes());
    }

    private Reply reply(Call call, WebFile file) {
        Map.Entry<String, Body> coding = coding(call, file);
        Body body = coding.getValue();
        Map<String, String> headers = new HashMap<>();
        headers.put("Cache-Control", file.isImmutable() ? "public, max-age=31536000, immutable" : "no-cache");
        if (file.varies()) {
            headers.put("Vary", "Accept-Encoding");
        }
        if (call.isFresh(body.etag())) {
            return new Reply.Empty(304, headers);
        }
        headers.put("Content-Type", file.type());
        WebFile.contentEncoding(coding.getKey()).ifPresent(it -> headers.put("Content-Encoding", it));
        if (file.isPage()) {
            headers.putAll(page);
        }
        return body(200, headers, body.bytes());
    }

    private static Map.Entry<String, Body> coding(Call call, WebFile file) {
        return file.codings().entrySet().stream()
                .filter(it -> it.getKey().equals(WebFile.IDENTITY) || call.acceptsEncoding(it.getKey()))
                .findFirst()
                .orElseThrow();
    }

    private static Reply plain(int status, String text) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        return body(status, headers, Buffer.buffer(text));
    }

    /** A large file is sent in pieces, so that a slow client keeps one piece in memory, not a whole file. */
    private static Reply body(int status, Map<String, String> headers, Buffer body) {
        headers.put("Content-Length", Integer.toString(body.length()));
        return body.length() <= Pieces.PIECE
                ? new Reply.Buffered(status, headers, body)
                : new Reply.Streamed(status, headers, slices(body));
    }

    private static Iterator<Future<Buffer>> slices(Buffer body) {
        return IntStream.iterate(0, from -> from < body.length(), from -> from + Pieces.PIECE)
                .mapToObj(from -> body.slice(from, Math.min(body.length(), from + Pieces.PIECE)))
                .map(Future::succeededFuture)
                .iterator();
    }
}
