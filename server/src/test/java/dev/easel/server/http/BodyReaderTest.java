package dev.easel.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.easel.server.call.BodyBytes;
import dev.easel.server.call.BodyReader;
import dev.easel.server.call.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class BodyReaderTest {
    private final Vertx vertx = Vertx.vertx();
    private final Promise<byte[]> read = Promise.promise();

    @AfterEach
    void close() {
        HttpWorld.await(vertx.close());
    }

    @Test
    @DisplayName("a body of which nothing arrives for a while fails, long before its deadline")
    void silence() throws IOException {
        try (Socket _ = begun(20, "half of it")) {
            Throwable given = HttpWorld.await(outcome()).cause();

            assertEquals(408, assertInstanceOf(Problem.class, given).status());
        }
    }

    @Test
    @DisplayName("a body that arrives in parts is read")
    void parts() throws IOException {
        try (Socket socket = begun(10_000, "half of it")) {
            socket.getOutputStream().write("half of it".getBytes());

            assertEquals(
                    "half of ithalf of it",
                    new String(HttpWorld.await(outcome()).result()));
        }
    }

    private Future<AsyncResult<byte[]>> outcome() {
        return read.future().transform(Future::succeededFuture);
    }

    private Socket begun(long silenceMs, String part) throws IOException {
        int port = HttpWorld.await(vertx.createHttpServer()
                        .requestHandler(request -> new BodyReader(vertx, request, 100, silenceMs, new BodyBytes(1_000))
                                .read()
                                .onComplete(read))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        Socket socket = new Socket("127.0.0.1", port);
        socket.getOutputStream()
                .write(("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n" + part).getBytes());
        return socket;
    }
}
