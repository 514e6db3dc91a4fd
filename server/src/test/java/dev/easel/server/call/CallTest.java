package dev.easel.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.loop.VertxLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a call holds is let go, also when its client goes away while the answer is being worked out. */
@Timeout(30)
class CallTest {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context context = vertx.getOrCreateContext();
    private final Promise<Void> asked = Promise.promise();
    private final Promise<Void> gone = Promise.promise();
    private final Promise<Void> work = Promise.promise();

    @AfterEach
    void close() throws TimeoutException {
        await(vertx.close());
    }

    /** Sends a call, goes away, and only then lets the work of the call go on. */
    private void leaveDuring(Routes.Endpoint endpoint) throws IOException, TimeoutException {
        Router router = Router.router(vertx);
        new Routes(router, Guard.OPEN, new BodyBytes(0), new VertxLoop(vertx, context, InstantSource.system()))
                .add("/call", Map.of(HttpMethod.GET, call -> {
                    asked.complete();
                    return work.future().compose(_ -> endpoint.answer(call));
                }));
        int port = await(Future.<Integer>future(listening -> context.runOnContext(_ -> vertx.createHttpServer()
                .connectionHandler(connection -> connection.closeHandler(_ -> gone.complete()))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .map(server -> server.actualPort())
                .onComplete(listening))));
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.getOutputStream()
                    .write("GET /call HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await(asked.future());
        }
        await(gone.future());
        context.runOnContext(_ -> work.complete());
    }

    @Test
    @DisplayName("what is to be done when a call has ended is done for a client that has gone before, once")
    void gone() throws IOException, TimeoutException {
        Promise<Integer> times = Promise.promise();
        int[] ended = {0};
        leaveDuring(call -> {
            call.whenEnded(() -> ended[0]++);
            context.runOnContext(_ -> times.complete(ended[0]));
            return Future.succeededFuture(Reply.noContent());
        });
        assertEquals(1, await(times.future()));
    }

    private static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(20, TimeUnit.SECONDS);
    }
}
