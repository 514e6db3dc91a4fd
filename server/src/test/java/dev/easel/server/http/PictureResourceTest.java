package dev.easel.server.http;

import static dev.easel.server.http.HttpWorld.json;
import static dev.easel.server.http.HttpWorld.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PictureResourceTest {
    private final HttpWorld world = new HttpWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("a new picture takes the place of the one before, and may be cached under its own tag alone")
    void replaced() {
        String project = world.project("p");
        String path = project + "/picture";
        problem(404, get(path));

        assertEquals(204, put(path, "image/webp", new byte[] {'1'}).statusCode());
        String first = tag(project);
        assertEquals(204, put(path, "image/png", new byte[] {'2'}).statusCode());
        String second = tag(project);

        assertNotEquals(first, second);
        assertEquals("2", get(path).body());
        assertEquals("image/png", header(get(path), "Content-Type"));
        assertEquals("private, no-cache", header(get(path), "Cache-Control"));
        assertEquals("private, no-cache", header(get(path + "?tag=" + first), "Cache-Control"));
        assertTrue(header(get(path + "?tag=" + second), "Cache-Control").contains("immutable"));
        int read = world.projects.picturesRead();
        HttpResponse<String> again = get(path + "?tag=" + second, "If-None-Match", '"' + second + '"');
        assertEquals(304, again.statusCode());
        assertTrue(header(again, "Cache-Control").contains("immutable"));
        assertEquals(read, world.projects.picturesRead(), "its bytes are not read");
    }

    @Test
    @DisplayName("a picture is small, of a type that every browser shows and that runs no scripts")
    void refused() {
        String path = world.project("p") + "/picture";
        assertEquals(
                204,
                put(path, "image/jpeg", new byte[PictureResource.MAX_BYTES]).statusCode());
        problem(413, put(path, "image/jpeg", new byte[PictureResource.MAX_BYTES + 1]));
        problem(415, put(path, "image/svg+xml", new byte[1]));
        problem(400, put(path, "image/png", new byte[0]));
    }

    @Test
    @DisplayName("a list that has not changed is not sent again")
    void list() {
        String project = world.project("p");
        String etag = header(get("/api/projects"), "ETag");
        HttpResponse<String> again = get("/api/projects", "If-None-Match", etag);
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
        put(project + "/picture", "image/png", new byte[] {'1'});
        assertEquals(200, get("/api/projects", "If-None-Match", etag).statusCode());
    }

    private String tag(String project) {
        return json(get(project)).getString("picture");
    }

    private HttpResponse<String> put(String path, String type, byte[] bytes) {
        return world.send(
                "PUT", path, BodyPublishers.ofByteArray(bytes), BodyHandlers.ofString(), "Content-Type", type);
    }

    private HttpResponse<String> get(String path, String... headers) {
        return world.send("GET", path, BodyPublishers.noBody(), BodyHandlers.ofString(), headers);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
