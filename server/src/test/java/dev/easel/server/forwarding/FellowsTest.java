package dev.easel.server.forwarding;

import static dev.easel.server.store.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.ownership.Owners.Place.There;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FellowsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Promise<Void> closed = Promise.promise();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    @DisplayName("a connection rests for ten seconds, and for no more than half of what the other side allows")
    void keep_alive() {
        assertEquals(Fellows.KEEP_ALIVE_S, Fellows.keepAliveS(75_000));
        assertEquals(Fellows.KEEP_ALIVE_S, Fellows.keepAliveS(Long.MAX_VALUE));
        assertEquals(2, Fellows.keepAliveS(5_000));
        assertEquals(1, Fellows.keepAliveS(2_000));
    }

    @Test
    @DisplayName("a connection that has rested for that time is closed by this side")
    void rests() {
        HttpServer server = vertx.createHttpServer()
                .connectionHandler(it -> it.closeHandler(_ -> closed.tryComplete()))
                .requestHandler(request -> request.response().end("here"));
        int port = await(server.listen(0, "127.0.0.1")).actualPort();
        There there = new There("other", URI.create("http://127.0.0.1:" + port));
        Fellows fellows = new Fellows(vertx, new ForwardingSettings("self", 5, 2_000, Optional.empty()));
        assertEquals("here", await(ask(fellows, there)));
        await(closed.future());
    }

    /** The body is asked for where the answer comes: a thread that lags behind would find it gone by. */
    private static Future<String> ask(Fellows fellows, There there) {
        return fellows.request(there, HttpMethod.GET, "/")
                .compose(request -> request.send().compose(HttpClientResponse::body))
                .map(Object::toString);
    }
}
