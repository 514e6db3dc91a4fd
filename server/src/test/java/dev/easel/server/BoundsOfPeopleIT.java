package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one person, and one address, may ask for and have. The test is the proxy that says who they are. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BoundsOfPeopleIT {
    private static final int BOARDS = 3;
    private static final int CONNECTIONS = 2;

    private static TestDatabase database;
    private static TestEasel easel;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(
                database.address(),
                "EASEL_TRUSTED_HEADER",
                "X-User",
                "EASEL_TRUSTED_PROXIES",
                "127.0.0.1",
                "EASEL_OPERATORS",
                "root",
                "EASEL_SHUTDOWN_MS",
                "2000",
                "EASEL_CALLS_PER_ADDRESS",
                "1",
                "EASEL_CALLS_PER_PERSON",
                "1",
                "EASEL_ATTEMPTS_PER_ADDRESS",
                "5",
                "EASEL_QUOTA_BOARDS",
                Integer.toString(BOARDS),
                "EASEL_QUOTA_BYTES",
                "1024");
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        easel.close();
        database.close();
    }

    @Test
    @DisplayName("an address that asks too often is told when to come back, whoever asks; others go on")
    void address() {
        String busy = "203.0.113.1";
        HttpResponse<String> last = last(busy, i -> get("/api/me", busy, "person-" + i));

        assertProblem(429, last);
        assertTrue(retryAfter(last) >= 1);
        assertEquals(200, get("/api/me", "203.0.113.2", "person-0").statusCode());
        assertTrue(metric("easel_calls_refused_total{of=\"address\"}") >= 1);
    }

    @Test
    @DisplayName("a person who asks too often is told when to come back, wherever they ask from")
    void person() {
        HttpResponse<String> last = last("busy", i -> get("/api/me", "203.0.114." + i, "busy"));

        assertProblem(429, last);
        assertEquals(200, get("/api/me", "203.0.114.1", "calm").statusCode());
        assertTrue(metric("easel_calls_refused_total{of=\"person\"}") >= 1);
    }

    @Test
    @DisplayName("links that do not hold may be tried a few times from an address")
    void attempts() {
        String path = "/api/projects/" + UUID.randomUUID() + "/links/redeem";
        HttpResponse<String> last =
                last("guessing", i -> post(path, "203.0.115.1", null, "{\"key\":\"guess" + i + "\"}"));

        assertProblem(429, last);
        assertEquals(200, get("/api/me", "203.0.115.1", null).statusCode());
        assertTrue(metric("easel_calls_refused_total{of=\"attempts\"}") >= 1);
    }

    @Test
    @DisplayName("a person owns so many boards, copies included; others may make theirs")
    void boards() {
        String board = create("203.0.116.1", "collector");
        for (int i = 1; i < BOARDS; i++) {
            create("203.0.116.1", "collector");
        }

        assertQuota(post("/api/projects", "203.0.116.1", "collector", "{}"));
        assertQuota(post(board + "/fork", "203.0.116.1", "collector", "{}"));
        create("203.0.116.1", "other");
        assertTrue(metric("easel_quota_refused_total{of=\"boards\"}") >= 2);
    }

    @Test
    @DisplayName("the images on all boards of a person may take so many bytes, whoever puts them")
    void bytes() {
        String one = create("203.0.117.1", "hoarder");
        String two = create("203.0.117.1", "hoarder");
        assertEquals(201, image(one + "/assets/a", "hoarder", 700).statusCode());
        assertEquals(201, image(two + "/assets/a", "hoarder", 700).statusCode());

        assertQuota(image(one + "/assets/b", "hoarder", 1));
        assertQuota(post(one + "/fork", "203.0.117.1", "hoarder", "{}"));
        assertQuota(post(two + "/import", "203.0.117.1", "hoarder", "{\"type\":\"excalidraw\",\"elements\":[]}"));
        assertEquals(
                201,
                image(create("203.0.117.1", "modest") + "/assets/a", "modest", 700)
                        .statusCode());
        assertTrue(metric("easel_quota_refused_total{of=\"bytes\"}") >= 3);
    }

    @Test
    @DisplayName("a person has so many sockets; one that ends makes room")
    void connections() {
        try (TestEasel server = TestEasel.start(
                database.address(),
                "EASEL_TRUSTED_HEADER",
                "X-User",
                "EASEL_TRUSTED_PROXIES",
                "127.0.0.1",
                "EASEL_OPERATORS",
                "root",
                "EASEL_SHUTDOWN_MS",
                "2000",
                "EASEL_CONNECTIONS_PER_PERSON",
                Integer.toString(CONNECTIONS))) {
            String board = create("203.0.118.1", "tabs");
            List<WebSocket> open = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                open.add(socket(server, board, "tabs").join());
            }

            assertEquals(429, upgrade(server, board, "tabs"));
            assertEquals(403, upgrade(server, board, "other"));
            open.getFirst().abort();
            // The server sees the end of the connection when its event loop comes to it.
            while (upgrade(server, board, "tabs") != 101) {
                Thread.onSpinWait();
            }
            open.forEach(WebSocket::abort);
        }
    }

    private interface Asked {
        HttpResponse<String> ask(int turn);
    }

    /** The first answer that is no success of so many as the largest burst. */
    private static HttpResponse<String> last(String what, Asked asked) {
        for (int i = 0; i < 200; i++) {
            HttpResponse<String> answer = asked.ask(i);
            if (answer.statusCode() == 429) {
                return answer;
            }
        }
        throw new AssertionError(what + " was never refused");
    }

    private static String create(String from, String user) {
        HttpResponse<String> made = post("/api/projects", from, user, "{}");
        assertEquals(201, made.statusCode(), made.body());
        return "/api/projects/" + TestEasel.json(made).get("id").asText();
    }

    private static int upgrade(TestEasel server, String board, String user) {
        try {
            socket(server, board, user).join().abort();
            return 101;
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw failure;
        }
    }

    private static CompletableFuture<WebSocket> socket(TestEasel server, String board, String user) {
        return client.newWebSocketBuilder()
                .header("X-User", user)
                .subprotocols("easel.v1")
                .buildAsync(
                        URI.create("ws://" + server.uri().getAuthority() + board + "/socket"),
                        new WebSocket.Listener() {});
    }

    private static void assertQuota(HttpResponse<String> answer) {
        assertProblem(403, answer);
        assertEquals("quota", TestEasel.json(answer).get("code").asText());
    }

    private static void assertProblem(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        JsonNode problem = TestEasel.json(answer);
        assertEquals(status, problem.get("status").asInt());
        assertTrue(problem.get("detail").asText().length() > 20, answer.body());
    }

    private static int retryAfter(HttpResponse<String> answer) {
        return Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow());
    }

    private static double metric(String name) {
        return get("/metrics", "203.0.119.1", "root")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    private static HttpResponse<String> image(String path, String user, int bytes) {
        return send(request(path, "203.0.117.1", user)
                .header("Content-Type", "image/bmp")
                .PUT(BodyPublishers.ofByteArray(new byte[bytes])));
    }

    private static HttpResponse<String> get(String path, String from, String user) {
        return send(request(path, from, user));
    }

    private static HttpResponse<String> post(String path, String from, String user, String body) {
        return send(request(path, from, user)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** @param user null for nobody */
    private static HttpRequest.Builder request(String path, String from, String user) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(easel.uri().resolve(path)).header("X-Forwarded-For", from);
        return user == null ? request : request.header("X-User", user);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
