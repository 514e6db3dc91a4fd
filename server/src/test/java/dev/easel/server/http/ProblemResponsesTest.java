package dev.easel.server.http;

import static dev.easel.server.http.HttpWorld.edits;
import static dev.easel.server.http.HttpWorld.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.log.CapturedLog;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProblemResponsesTest {
    private static final String PUT_A =
            "{\"edit\":1,\"group\":\"g\",\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}]}";

    private final HttpWorld world = new HttpWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("unknown routes, projects and objects, and invalid ids, are a 404 problem")
    void not_found() {
        String project = world.project("p");
        String nobody = "/api/projects/" + UUID.randomUUID();

        for (String path : List.of(
                "/api",
                "/api/nothing",
                "/api/projects/x",
                "/api/projects/1-2-3-4-5",
                nobody,
                nobody + "/objects",
                nobody + "/objects?view=saved",
                nobody + "/objects/a",
                nobody + "/export",
                project + "/objects/zz",
                project + "/objects/a%20b",
                project + "/nothing")) {
            problem(404, world.get(path));
        }
        problem(404, world.post(nobody + "/edits", edits(UUID.randomUUID(), PUT_A)));
        problem(404, world.post(nobody + "/import", "{\"elements\":[]}"));
    }

    @Test
    @DisplayName("a method that is not allowed is a 405 that says which are")
    void not_allowed() {
        var refused = problem(405, world.send("PUT", "/api/projects", "{}"));

        assertEquals(
                "GET, HEAD, OPTIONS, POST",
                refused.headers().firstValue("Allow").orElseThrow());
    }

    @Test
    @DisplayName("an unexpected failure is a 500 without any detail of it")
    void broken() {
        assertFalse(problem(500, world.get("/broken")).body().contains("secret"));
    }

    @Test
    @DisplayName("every answer has the trace id of its request, which the log has as well where something has failed")
    void traced() {
        try (CapturedLog log = new CapturedLog()) {
            String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
            var broken = world.send("GET", "/broken", "", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
            assertEquals(trace, broken.headers().firstValue("X-Request-Id").orElseThrow());
            assertEquals(trace, HttpWorld.json(broken).getString("traceId"));
            JsonNode line = log.line("A call has failed").orElseThrow();
            assertEquals(trace, line.get("trace_id").asText());
            assertTrue(line.get("stack").asText().contains("HttpWorld"), line.toString());
            var made = problem(404, world.get("/api/nothing"));
            String id = made.headers().firstValue("X-Request-Id").orElseThrow();
            assertTrue(id.matches("[0-9a-f]{32}"), id);
            assertEquals(id, HttpWorld.json(made).getString("traceId"));
            assertEquals(
                    200,
                    world.send("GET", "/health/live", "", "X-Request-Id", trace).statusCode());
        }
    }

    @Test
    @DisplayName("a URL that cannot be parsed is a 400")
    void bad_address() throws Exception {
        try (var socket = new java.net.Socket("127.0.0.1", world.port)) {
            socket.getOutputStream().write("GET /api/%zz HTTP/1.0\r\n\r\n".getBytes());
            String answer = new String(socket.getInputStream().readAllBytes());
            assertTrue(answer.startsWith("HTTP/1.0 400 "), answer);
            assertTrue(answer.contains("application/problem+json"), answer);
            assertTrue(answer.contains("a percent sign in it is written as %25"), answer);
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("x-content-type-options: nosniff"), answer);
        }
    }

    @Test
    @DisplayName("a database that does not answer is a 503")
    void no_database() {
        String project = world.project("p");
        world.onLoop(() -> world.projects.fail(true));

        for (String path : List.of("/api/projects", project, project + "/objects?view=saved", project + "/export")) {
            problem(503, world.get(path));
        }
    }

    @Test
    @DisplayName("a project whose load fails is a 503 and never an empty canvas")
    void failed_load() {
        String project = world.project("p");
        world.onLoop(() -> world.store.failNextLoads(1));

        problem(503, world.get(project + "/objects"));
        assertEquals(200, world.get(project + "/objects").statusCode());
    }

    @Test
    @DisplayName("other routes on the same router are not affected")
    void others() {
        assertEquals(
                "socket",
                world.get("/api/projects/" + UUID.randomUUID() + "/socket").body());
    }
}
