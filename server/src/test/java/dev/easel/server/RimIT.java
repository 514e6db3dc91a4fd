package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes to the server's port before it is a call: connections, heads, and upgrades from pages. */
@Timeout(60)
class RimIT {
    private static final int FEW = 12;
    private static final String END = "Host: localhost\r\nConnection: close\r\n\r\n";

    private static TestDatabase database;
    private static TestEasel easel;
    private static String project;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(
                database.address(), "EASEL_HEAD_MS", "5000", "EASEL_IDLE_MS", "2000", "EASEL_REPLY_MS", "1000");
        project = easel.createProject();
    }

    @AfterAll
    static void stop() {
        easel.close();
        database.close();
    }

    private static Socket connect() throws IOException {
        return connect(easel);
    }

    private static Socket connect(TestEasel server) throws IOException {
        Socket socket = new Socket(server.uri().getHost(), server.uri().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Everything that the server says until it closes. */
    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return rest(socket);
        }
    }

    private static void assertProblem(int status, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
        assertTrue(answer.contains("nosniff"), answer);
        assertTrue(answer.contains("\"status\":" + status), answer);
    }

    @Test
    @DisplayName("silent connections are closed at the deadline of a head, rested ones at theirs")
    void deadlines() throws IOException {
        try (Socket silent = connect();
                Socket slow = connect();
                Socket rested = connect()) {
            send(slow, "GET / HT");
            send(rested, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals("", rest(silent));
            assertProblem(408, rest(slow));
            assertTrue(rest(rested).startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    @DisplayName("one connection too many is told so; once others have ended there is room again")
    void too_many() throws IOException {
        try (TestEasel small = TestEasel.start(database.address(), "EASEL_CONNECTIONS", Integer.toString(FEW))) {
            List<Socket> resting = new ArrayList<>();
            for (int i = 0; i < FEW; i++) {
                Socket socket = connect(small);
                send(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertEquals('H', socket.getInputStream().read(), "it was answered, and so it is counted");
                resting.add(socket);
            }
            try (Socket one = connect(small);
                    Socket probe = connect(small)) {
                send(one, "GET /health/ready HTTP/1.1\r\n" + END);
                assertProblem(503, rest(one));
                send(probe, "GET /health/live HTTP/1.1\r\n" + END);
                assertTrue(
                        rest(probe).startsWith("HTTP/1.1 200 "), "who asks whether it lives is answered all the same");
            }
            for (Socket socket : resting) {
                socket.close();
            }
            while (!isServed(small)) {
                Thread.onSpinWait(); // the server hears of the ends at its own time; the test has a hard timeout
            }
        }
    }

    @Test
    @DisplayName("connections over the rate of their address are served, but later")
    void rate() throws IOException {
        try (TestEasel slow = TestEasel.start(database.address(), "EASEL_CONNECTION_RATE", "4")) {
            long begun = System.nanoTime();
            for (int i = 0; i < 6; i++) {
                try (Socket socket = connect(slow)) {
                    send(socket, "GET /health/live HTTP/1.1\r\n" + END);
                    assertTrue(rest(socket).startsWith("HTTP/1.1 200 "));
                }
            }
            assertTrue(System.nanoTime() - begun >= TimeUnit.SECONDS.toNanos(1), "two at once, and four a second");
        }
    }

    private static boolean isServed(TestEasel server) throws IOException {
        try (Socket socket = connect(server)) {
            send(socket, "GET /health/ready HTTP/1.1\r\n" + END);
            return rest(socket).startsWith("HTTP/1.1 200 ");
        } catch (SocketException _) {
            return false; // refused, and its answer was lost to the request that crossed it
        }
    }

    @Test
    @DisplayName("an answer that is not read ends the connection")
    void unread() throws IOException {
        String image = "/api/projects/" + project + "/assets/large";
        assertEquals(201, easel.put(image, "image/png", new byte[8 << 20]).statusCode());
        try (Socket socket = connect()) {
            socket.setReceiveBufferSize(4 << 10);
            send(socket, ("GET " + image + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(4));
            OutputStream out = socket.getOutputStream();
            awaitMetric("easel_connections_unread_total 1.0");
            out.write(0);
        } catch (SocketException _) {
            // It was cut.
        }
    }

    private static void awaitMetric(String line) {
        while (!easel.get("/metrics").body().contains("\n" + line + "\n")) {
            Thread.onSpinWait(); // the call itself takes a while; the test has a hard timeout
        }
    }

    @Test
    @DisplayName("a cookie of 31 KB is served for pages, calls and upgrades; one of 40 KB is told so")
    void heads() throws IOException {
        String served = "Cookie: a=" + "x".repeat(31_000) + "\r\n";
        assertTrue(answer("GET / HTTP/1.1\r\n" + served + END).startsWith("HTTP/1.1 200 "));
        assertTrue(answer("GET /api/projects HTTP/1.1\r\n" + served + END).startsWith("HTTP/1.1 200 "));
        try (BareSocket socket = new BareSocket(easel.uri(), project, served.strip())) {
            assertEquals(101, socket.status());
        }
        String refused = "Cookie: a=" + "x".repeat(40_000) + "\r\n";
        assertProblem(431, answer("GET / HTTP/1.1\r\n" + refused + END));
        assertProblem(414, answer("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\n" + END));
        assertProblem(400, answer("nonsense\r\n\r\n"));
        assertProblem(505, answer("PRI * HTTP/2.0\r\n\r\n"));
    }

    @Test
    @DisplayName("a body in chunks that are none is told so")
    void chunks() throws IOException {
        String type = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
        assertProblem(400, answer("POST /api/projects HTTP/1.1\r\n" + type + END + "zz\r\n{}\r\n0\r\n\r\n"));
    }

    @Test
    @DisplayName("a body of which it is not clear where it ends is refused, with what follows it")
    void codings() throws IOException {
        String post = "POST /api/projects HTTP/1.1\r\nContent-Type: application/json\r\n";
        String get = "GET /health/live HTTP/1.1\r\n" + END;
        assertProblem(400, answer(post + "Transfer-Encoding: gzip\r\nHost: localhost\r\n\r\n{}" + get));
        String both = answer(post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\nHost: localhost\r\n\r\n"
                + "2\r\n{}\r\n0\r\n\r\n" + get);
        assertProblem(400, both);
        assertFalse(both.contains("HTTP/1.1 200"), both);
    }

    @Test
    @DisplayName("J2 an upgrade by a page from elsewhere is a 403, by this server's own page it is let in")
    void upgrades() throws IOException {
        for (String origin : List.of("http://evil.example", "null", "http://localhost:1")) {
            try (BareSocket socket = new BareSocket(easel.uri(), project, "Origin: " + origin)) {
                assertEquals(403, socket.status(), origin);
                assertEquals("application/problem+json", socket.header("Content-Type"));
            }
        }
        try (BareSocket socket = new BareSocket(easel.uri(), project, "Origin: http://localhost")) {
            assertEquals(101, socket.status());
        }
    }

    @Test
    @DisplayName("J1 a socket's address without a proper upgrade is a problem that says what is missing")
    void no_upgrade() throws IOException {
        String get = "GET /api/projects/" + project + "/socket HTTP/1.1\r\n";
        String key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        String upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
        String version = "Sec-WebSocket-Version: 13\r\n";
        assertProblem(426, answer(get + END));
        assertProblem(426, answer(get + upgrade + key + END));
        assertProblem(426, answer(get + upgrade + key + "Sec-WebSocket-Version: 8\r\n" + END));
        assertProblem(400, answer(get + "Upgrade: websocket\r\n" + key + version + END));
        assertProblem(400, answer(get + upgrade + version + END));
        assertProblem(400, answer(get + upgrade + version + "Sec-WebSocket-Key: short\r\n" + END));
        assertProblem(400, answer(get + upgrade + version + key + "Content-Length: 5\r\n" + END));
        assertProblem(405, answer(get.replace("GET", "POST") + END));
        assertTrue(answer(get.replace("GET", "OPTIONS") + END).startsWith("HTTP/1.1 204 "));
    }

    @Test
    @DisplayName("five invented methods and a hundred invented paths add one set of series")
    void series() throws IOException {
        answer("M0 / HTTP/1.1\r\n" + END);
        answer("GET /api/nothing HTTP/1.1\r\n" + END);
        long before = metricLines();
        for (int i = 1; i <= 5; i++) {
            answer("M" + i + " / HTTP/1.1\r\n" + END);
        }
        for (int i = 0; i < 100; i++) {
            easel.get("/api/nothing/" + i);
        }
        assertEquals(before, metricLines());
        String text = easel.get("/metrics").body();
        assertTrue(text.contains("method=\"other\""), text);
        assertTrue(text.contains("method=\"GET\""), text);
        assertFalse(text.contains("\"M1\""), text);
    }

    /** Lines of the text, those of /metrics itself included. A collection of garbage has a series for its cause. */
    private static long metricLines() {
        easel.get("/metrics");
        return easel.get("/metrics")
                .body()
                .lines()
                .filter(line -> !line.contains("jvm_gc_"))
                .count();
    }
}
