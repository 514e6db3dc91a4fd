package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a browser wants besides the socket: the app, a board's images, a list of boards, and to close a page without
 * losing work.
 */
@Timeout(60)
class WebIT {
    private static final String FILE = "0123456789abcdef0123456789abcdef01234567";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TestDatabase database;
    private static TestEasel easel;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(database.address(), "EASEL_ASSET_BYTES", "2097152");
    }

    @AfterAll
    static void stop() {
        easel.close();
        database.close();
    }

    @Test
    @DisplayName("the app that was built comes from the class path, compressed as the browser likes it")
    void app() {
        HttpResponse<String> page = easel.get("/p/" + UUID.randomUUID());
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("A client for tests"));
        assertEquals(304, easel.get("/", "If-None-Match", header(page, "ETag")).statusCode());

        HttpResponse<String> script = easel.get("/assets/app-1a2b3c4d.js", "Accept-Encoding", "gzip, br");
        assertEquals("br", header(script, "Content-Encoding"));
        assertEquals("stands for the same in brotli\n", script.body());
        assertEquals(404, easel.get("/assets/other.js").statusCode());
        assertEquals(404, easel.get("/api/other").statusCode());
    }

    @Test
    @DisplayName(
            "an image that was answered for is in the database, comes back in any later life, and goes with a board")
    void image() throws Exception {
        byte[] image = new byte[1_500_001];
        new Random(1).nextBytes(image);
        String project = easel.createProject();
        String path = "/api/projects/" + project + "/assets/" + FILE;

        assertEquals(201, put(path, image));
        assertEquals(1, database.number("select count(*) from asset where id = $1", FILE));
        assertEquals(204, put(path, image));
        byte[] other = image.clone();
        other[0]++;
        assertEquals(409, put(path, other));
        assertEquals(413, put(path, new byte[(2 << 20) + 1]));
        assertEquals(404, put(path.replace(project, UUID.randomUUID().toString()), image));

        try (TestEasel another = TestEasel.start(database.address())) {
            HttpResponse<byte[]> got = HTTP.send(
                    HttpRequest.newBuilder(another.uri().resolve(path)).build(), BodyHandlers.ofByteArray());
            assertArrayEquals(image, got.body());
            assertEquals("image/png", header(got, "Content-Type"));
        }

        easel.post(
                "/api/projects/" + project + "/import",
                "{\"elements\":[{\"id\":\"i\",\"type\":\"image\",\"fileId\":\"" + FILE + "\"}]}");
        JsonNode file = TestEasel.json(easel.get("/api/projects/" + project + "/export"))
                .at("/files/" + FILE);
        assertEquals(
                "data:image/png;base64," + Base64.getEncoder().encodeToString(image),
                file.get("dataURL").asText());
        assertEquals(204, easel.delete("/api/projects/" + project).statusCode());
        assertEquals(404, easel.get(path).statusCode());
    }

    @Test
    @DisplayName("projects are listed by their latest change when asked so")
    void list() {
        String first = easel.createProject();
        String second = easel.createProject();
        easel.patch("/api/projects/" + first, "{\"title\":\"Changed\"}");

        JsonNode byCreation = TestEasel.json(easel.get("/api/projects?limit=1"));
        JsonNode byChange = TestEasel.json(easel.get("/api/projects?order=updated&limit=1"));
        String place = byChange.get("next").asText();
        JsonNode next = TestEasel.json(easel.get("/api/projects?order=updated&limit=1&after=" + place));

        assertEquals(second, byCreation.at("/projects/0/id").asText());
        assertEquals("Changed", byChange.at("/projects/0/title").asText());
        assertEquals(second, next.at("/projects/0/id").asText());
        assertEquals(400, easel.get("/api/projects?order=x").statusCode());
    }

    @Test
    @DisplayName("what a closing page sends is applied, though nobody waits for the answer")
    void closing_page() throws IOException {
        String project = easel.createProject();
        try (BoardClient witness = new BoardClient().join(easel.uri(), project)) {
            String edits = IntStream.rangeClosed(1, 60)
                    .mapToObj(i -> "{\"edit\":" + i + ",\"changes\":[{\"op\":\"put\",\"id\":\"o" + i
                            + "\",\"props\":{\"text\":\"" + "x".repeat(950) + "\"}}]}")
                    .collect(Collectors.joining(","));
            byte[] body = ("{\"client\":\"" + UUID.randomUUID() + "\",\"edits\":[" + edits + "]}")
                    .getBytes(StandardCharsets.UTF_8);
            assertTrue(body.length > 60_000 && body.length <= 64 << 10, "as much as a closing page may send");
            try (Socket page = new Socket(easel.uri().getHost(), easel.uri().getPort())) {
                page.getOutputStream()
                        .write(("POST /api/projects/" + project + "/edits HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Content-Type: application/json\r\nContent-Length: " + body.length
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                page.getOutputStream().write(body);
            }
            witness.awaitDurable(60);
        }
    }

    private static int put(String path, byte[] bytes) {
        return easel.put(path, "image/png", bytes).statusCode();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
