package dev.easel.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.access.Act;
import dev.easel.server.call.Lasting.Ending;
import dev.easel.server.live.Principal;
import dev.easel.server.loop.VertxLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call holds is let go, also when its client goes away while the answer is being worked out. */
@Timeout(30)
class CallTest {
    private static final String JSON_OF_2 =
            "POST /call HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n";

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
    private void leaveDuring(Guard guard, Routes.Endpoint endpoint) throws IOException, TimeoutException {
        Router router = Router.router(vertx);
        new Routes(router, guard, new BodyBytes(0), new VertxLoop(vertx, context, InstantSource.system()))
                .add("/call/:project", Map.of(HttpMethod.GET, call -> {
                    asked.complete();
                    return work.future().compose(_ -> endpoint.answer(call));
                }));
        int port = listen(router);
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.getOutputStream()
                    .write("GET /call/00000000-0000-0000-0000-000000000001 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
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
        leaveDuring(Guard.OPEN, call -> {
            call.whenEnded(() -> ended[0]++);
            context.runOnContext(_ -> times.complete(ended[0]));
            return Future.succeededFuture(Reply.noContent());
        });
        assertEquals(1, await(times.future()));
    }

    @Test
    @DisplayName("the body of a client that has gone away before its call began does not count in memory")
    void body_of_gone() throws IOException, TimeoutException {
        Guard slow = new Admitting((asking, act) -> {
            asked.complete();
            return work.future().compose(_ -> Guard.OPEN.admit(asking, act));
        });
        BodyBytes bodies = new BodyBytes(100);
        Promise<Void> read = Promise.promise();
        Router router = Router.router(vertx);
        new Routes(router, slow, bodies, new VertxLoop(vertx, context, InstantSource.system()))
                .add(
                        "/call",
                        Map.of(
                                HttpMethod.POST,
                                call -> call.json(100)
                                        .<Reply>map(_ -> Reply.noContent())
                                        .onComplete(_ -> read.complete())));
        int port = listen(router);
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.getOutputStream().write((JSON_OF_2 + "{}").getBytes(StandardCharsets.US_ASCII));
            await(asked.future());
        }
        await(gone.future());
        context.runOnContext(_ -> work.complete());
        await(read.future());
        assertEquals(0, bodies.held());
    }

    @ParameterizedTest
    @CsvSource({"1000, 204", "1001, 403"})
    @DisplayName("A3 whose body took its time to come is asked again whether they may, before anything is done with it")
    void late_body(long tookMs, int status) throws IOException, TimeoutException {
        AtomicLong now = new AtomicLong(1);
        Router router = Router.router(vertx);
        Guard once = new Admitting((asking, act) -> asked.future().isComplete()
                ? Future.failedFuture(Problem.denied("forbidden", "not any more"))
                : Guard.OPEN.admit(asking, act));
        new Routes(
                        router,
                        once,
                        new BodyBytes(100),
                        new VertxLoop(vertx, context, () -> Instant.ofEpochMilli(now.get())))
                .add("/call", Map.of(HttpMethod.POST, call -> {
                    asked.complete();
                    return call.json(100).map(_ -> Reply.noContent());
                }));
        int port = listen(router);
        try (Socket client = new Socket("127.0.0.1", port)) {
            OutputStream out = client.getOutputStream();
            out.write(JSON_OF_2.getBytes(StandardCharsets.US_ASCII));
            await(asked.future());
            now.addAndGet(tookMs);
            out.write("{}".getBytes(StandardCharsets.US_ASCII));
            String begin = new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 " + status, begin);
        }
    }

    @Test
    @DisplayName("A3 work whose client has gone away ends all the same when they may not have it done any more")
    void stopped_after_leaving() throws IOException, TimeoutException {
        AtomicReference<Lasting> watched = new AtomicReference<>();
        AtomicInteger left = new AtomicInteger();
        Promise<Throwable> ended = Promise.promise();
        Guard watching = new Watching(lasting -> {
            watched.set(lasting);
            return () -> left.incrementAndGet();
        });
        leaveDuring(
                watching,
                call -> call.lastingWork(work -> {
                            assertEquals(Optional.empty(), work.stopped());
                            watched.get().role(Role.EDITOR);
                            assertEquals(Optional.empty(), work.stopped());
                            watched.get().role(Role.VIEWER);
                            watched.get().role(Role.OWNER);
                            assertEquals(0, left.get());
                            return work.check("half is done").map(Reply.noContent());
                        })
                        .onComplete(_ -> ended.fail("it went on"), ended::complete));
        Problem told = Problem.of(await(ended.future()));
        assertEquals(403, told.status());
        assertEquals(
                "you may view this board by now, and not change it; its owner can allow it; half is done",
                told.getMessage());
        assertEquals(1, left.get());
    }

    @ParameterizedTest
    @CsvSource({"REVOKED, 403", "SIGNED_OUT, 401"})
    @DisplayName("A3 work ends with the status that a call would have by now")
    void ended(Ending why, int status) throws IOException, TimeoutException {
        Promise<Throwable> ended = Promise.promise();
        Guard watching = new Watching(lasting -> {
            lasting.end(why);
            return () -> {};
        });
        leaveDuring(
                watching,
                call -> call.lastingWork(work -> work.check("nothing is done").map(Reply.noContent()))
                        .onComplete(_ -> ended.fail("it went on"), ended::complete));
        assertEquals(status, Problem.of(await(ended.future())).status());
    }

    private int listen(Router router) throws TimeoutException {
        return await(Future.<Integer>future(listening -> context.runOnContext(_ -> vertx.createHttpServer()
                .connectionHandler(connection -> connection.closeHandler(_ -> gone.complete()))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .map(server -> server.actualPort())
                .onComplete(listening))));
    }

    /** Lets in whom the test lets in. */
    private record Admitting(BiFunction<RoutingContext, Act, Future<Principal>> admit) implements Guard {
        @Override
        public Act act(String method, String path) {
            return OPEN.act(method, path);
        }

        @Override
        public Future<Principal> admit(RoutingContext asking, Act act) {
            return admit.apply(asking, act);
        }

        @Override
        public Runnable watch(RoutingContext asking, UUID project, Role role, Lasting lasting) {
            return OPEN.watch(asking, project, role, lasting);
        }
    }

    /** Lets everybody do everything, until what lasts is told otherwise. */
    private record Watching(Function<Lasting, Runnable> watch) implements Guard {
        @Override
        public Act act(String method, String path) {
            return OPEN.act(method, path);
        }

        @Override
        public Future<Principal> admit(RoutingContext asking, Act act) {
            return OPEN.admit(asking, act);
        }

        @Override
        public Runnable watch(RoutingContext asking, UUID project, Role role, Lasting lasting) {
            return watch.apply(lasting);
        }
    }

    private static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(20, TimeUnit.SECONDS);
    }
}
