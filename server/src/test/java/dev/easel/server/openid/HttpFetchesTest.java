package dev.easel.server.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpFetchesTest {
    private static final int SOON_MS = 200;

    private final Vertx vertx = Vertx.vertx();
    private final int port = await(vertx.createHttpServer()
                    .requestHandler(HttpFetchesTest::answer)
                    .listen(0, "127.0.0.1"))
            .actualPort();

    private static void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/silent" -> {} // no answer
            case "/stops" -> request.response().setChunked(true).write("{");
            case "/elsewhere" ->
                request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/here")
                        .end();
            case "/long" -> request.response().end(Buffer.buffer(new byte[Fetches.MOST_BYTES + 1]));
            default -> request.body().onSuccess(body -> request.response().end(request.method() + " " + body));
        }
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private void unavailable(Fetches fetches, URI address) {
        CompletionException failure =
                Assertions.assertThrows(CompletionException.class, () -> await(fetches.get(address, Map.of())));
        assertInstanceOf(ProviderUnavailable.class, failure.getCause());
    }

    private static String text(Answer answer) {
        return answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("forms are posted, and redirects are not followed")
    void asks() {
        Fetches fetches = new HttpFetches(vertx, 10_000);
        assertEquals("200 GET ", text(await(fetches.get(at("/here"), Map.of()))));
        assertEquals("200 POST a=b", text(await(fetches.post(at("/here"), Map.of(), "a=b"))));
        assertEquals("302 ", text(await(fetches.get(at("/elsewhere"), Map.of()))));
    }

    @Test
    @DisplayName("what does not answer, stops in the middle, says too much or is not there is not available")
    void unavailable() {
        Fetches soon = new HttpFetches(vertx, SOON_MS);
        unavailable(soon, at("/silent"));
        unavailable(soon, at("/stops"));
        unavailable(new HttpFetches(vertx, 10_000), at("/long"));
        unavailable(soon, URI.create("http://127.0.0.1:1/"));
    }
}
