package dev.easel.server.http;

import static dev.easel.server.http.HttpWorld.edits;
import static dev.easel.server.http.HttpWorld.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.access.Origins;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What calls from pages and from odd clients are answered. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GateTest {
    private static final String APP = "https://app.example";
    private static final String JSON = "application/json";

    private final HttpWorld world = new HttpWorld(Origins.fromEnvironment(_ -> APP));

    @AfterEach
    void close() {
        world.close();
    }

    private static String header(HttpResponse<?> response, String name) {
        return String.join(", ", response.headers().allValues(name));
    }

    /** The answer to a request as it stands; the connection ends with it. */
    private String raw(String request) {
        try (Socket socket = new Socket("127.0.0.1", world.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new AssertionError(request, failed);
        }
    }

    private void assertRaw(int status, String request) {
        String answer = raw(request);
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), request + "\n" + answer);
        assertTrue(answer.contains("application/problem+json"), answer);
        assertTrue(answer.contains("nosniff"), answer);
    }

    @Test
    @DisplayName("H1 a page from elsewhere makes, changes, reads and deletes nothing")
    void foreign() {
        String project = world.project("p");
        for (String origin : List.of("https://evil.example", "null", "http://localhost:1")) {
            problem(403, world.send("POST", "/api/projects", "{}", "Origin", origin));
            problem(403, world.send("POST", "/api/projects", "", "Origin", origin));
            problem(403, world.send("POST", "/api/projects", "{}", "Origin", origin, "Content-Type", "text/plain"));
            problem(403, world.send("POST", project + "/import", "{\"elements\":[]}", "Origin", origin));
            problem(403, world.send("POST", project + "/flush", "", "Origin", origin));
            problem(403, world.send("DELETE", project, "", "Origin", origin));
            problem(403, world.send("GET", project, "", "Origin", origin));
            problem(403, world.send("GET", "/metrics", "", "Origin", origin));
            problem(403, world.send("OPTIONS", project, "", "Origin", origin, "Access-Control-Request-Method", "PUT"));
        }
        assertEquals(200, world.get(project).statusCode());
    }

    @Test
    @DisplayName("a page from elsewhere is refused once for each connection")
    void ends() {
        String call = "GET /api/projects HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n";
        assertRaw(403, call);
        String answers = raw(call + call);
        assertEquals(answers.indexOf("HTTP/1.1 "), answers.lastIndexOf("HTTP/1.1 "), answers);
        assertTrue(answers.toLowerCase(Locale.ROOT).contains("connection: close\r\n"), answers);
    }

    @Test
    @DisplayName("the server's own page does as it likes")
    void own() {
        String own = "http://127.0.0.1:" + world.port;
        assertEquals(
                201, world.send("POST", "/api/projects", "{}", "Origin", own).statusCode());
        assertEquals("", header(world.send("GET", "/api/projects", "", "Origin", own), "Access-Control-Allow-Origin"));
    }

    @Test
    @DisplayName("H1 a page of a listed origin may call and read; its browser is told so, before and with the answer")
    void shared() {
        var preflight =
                world.send("OPTIONS", "/api/projects", "", "Origin", APP, "Access-Control-Request-Method", "POST");
        assertEquals(204, preflight.statusCode());
        assertEquals(APP, header(preflight, "Access-Control-Allow-Origin"));
        assertTrue(header(preflight, "Access-Control-Allow-Methods").contains("PATCH"));
        assertTrue(header(preflight, "Access-Control-Allow-Headers").contains("Content-Type"));
        assertEquals("", header(preflight, "Access-Control-Allow-Credentials"));

        var created = world.send("POST", "/api/projects", "{}", "Origin", APP);
        assertEquals(201, created.statusCode());
        assertEquals(APP, header(created, "Access-Control-Allow-Origin"));
        assertTrue(header(created, "Access-Control-Expose-Headers").contains("Location"));
        assertEquals(APP, header(world.send("GET", "/api/x", "", "Origin", APP), "Access-Control-Allow-Origin"));
    }

    @Test
    @DisplayName("answers that differ by Origin say so to caches; without listed origins no page may show them")
    void caches() {
        assertEquals("Origin", header(world.get("/api/projects"), "Vary"));
        assertEquals("", header(world.get("/api/projects"), "Cross-Origin-Resource-Policy"));
        try (HttpWorld unshared = new HttpWorld()) {
            assertEquals("", header(unshared.get("/api/projects"), "Vary"));
            assertEquals("same-origin", header(unshared.get("/api/projects"), "Cross-Origin-Resource-Policy"));
        }
    }

    @Test
    @DisplayName("H2 a Host that is not this machine's is told what to set")
    void rebinding() {
        String answer = raw("GET /api/projects HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
        assertTrue(answer.contains("EASEL_ORIGINS"), answer);
    }

    @Test
    @DisplayName("a Host that is none, or two, is a 400")
    void odd_hosts() {
        String end = "\r\nConnection: close\r\n\r\n";
        assertRaw(400, "GET /api/projects HTTP/1.1" + end);
        assertRaw(400, "GET /api/projects HTTP/1.1\r\nHost:" + end);
        assertRaw(400, "GET /api/projects HTTP/1.1\r\nHost: localhost\r\nHost: localhost" + end);
        assertRaw(400, "GET /api/projects HTTP/1.1\r\nHost: user@localhost" + end);
        assertRaw(400, "GET http://evil.example/api/projects HTTP/1.1\r\nHost: localhost" + end);
    }

    @Test
    @DisplayName("H3 JSON that is not called JSON is a 415 and does nothing; parameters and kinds of JSON are taken")
    void json() {
        String project = world.project("p");
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/json",
                "application/jsonp",
                "json",
                "*/*",
                "text/plain, application/json",
                "application/x, text/plain+json")) {
            problem(415, world.send("POST", "/api/projects", "{}", "Content-Type", type));
            problem(415, world.send("PATCH", project, "{}", "Content-Type", type));
            problem(415, world.send("POST", project + "/edits", edits(UUID.randomUUID()), "Content-Type", type));
        }
        for (String type : List.of(
                JSON,
                "Application/JSON",
                "application/json;charset=utf-8",
                JSON + " ; x=y",
                "application/vnd.a+json")) {
            assertEquals(
                    201,
                    world.send("POST", "/api/projects", "{}", "Content-Type", type)
                            .statusCode(),
                    type);
        }
    }

    @Test
    @DisplayName("H3 a body without a type is a 415, also in chunks; a call without a body needs no type")
    void untyped() {
        String head = "POST /api/projects HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        assertRaw(415, head + "Content-Length: 2\r\n\r\n{}");
        assertRaw(415, head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        assertTrue(raw(head + "Content-Length: 0\r\n\r\n").startsWith("HTTP/1.1 201 "));
        assertTrue(raw(head + "\r\n").startsWith("HTTP/1.1 201 "));
    }

    @Test
    @DisplayName("H3 an import takes any type, as curl sends it")
    void imports() {
        String project = world.project("p");
        for (String type : List.of("application/x-www-form-urlencoded", "text/plain", "application/octet-stream")) {
            var imported = world.send("POST", project + "/import", "{\"elements\":[]}", "Content-Type", type);
            assertEquals(200, imported.statusCode(), imported::body);
        }
    }

    @Test
    @DisplayName("OPTIONS tells the methods, and HEAD is answered where GET is, as GET without its body")
    void options_and_head() {
        String project = world.project("p");
        for (String path : List.of("/api/projects", project, "/health/live", "/metrics", "/", "/p/x", "/nothing")) {
            var options = world.send("OPTIONS", path, "");
            assertEquals(204, options.statusCode(), path);
            assertTrue(header(options, "Allow").contains("GET, HEAD, OPTIONS"), path);
            var get = world.get(path);
            var head = world.send("HEAD", path, "");
            assertEquals(get.statusCode(), head.statusCode(), path);
            assertEquals("", head.body(), path);
            assertEquals(header(get, "Content-Type"), header(head, "Content-Type"), path);
            if (!path.equals("/metrics")) { // it has grown in between
                assertEquals(header(get, "Content-Length"), header(head, "Content-Length"), path);
            }
        }
        assertEquals("DELETE, GET, HEAD, OPTIONS, PATCH", header(world.send("OPTIONS", project, ""), "Allow"));
        assertEquals(200, world.send("HEAD", project + "/export", "").statusCode());
        assertEquals(
                200, world.send("HEAD", project + "/objects?view=saved", "").statusCode());
        assertEquals(404, world.send("HEAD", project + "/objects/none", "").statusCode());
        problem(405, world.send("BREW", project, ""));
        problem(405, world.send("POST", "/nothing", ""));
        problem(404, world.send("OPTIONS", "/api/nothing", ""));
    }

    @Test
    @DisplayName("every answer says that its type is meant as it stands")
    void nosniff() {
        String project = world.project("p");
        world.send(
                "PUT",
                project + "/assets/a",
                BodyPublishers.ofString("x"),
                BodyHandlers.ofString(),
                "Content-Type",
                "image/svg+xml");
        for (String path : List.of(
                "/",
                "/nothing",
                "/api/nothing",
                "/api/projects",
                project,
                project + "/objects",
                project + "/export",
                project + "/assets/a",
                project + "/assets/b",
                "/health/live",
                "/health/ready",
                "/metrics",
                "/broken")) {
            assertEquals("nosniff", header(world.get(path), "X-Content-Type-Options"), path);
        }
        assertEquals("nosniff", header(world.send("OPTIONS", project, ""), "X-Content-Type-Options"));
        assertEquals("nosniff", header(world.send("BREW", project, ""), "X-Content-Type-Options"));
        assertTrue(header(world.get(project + "/assets/a"), "Content-Security-Policy")
                .contains("sandbox"));
    }

    @Test
    @DisplayName("addresses that cannot be read are a 400, those that lead out of here a 404")
    void odd_addresses() {
        String end = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        for (String path : List.of("/api/%zz", "/%", "/p/%f", "/assets/%zz.js", "/api/projects?limit=%zz")) {
            assertRaw(400, "GET " + path + end);
        }
        for (String path :
                List.of("/api/../../etc/passwd", "/api/%2e%2e/x", "/api/projects/%00", "/api/%ff", "/api//x")) {
            assertFalse(raw("GET " + path + end).startsWith("HTTP/1.1 5"), path);
        }
    }
}
