package dev.easel.server.forwarding;

import static dev.easel.server.forwarding.ForwardWorld.PATH;
import static dev.easel.server.forwarding.ForwardWorld.await;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.easel.server.call.Caller;
import dev.easel.server.call.Pieces;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.call.Routes;
import dev.easel.server.call.Tracing;
import dev.easel.server.forwarding.ForwardWorld.Node;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.ownership.Owners.Place.Here;
import dev.easel.server.ownership.Owners.Place.There;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Requests that are no upgrades, through an instance that does not own their project. */
@Timeout(60)
class ForwardingTest {
    private static final int LARGE = 3 << 20;

    private final ForwardWorld world = new ForwardWorld();
    /** Whoever has called, at the node that answered. */
    private final BlockingQueue<Caller> callers = new LinkedBlockingQueue<>();

    private final AtomicInteger cutOnce = new AtomicInteger(1);
    private final CompletableFuture<RoutingContext> held = new CompletableFuture<>();
    private final AtomicInteger pieces = new AtomicInteger();
    private volatile Node claimedOf;
    private volatile Node claimedBy;
    private final Node owner = world.node("owner", this::resources, this::calls);
    private final Node forwarder = world.node("forwarder", this::resources, this::calls);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ForwardingTest() {
        forwarder.finds(owner.place());
        forwarder.findsAgain(owner.place());
    }

    @AfterEach
    void close() {
        client.close();
        world.close();
    }

    private void resources(Router router) {
        router.route(PATH + "/caller").handler(context -> {
            callers.add(Caller.of(context));
            context.end();
        });
        router.route(PATH + "/cut").handler(context -> {
            if (cutOnce.getAndDecrement() > 0) {
                context.request().connection().close();
            } else {
                context.end("served");
            }
        });
        router.get(PATH + "/traced")
                .handler(
                        context -> context.end(context.request().getHeader("traceparent") + " " + Tracing.of(context)));
        router.get(PATH + "/vouched").handler(ForwardingTest::tellVouched);
        router.get(PATH + "/socket").handler(ForwardingTest::tellVouched);
        router.route(PATH + "/held").handler(held::complete);
        router.get(PATH + "/query")
                .handler(context -> context.end(context.request().query()));
        router.get(PATH + "/bare")
                .handler(context -> context.response().setStatusCode(204).end());
    }

    private static void tellVouched(RoutingContext context) {
        context.end(String.join(",", context.request().headers().getAll(Mark.IDENTITY)));
    }

    private void calls(Node node, Routes routes) {
        Routes.Endpoint named = _ -> Future.succeededFuture(text(node.id));
        routes.add("/api/projects", Map.of(GET, named))
                .add(PATH, Map.of(GET, named, DELETE, named))
                .add(PATH + "/assets/photo", Map.of(GET, named))
                .add(PATH + "/echo", Map.of(POST, call -> call.body(64 << 20, 1).map(ForwardingTest::bytes)))
                .add(PATH + "/small", Map.of(POST, call -> call.body(10, 1).map(ForwardingTest::bytes)))
                .add(PATH + "/full", Map.of(POST, _ -> Future.failedFuture(Problem.unavailable("full", 7, null))))
                .add(
                        PATH + "/tagged",
                        Map.of(
                                GET,
                                call -> Future.succeededFuture(
                                        call.isFresh("\"e1\"") ? new Reply.Empty(304, Map.of()) : text("tagged"))))
                .add(
                        PATH + "/packed",
                        Map.of(
                                GET,
                                call -> Future.succeededFuture(new Reply.Buffered(
                                        200,
                                        Map.of("Content-Encoding", "gzip", "Vary", "Accept-Encoding"),
                                        Buffer.buffer(call.acceptsEncoding("gzip") ? "as it is" : "plain")))))
                .add(
                        PATH + "/pieces",
                        Map.of(
                                GET,
                                _ -> Future.succeededFuture(new Reply.Streamed(
                                        200,
                                        Map.of("Content-Type", "text/plain"),
                                        Pieces.of(Stream.generate(this::piece).limit(512))))))
                .add(PATH + "/contested", Map.of(GET, _ -> Future.failedFuture(elsewhere())))
                .add(
                        PATH + "/claimed",
                        Map.of(
                                GET,
                                _ -> claimed(node),
                                POST,
                                call -> call.body(10, 1).compose(_ -> claimed(node))))
                .add(
                        PATH + "/asked",
                        Map.of(
                                POST,
                                call -> call.body(1 << 20, 1).compose(_ -> {
                                    Promise<Reply> never = Promise.promise();
                                    callers.add(new Caller("", call.connection(), Optional.empty()));
                                    return never.future();
                                })));
    }

    private static ProjectUnavailable elsewhere() {
        return new ProjectUnavailable(ProjectUnavailable.Reason.ELSEWHERE, null);
    }

    /** A project that somebody else claims while the node is about to load it. */
    private Future<Reply> claimed(Node node) {
        if (node == claimedOf) {
            node.finds(claimedBy.place());
            return Future.failedFuture(elsewhere());
        }
        return Future.succeededFuture(text(node.id));
    }

    private byte[] piece() {
        pieces.incrementAndGet();
        return new byte[Pieces.PIECE];
    }

    private static Reply text(String text) {
        return new Reply.Buffered(200, Map.of("Content-Type", "text/plain"), Buffer.buffer(text));
    }

    private static Reply bytes(byte[] body) {
        return new Reply.Buffered(200, Map.of("Content-Type", "application/octet-stream"), Buffer.buffer(body));
    }

    private HttpResponse<String> send(HttpMethod method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + forwarder.port + path))
                .timeout(Duration.ofSeconds(20))
                .method(method.name(), body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString(US_ASCII));
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(method + " " + path, failed);
        }
    }

    private HttpResponse<String> get(String path, String... headers) {
        return send(GET, path, BodyPublishers.noBody(), headers);
    }

    private static List<String> all(HttpResponse<?> response, String header) {
        return response.headers().allValues(header);
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        assertEquals(503, response.statusCode(), response.body());
        assertEquals(List.of("application/problem+json"), all(response, "Content-Type"));
        assertEquals(List.of("1"), all(response, "Retry-After"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/vouched", "/socket"})
    @DisplayName("a client neither says itself who makes a request, nor has it kept from the owner who does")
    void identity(String path) throws IOException {
        String request = "GET " + PATH + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: Upgrade, Easel-Identity, Easel-Forwarded\r\nUpgrade: websocket\r\n"
                + "Easel-Identity: somebody else\r\neasel-identity: and one more\r\n\r\n";
        forwarder.vouched = Optional.of("Ada");
        try (RawClient raw = new RawClient(forwarder.port)) {
            assertEquals(200, raw.send(request).status());
            assertEquals("Ada", raw.read(3));
        }
        forwarder.vouched = Optional.empty();
        try (RawClient raw = new RawClient(forwarder.port)) {
            assertEquals(200, raw.send(request).status());
            assertEquals(List.of("0"), raw.header("Content-Length"));
        }
    }

    private static String large() {
        StringBuilder text = new StringBuilder(LARGE);
        for (int i = 0; text.length() < LARGE; i++) {
            text.append(i).append(' ');
        }
        return text.toString();
    }

    private There unreachable() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return new There("dead", URI.create("http://127.0.0.1:" + free.getLocalPort()));
        }
    }

    // ---- who answers

    @Test
    @DisplayName("the owner knows a request by the trace id that the client is told, whoever has made it")
    void traced() {
        var made = get(PATH + "/traced");
        String id = made.headers().firstValue("X-Request-Id").orElseThrow();
        assertEquals(List.of(id), made.headers().allValues("X-Request-Id"));
        assertTrue(made.body().matches("00-" + id + "-[0-9a-f]{16}-00 " + id), made.body());
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var brought = get(PATH + "/traced", "traceparent", parent);
        assertEquals(parent + " 4bf92f3577b34da6a3ce929d0e0e4736", brought.body());
    }

    @Test
    @DisplayName("calls for a project of another instance are answered by that one, all others here")
    void who() {
        assertEquals("owner", get(PATH).body());
        assertEquals("owner", send(DELETE, PATH, BodyPublishers.noBody()).body());
        assertEquals("forwarder", get("/api/projects").body());
        assertEquals("forwarder", get(PATH + "/assets/photo").body());
        assertEquals(404, get("/api/projects/none").statusCode());
        assertEquals(2, forwarder.forwarded("answered"));
    }

    @Test
    @DisplayName("a project of this instance is served here, also when that was not known at once")
    void here() {
        forwarder.finds(new Here());
        assertEquals("forwarder", get(PATH).body());
        Promise<dev.easel.server.ownership.Owners.Place> slow = Promise.promise();
        forwarder.now = slow.future();
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + forwarder.port + PATH + "/echo"))
                        .POST(BodyPublishers.ofString(large()))
                        .build(),
                BodyHandlers.ofString());
        slow.complete(new Here());
        assertEquals(large(), answer.join().body());
    }

    @Test
    @DisplayName("while it cannot be found out who owns a project, its calls are told to come again")
    void unknown() {
        forwarder.now = Future.failedFuture("no database");
        assertUnavailable(get(PATH));
        assertUnavailable(send(POST, PATH + "/echo", BodyPublishers.ofString(large())));
    }

    @Test
    @DisplayName("an instance reads a project for another one that is about to hand it over, and for nobody else")
    void prepared() {
        ForwardWorld.await(forwarder.forwarding.prepare(owner.place(), ForwardWorld.PROJECT, 3));
        assertEquals(List.of(ForwardWorld.PROJECT + " 3"), owner.prepared);
        owner.preparing = Future.failedFuture("no room");
        assertTrue(forwarder
                .forwarding
                .prepare(owner.place(), ForwardWorld.PROJECT, 0)
                .transform(asked -> Future.succeededFuture(asked.failed()))
                .await());
        owner.prepared.clear();
        assertEquals(
                404,
                send(POST, "/instances/projects/" + ForwardWorld.PROJECT, BodyPublishers.noBody())
                        .statusCode());
        assertEquals(List.of(), owner.prepared);
        assertEquals(List.of(), forwarder.prepared);
    }

    @Test
    @DisplayName("an instance asks another one under its mark, and gives up what is too long, refused or silent")
    void asked() {
        assertEquals(
                "owner",
                ForwardWorld.await(forwarder.forwarding.ask(owner.place(), "/api/projects", 5_000, 5))
                        .toString());
        ForwardWorld.await(forwarder.forwarding.ask(owner.place(), PATH + "/caller", 5_000, 0));
        assertEquals(Optional.of("forwarder"), callers.remove().through());
        assertTrue(fails("/api/projects", 5_000, 4), "more than it may be");
        assertTrue(fails(PATH + "/nothing", 5_000, 100), "404");
        assertTrue(fails(PATH + "/held", 50, 100), "no answer in time");
    }

    private boolean fails(String path, long withinMs, int mostBytes) {
        return forwarder
                .forwarding
                .ask(owner.place(), path, withinMs, mostBytes)
                .transform(asked -> Future.succeededFuture(asked.failed()))
                .await();
    }

    // ---- as if local

    @Test
    @DisplayName("headers of an answer are there once, and lists are whole")
    void headers() {
        HttpResponse<String> answer = get(PATH + "/packed", "Accept-Encoding", "gzip", "Origin", ForwardWorld.SHARED);
        assertEquals("as it is", answer.body());
        assertEquals(List.of("gzip"), all(answer, "Content-Encoding"));
        assertEquals(List.of("nosniff"), all(answer, "X-Content-Type-Options"));
        assertEquals(List.of("no-store"), all(answer, "Cache-Control"));
        assertEquals(List.of(ForwardWorld.SHARED), all(answer, "Access-Control-Allow-Origin"));
        assertEquals(List.of("Origin", "Accept-Encoding"), all(answer, "Vary"));
        assertEquals(List.of("8"), all(answer, "Content-Length"));
        assertEquals(
                "plain", get(PATH + "/packed").body(), "the client did not ask for it, so the owner was not asked");
    }

    @Test
    @DisplayName("answers without a body have none: HEAD, 204, 304")
    void empty() throws IOException {
        HttpResponse<String> head = send(HttpMethod.HEAD, PATH, BodyPublishers.noBody());
        assertEquals(200, head.statusCode());
        assertEquals(List.of("5"), all(head, "Content-Length"));
        HttpResponse<String> tagged = get(PATH + "/tagged");
        assertEquals("tagged", tagged.body());
        assertEquals(List.of("\"e1\""), all(tagged, "ETag"));
        assertEquals(304, get(PATH + "/tagged", "If-None-Match", "\"e1\"").statusCode());
        try (RawClient raw = new RawClient(forwarder.port)) {
            raw.send("HEAD " + PATH + "/pieces HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals(200, raw.status());
            assertEquals(List.of(), raw.header("Transfer-Encoding"));
            raw.send("GET " + PATH + "/bare HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertEquals(204, raw.status());
            assertEquals(List.of(), raw.header("Transfer-Encoding"));
            assertEquals("", raw.rest());
        }
    }

    @Test
    @DisplayName("problems of the owner are passed on as they are")
    void problems() {
        HttpResponse<String> full = send(POST, PATH + "/full", BodyPublishers.ofString(large()));
        assertEquals(503, full.statusCode());
        assertEquals(List.of("7"), all(full, "Retry-After"));
        assertEquals(List.of("application/problem+json"), all(full, "Content-Type"));
        assertEquals(404, get(PATH + "/nothing").statusCode());
        assertEquals(0, forwarder.forwarded("unavailable"));
    }

    @Test
    @DisplayName("a body that the owner refuses as too large is told so while it is sent, and the next call is served")
    void too_large() {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> refused = send(POST, PATH + "/small", BodyPublishers.ofString("x".repeat(11)));
            assertEquals(413, refused.statusCode());
            assertEquals(
                    "ten bytes.",
                    send(POST, PATH + "/small", BodyPublishers.ofString("ten bytes."))
                            .body());
        }
    }

    @Test
    @DisplayName("a large body arrives whole, with its length and without")
    void bodies() {
        String large = large();
        assertEquals(
                large,
                send(POST, PATH + "/echo", BodyPublishers.ofString(large)).body());
        BodyPublisher chunked = BodyPublishers.fromPublisher(BodyPublishers.ofString(large));
        assertEquals(large, send(POST, PATH + "/echo", chunked).body());
        assertEquals("", send(POST, PATH + "/echo", BodyPublishers.noBody()).body());
    }

    @Test
    @DisplayName("a client that waits to be asked for its body is asked once the owner asks")
    void expects() throws IOException {
        try (RawClient raw = new RawClient(forwarder.port)) {
            raw.send("POST " + PATH + "/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
                    + "Expect: 100-continue\r\n\r\n");
            assertEquals(100, raw.status());
            raw.send("body");
            assertEquals(200, raw.status());
            assertEquals("body", raw.read(4));
        }
    }

    @Test
    @DisplayName("a client of HTTP/1.0 without a Host is answered as it understands")
    void old() throws IOException {
        try (RawClient raw = new RawClient(forwarder.port)) {
            raw.send("GET " + PATH + " HTTP/1.0\r\n\r\n");
            assertEquals(200, raw.status());
            assertEquals("owner", raw.rest());
        }
    }

    @Test
    @DisplayName("bytes of a target that are no ASCII are passed on in percent-encoding, as what they are")
    void target() throws IOException {
        try (RawClient raw = new RawClient(forwarder.port)) {
            raw.send("GET " + PATH + "/query?name=caf\u00c3\u00a9%20%C3%A9 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals(200, raw.status());
            assertEquals("name=caf%C3%A9%20%C3%A9", raw.read(23));
        }
    }

    @Test
    @DisplayName("headers of the connection are not passed on")
    void of_the_connection() throws Exception {
        try (RawClient raw = new RawClient(forwarder.port)) {
            raw.send("GET " + PATH + "/held HTTP/1.1\r\nHost: localhost\r\nConnection: X-Hop\r\nX-Hop: 1\r\n"
                    + "X-End: 2\r\nTE: trailers\r\nOrigin: " + ForwardWorld.SHARED + "\r\n\r\n");
            RoutingContext context = held.get(20, TimeUnit.SECONDS);
            assertEquals("localhost", context.request().getHeader("Host"));
            assertEquals(ForwardWorld.SHARED, context.request().getHeader("Origin"));
            assertEquals("2", context.request().getHeader("X-End"));
            for (String name : List.of("Connection", "X-Hop", "TE", "Expect")) {
                assertFalse(context.request().headers().contains(name), name);
            }
            context.response().putHeader("Connection", "close, X-Back").putHeader("X-Back", "1");
            context.vertx().runOnContext(_ -> context.end("done"));
            assertEquals(200, raw.status());
            assertEquals(List.of(), raw.header("X-Back"));
            assertEquals(List.of(), raw.header("Connection"), "the client's connection goes on");
            assertEquals("done", raw.read(4));
        }
    }

    // ---- the mark

    @Test
    @DisplayName("the owner knows the client's address, and its connection from those of others")
    void caller() throws Exception {
        get(PATH + "/caller");
        get(PATH + "/caller");
        Caller first = callers.take();
        assertEquals("127.0.0.1", first.address());
        assertTrue(first.isJudged());
        assertSame(first.connection(), callers.take().connection());
        try (RawClient raw = new RawClient(forwarder.port)) {
            raw.send("GET " + PATH + "/caller HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals(200, raw.status());
        }
        assertNotEquals(first.connection(), callers.take().connection());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a b c d e", ""})
    @DisplayName("whoever brings a mark without the key is refused, wherever it asks")
    void forged(String mark) {
        assertEquals(400, get(PATH, Mark.HEADER, mark).statusCode());
        assertEquals(400, get("/api/projects", Mark.HEADER, mark).statusCode());
        assertEquals(
                2,
                forwarder
                        .registry
                        .get("easel.forwarding.marks.refused")
                        .counter()
                        .count());
    }

    @Test
    @DisplayName("a request that was passed on is never passed on again: 421, and so is one for another process")
    void second_hop() {
        Mark mark = new Mark("other", "forwarder", "10.0.0.1", "c");
        assertEquals(
                421,
                get(PATH, Mark.HEADER, ForwardWorld.marks().write(mark, GET, PATH))
                        .statusCode());
        Mark elsewhere = new Mark("other", "before", "10.0.0.1", "c");
        forwarder.finds(new Here());
        assertEquals(
                421,
                get(PATH, Mark.HEADER, ForwardWorld.marks().write(elsewhere, GET, PATH))
                        .statusCode());
        assertEquals(
                "forwarder",
                get(PATH, Mark.HEADER, ForwardWorld.marks().write(mark, GET, PATH))
                        .body());
        assertEquals(
                2,
                forwarder.registry.get("easel.forwarding.not.owned").counter().count());
    }

    // ---- the second look

    @Test
    @DisplayName("where the owner has lost the project, it is looked once more, and the body is whole")
    void moved() {
        Node next = world.node("next", this::resources, this::calls);
        owner.finds(next.place());
        forwarder.findsAgain(next.place());
        String large = large();
        assertEquals(
                large,
                send(POST, PATH + "/echo", BodyPublishers.ofString(large)).body());
        assertEquals("next", get(PATH).body());
        forwarder.findsAgain(new Here());
        assertEquals(
                large,
                send(POST, PATH + "/echo", BodyPublishers.ofString(large)).body());
        assertEquals("forwarder", get(PATH).body());
        assertEquals(4, forwarder.looks.get());
        assertEquals(2, forwarder.forwarded("here"));
    }

    @Test
    @DisplayName("an instance that does not own the project has done nothing, also for a POST without a body")
    void moved_without_body() {
        Node next = world.node("next", this::resources, this::calls);
        owner.finds(next.place());
        forwarder.findsAgain(next.place());
        assertEquals(200, send(POST, PATH + "/echo", BodyPublishers.noBody()).statusCode());
    }

    @Test
    @DisplayName("an instance that cannot be reached is looked for once more")
    void unreached() throws IOException {
        forwarder.finds(unreachable());
        String large = large();
        assertEquals(
                large,
                send(POST, PATH + "/echo", BodyPublishers.ofString(large)).body());
        assertEquals("owner", get(PATH).body());
        assertEquals(2, forwarder.looks.get());
    }

    @Test
    @DisplayName("where the address of an instance leads back here, clients come again, and the log tells it once")
    void astray() {
        There ghost = new There("ghost", forwarder.place().address());
        forwarder.finds(ghost);
        forwarder.findsAgain(ghost);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Entrance.class);
        logger.setLevel(Level.ERROR); // tests are quiet
        logger.setAdditive(false);
        logger.addAppender(log);
        assertUnavailable(get(PATH));
        assertUnavailable(send(POST, PATH + "/echo", BodyPublishers.ofString("body")));
        logger.detachAppender(log);
        logger.setLevel(null);
        assertEquals(
                List.of("The address of another instance leads to this one: set EASEL_ADVERTISE there, or here"),
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    @DisplayName("after the second look the client is told to come again; a 421 never reaches it")
    void twice() throws IOException {
        owner.finds(unreachable());
        assertUnavailable(get(PATH));
        assertUnavailable(send(POST, PATH + "/echo", BodyPublishers.ofString(large())));
        forwarder.again = Future.failedFuture("no database");
        assertUnavailable(get(PATH));
        assertEquals(3, forwarder.looks.get());
        assertEquals(3, forwarder.forwarded("unavailable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "POST"})
    @DisplayName("a connection that ends before anything was done costs nothing: the request is sent again")
    void repeated(String method) {
        BodyPublisher body = method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("body");
        assertEquals(
                "served", send(HttpMethod.valueOf(method), PATH + "/cut", body).body());
        assertEquals(1, forwarder.looks.get());
    }

    @Test
    @DisplayName("a request that may have been carried out is not sent again")
    void not_repeated() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + forwarder.port + PATH + "/asked"))
                        .POST(BodyPublishers.ofString("edits"))
                        .build(),
                BodyHandlers.ofString());
        callers.take();
        forwarder.hearsGone(owner);
        assertUnavailable(answer.get(20, TimeUnit.SECONDS));
        assertEquals(0, forwarder.looks.get());
        assertUnavailable(send(POST, PATH + "/cut", BodyPublishers.noBody()));
    }

    @Test
    @DisplayName("a project that somebody else claims between the look and the load is looked for once more")
    void claimed_elsewhere() {
        claimedOf = forwarder;
        claimedBy = owner;
        forwarder.finds(new Here());
        assertEquals("owner", get(PATH + "/claimed?x=1").body());
        forwarder.finds(new Here());
        assertUnavailable(send(POST, PATH + "/claimed", BodyPublishers.ofString("body")));
        Node next = world.node("next", this::resources, this::calls);
        claimedOf = owner;
        claimedBy = next;
        forwarder.finds(owner.place());
        forwarder.findsAgain(next.place());
        assertEquals("next", get(PATH + "/claimed").body());
    }

    @Test
    @DisplayName("a project that somebody else claims each time is told to come again, and not looked for without end")
    void claimed_each_time() {
        forwarder.finds(new Here());
        assertUnavailable(get(PATH + "/contested"));
    }

    // ---- ends

    @Test
    @DisplayName("when its owner is gone, a request that waits is served by the next owner at once")
    void gone() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + forwarder.port + PATH + "/held"))
                        .build(),
                BodyHandlers.ofString());
        held.get(20, TimeUnit.SECONDS);
        Node next = world.node("next", router -> router.get(PATH + "/held").handler(it -> it.end("next")));
        forwarder.findsAgain(next.place());
        forwarder.hearsGone(next);
        assertFalse(answer.isDone(), "another instance's end is not this one's");
        forwarder.hearsGone(owner);
        assertEquals("next", answer.get(20, TimeUnit.SECONDS).body());
    }

    @Test
    @DisplayName("a client that leaves while it waits, or while it reads, is no longer served by the owner either")
    void client_leaves() throws Exception {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try (RawClient raw = new RawClient(forwarder.port)) {
            raw.send("GET " + PATH + "/held HTTP/1.1\r\nHost: localhost\r\n\r\n");
            held.get(20, TimeUnit.SECONDS).response().closeHandler(_ -> ended.complete(null));
            raw.abort();
        }
        ended.get(20, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("an answer that the owner breaks off is broken off for the client, and not ended as if whole")
    void broken_off() throws Exception {
        try (RawClient raw = new RawClient(forwarder.port)) {
            raw.send("GET " + PATH + "/held HTTP/1.1\r\nHost: localhost\r\n\r\n");
            RoutingContext context = held.get(20, TimeUnit.SECONDS);
            context.response().setChunked(true);
            await(context.response().write("some"));
            assertEquals(200, raw.status());
            assertEquals("4\r\nsome\r\n", raw.read(9));
            context.request().connection().close();
            assertFalse(raw.rest().contains("0\r\n\r\n"));
        }
    }

    @Test
    @DisplayName("what a client does not read is not read from the owner, and goes on when it does")
    void slow_reader() throws Exception {
        try (RawClient slow = new RawClient(forwarder.port)) {
            slow.send("GET " + PATH + "/pieces HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertEquals(200, slow.status());
            int before = -1;
            int rounds = 0;
            while (rounds < 50) { // each round trip lets both event loops do what they can
                assertEquals("owner", get(PATH).body());
                rounds = pieces.get() == before ? rounds + 1 : 0;
                before = pieces.get();
            }
            assertTrue(before < 200, before + " pieces of 512 were made for a client that reads nothing");
            long length = 0;
            byte[] chunk = new byte[64 << 10];
            for (int read; (read = slow.in.read(chunk)) >= 0; ) {
                length += read;
            }
            assertTrue(length > 512L * Pieces.PIECE);
            assertEquals(512, pieces.get());
        }
    }
}
