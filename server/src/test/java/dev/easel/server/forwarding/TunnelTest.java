package dev.easel.server.forwarding;

import static dev.easel.server.forwarding.ForwardWorld.PATH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.call.Problem;
import dev.easel.server.forwarding.ForwardWorld.Node;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.ownership.Owners.Place.Here;
import dev.easel.server.ownership.Owners.Place.There;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Upgrades through an instance that does not own their project. To a tunnel frames are bytes. */
@Timeout(60)
class TunnelTest {
    private static final String SOCKET = PATH + "/socket";

    /** A text frame. */
    private static final Buffer HELLO = Buffer.buffer(new byte[] {(byte) 0x81, 3, 'h', 'i', '!'});

    private static final String HELLO_TEXT = "\u0081\u0003hi!";

    /** A close frame with 1012. */
    private static final String RESTARTING = "\u0088\u0002\u0003\u00f4";

    private final ForwardWorld world = new ForwardWorld();
    /** The owner's end of the tunnel. */
    private final CompletableFuture<NetSocket> opened = new CompletableFuture<>();

    private final CompletableFuture<RoutingContext> asked = new CompletableFuture<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final Node owner = world.node("owner", router -> router.get(SOCKET).handler(this::open));
    private final Node forwarder = world.node("forwarder", TunnelTest::openHere);

    TunnelTest() {
        forwarder.finds(owner.place());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void open(RoutingContext context) {
        context.response().putHeader("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        context.response().putHeader("Upgrade", "websocket").putHeader("Connection", "Upgrade");
        asked.complete(context);
        context.request().toNetSocket().onSuccess(socket -> {
            socket.write(HELLO); // in one packet with the answer's head
            socket.handler(bytes -> socket.write(bytes));
            opened.complete(socket);
        });
    }

    @Test
    @DisplayName("a socket for a project that somebody else claims meanwhile is opened there")
    void claimed_elsewhere() throws Exception {
        CompletableFuture<Node> self = new CompletableFuture<>();
        Node late = world.node(
                "late",
                router -> router.get(SOCKET).handler(context -> {
                    self.join().finds(owner.place());
                    context.request().resume();
                    context.fail(new ProjectUnavailable(ProjectUnavailable.Reason.ELSEWHERE, null));
                }));
        self.complete(late);
        try (RawClient client = new RawClient(late.port).upgrade(SOCKET)) {
            assertEquals(101, client.status());
            assertEquals(HELLO_TEXT, client.read(5));
        }
    }

    private static void openHere(Router router) {
        router.get(SOCKET)
                .handler(context ->
                        context.request().toNetSocket().onSuccess(socket -> socket.end(Buffer.buffer("here"))));
    }

    private RawClient opened() throws IOException {
        RawClient client = new RawClient(forwarder.port).upgrade(SOCKET);
        assertEquals(101, client.status());
        assertEquals(HELLO_TEXT, client.read(5));
        return client;
    }

    private NetSocket ownersEnd() throws Exception {
        return opened.get(20, TimeUnit.SECONDS);
    }

    private double tunnels() {
        return forwarder.registry.get("easel.forwarding.tunnels").gauge().value();
    }

    private void awaitNoTunnel() {
        while (tunnels() > 0) {
            Thread.onSpinWait(); // both ends are heard of at their own time; the test has a hard timeout
        }
    }

    @Test
    @DisplayName("a socket is opened through a tunnel: headers once, then bytes both ways, from the first on")
    void both_ways() throws Exception {
        try (RawClient client = new RawClient(forwarder.port).upgrade(SOCKET)) {
            assertEquals(101, client.status());
            assertEquals(List.of("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), client.header("Sec-WebSocket-Accept"));
            assertEquals(List.of("websocket"), client.header("Upgrade"));
            assertEquals(1, client.header("Connection").size());
            assertEquals(HELLO_TEXT, client.read(5));
            for (int i = 0; i < 100; i++) {
                client.send("frame" + i % 10);
                assertEquals("frame" + i % 10, client.read(6));
            }
            assertEquals(1, tunnels());
            assertEquals("localhost", asked.join().request().getHeader("Host"));
            assertEquals("upgrade", asked.join().request().getHeader("Connection"));
        }
        awaitNoTunnel();
        assertEquals(1, forwarder.forwarded("answered"));
    }

    @Test
    @DisplayName("an upgrade that the owner refuses is refused with its status and body")
    void refused() throws Exception {
        Node full = world.node(
                "full", router -> router.get(SOCKET).handler(it -> it.fail(Problem.unavailable("full", 5, null))));
        forwarder.finds(full.place());
        try (RawClient client = new RawClient(forwarder.port).upgrade(SOCKET)) {
            assertEquals(503, client.status());
            assertEquals(List.of("application/problem+json"), client.header("Content-Type"));
            assertEquals(List.of("5"), client.header("Retry-After"));
            assertEquals(List.of("nosniff"), client.header("X-Content-Type-Options"));
            String body =
                    client.read(Integer.parseInt(client.header("Content-Length").getFirst()));
            assertTrue(body.contains("\"detail\":\"full\""), body);
            client.upgrade(SOCKET);
            assertEquals(503, client.status(), "the connection can be used further");
        }
    }

    @Test
    @DisplayName("an upgrade is looked for once more, and opened where the project is")
    void moved() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            forwarder.finds(new There("dead", URI.create("http://127.0.0.1:" + free.getLocalPort())));
        }
        forwarder.findsAgain(owner.place());
        opened().close();
        forwarder.findsAgain(new Here());
        try (RawClient client = new RawClient(forwarder.port).upgrade(SOCKET)) {
            assertEquals(101, client.status());
            assertEquals("here", client.rest());
        }
        owner.finds(new There("x", URI.create("http://127.0.0.1:1")));
        forwarder.finds(owner.place());
        forwarder.findsAgain(owner.place());
        try (RawClient client = new RawClient(forwarder.port).upgrade(SOCKET)) {
            assertEquals(503, client.status());
            assertEquals(List.of("1"), client.header("Retry-After"));
        }
    }

    @Test
    @DisplayName("when the client ends or is cut off, so does the owner's end, and what was sent before arrives")
    void client_ends() throws Exception {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        StringBuilder heard = new StringBuilder();
        RawClient client = opened();
        ownersEnd().handler(bytes -> heard.append(bytes)).closeHandler(_ -> ended.complete(null));
        client.send("last words");
        client.close();
        ended.get(20, TimeUnit.SECONDS);
        assertEquals("last words", heard.toString());
        awaitNoTunnel();
    }

    @Test
    @DisplayName("a client that is cut off without a word is noticed by the owner")
    void client_aborts() throws Exception {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        RawClient client = opened();
        ownersEnd().closeHandler(_ -> ended.complete(null));
        client.abort();
        ended.get(20, TimeUnit.SECONDS);
        awaitNoTunnel();
    }

    @Test
    @DisplayName("when the owner ends, the client hears its last frame, and then the end")
    void owner_ends() throws Exception {
        try (RawClient client = opened()) {
            ownersEnd().end(Buffer.buffer("closing"));
            assertEquals("closing", client.rest());
        }
        awaitNoTunnel();
    }

    @Test
    @DisplayName("when the owner is gone, the tunnel is cut at once")
    void gone() throws Exception {
        try (RawClient client = opened()) {
            forwarder.hearsGone(forwarder);
            client.send("still");
            assertEquals("still", client.read(5));
            forwarder.hearsGone(owner);
            assertEquals("", client.rest());
        }
        awaitNoTunnel();
    }

    @Test
    @DisplayName(
            "O5 when the instance between ends, the client is told so in whole frames, and the owner hears the end")
    void drained() throws Exception {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try (RawClient client = opened()) {
            NetSocket end = ownersEnd();
            end.closeHandler(_ -> ended.complete(null));
            end.write(Buffer.buffer(new byte[] {(byte) 0x81, 3, 'a'}));
            assertEquals("\u0081\u0003a", client.read(3));
            forwarder.drain();
            end.write(Buffer.buffer("bcdropped"));
            String rest = client.rest();
            assertTrue(rest.startsWith("bc\u0081"), rest);
            assertTrue(rest.contains("{\"type\":\"closing\",\"reason\":\"moved\"}"), rest);
            assertTrue(rest.endsWith(RESTARTING), rest);
        }
        ended.get(20, TimeUnit.SECONDS);
        awaitNoTunnel();
        try (RawClient late = new RawClient(forwarder.port).upgrade(SOCKET)) {
            assertEquals(101, late.status());
            assertTrue(late.rest().endsWith(RESTARTING));
        }
    }

    @Test
    @DisplayName("a client that leaves before its upgrade is answered is no longer waited for")
    void leaves_before() throws Exception {
        CompletableFuture<RoutingContext> held = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Node slow = world.node(
                "slow",
                router -> router.get(SOCKET).handler(context -> {
                    context.response().closeHandler(_ -> ended.complete(null));
                    held.complete(context);
                }));
        forwarder.finds(slow.place());
        try (RawClient client = new RawClient(forwarder.port).upgrade(SOCKET)) {
            held.get(20, TimeUnit.SECONDS);
            client.abort();
        }
        ended.get(20, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("what a client does not read is not read from the owner, and goes on when it does")
    void slow_reader() throws Exception {
        int frame = 64 << 10;
        int frames = 1_024;
        try (RawClient slow = opened();
                RawClient other = new RawClient(forwarder.port)) {
            NetSocket end = ownersEnd();
            write(end, Buffer.buffer(new byte[frame]), frames);
            int before = -1;
            int rounds = 0;
            while (rounds < 50) { // each round trip lets both event loops do what they can
                other.send("GET " + PATH + "/none HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertEquals(404, other.status());
                other.read(Integer.parseInt(other.header("Content-Length").getFirst()));
                rounds = taken.get() == before ? rounds + 1 : 0;
                before = taken.get();
            }
            assertTrue(before < frames / 2, before + " frames were taken for a client that reads nothing");
            assertFalse(slow.socket.isClosed());
            assertEquals(frames * frame, slow.in.readNBytes(frames * frame).length);
            assertEquals(frames, taken.get());
        }
    }

    private void write(NetSocket end, Buffer frame, int left) {
        if (left > 0) {
            end.write(frame).onSuccess(_ -> {
                taken.incrementAndGet();
                write(end, frame, left - 1);
            });
        }
    }

    @Test
    @DisplayName("deadlines of a connection end with its upgrade: a socket may be silent in a tunnel")
    void silent() throws Exception {
        try (RawClient client = opened()) {
            client.send("x");
            assertEquals("x", client.read(1));
            List<String> handlers = forwarder.handlers();
            assertTrue(handlers.contains("easel-tunnel"), handlers.toString());
            for (String watching : List.of("connection-guard", "message-watch", "httpDecoder", "httpEncoder")) {
                assertFalse(handlers.contains(watching), handlers.toString());
            }
        }
    }
}
