package dev.easel.server.http;

import static dev.easel.server.http.HttpWorld.json;
import static dev.easel.server.http.HttpWorld.problem;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Limits;
import dev.easel.server.call.FrameAncestors;
import dev.easel.server.catalog.AssetSlice;
import dev.easel.server.catalog.Projects.Asset;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AssetResourceTest {
    private static final String FILE = "0123456789abcdef0123456789abcdef01234567";
    private static final byte[] IMAGE = random(1, 10_000);

    private final HttpWorld world = new HttpWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("an image is read back byte for byte, may be cached for a year, and runs no scripts")
    void round_trip() {
        String path = world.project("p") + "/assets/" + FILE;

        assertEquals(201, put(path, "image/svg+xml", IMAGE).statusCode());
        HttpResponse<byte[]> got = get(path);

        assertEquals(200, got.statusCode());
        assertArrayEquals(IMAGE, got.body());
        assertEquals("image/svg+xml", header(got, "Content-Type"));
        assertEquals("10000", header(got, "Content-Length"));
        assertEquals("private, max-age=31536000, immutable", header(got, "Cache-Control"));
        assertEquals("nosniff", header(got, "X-Content-Type-Options"));
        assertEquals("default-src 'none'; style-src 'unsafe-inline'; sandbox", header(got, "Content-Security-Policy"));
        assertEquals("inline", header(got, "Content-Disposition"));
    }

    @Test
    @DisplayName("an image of several slices is sent completely")
    void large() {
        byte[] large = random(2, 2 * AssetSlice.BYTES + 1);
        String path = world.project("p") + "/assets/" + FILE;
        assertEquals(201, put(path, "image/png", large).statusCode());

        assertArrayEquals(large, get(path).body());
    }

    @Test
    @DisplayName("an image counts as often as it may be in memory while its metadata is taken out")
    void copies() throws IOException {
        try (HttpWorld few = new HttpWorld(new HttpSettings(
                        Limits.DEFAULTS, 64 << 20, 100_000, 2, 1_000, 2, 10_000, 1, 500, 30, FrameAncestors.OWN));
                Socket slow = new Socket("127.0.0.1", few.port)) {
            String images = few.project("p") + "/assets/";
            OutputStream out = slow.getOutputStream();
            out.write(("PUT " + images + "slow HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: image/png\r\n"
                            + "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertEquals('H', slow.getInputStream().read());
            out.write(new byte[999]);
            assertEquals(200, few.get("/version").statusCode()); // the loop has read what was there before
            problem(
                    503,
                    few.send(
                            "PUT",
                            images + "other",
                            BodyPublishers.ofByteArray(random(3, 900)),
                            BodyHandlers.ofString(),
                            "Content-Type",
                            "image/png"));
        }
    }

    @Test
    @DisplayName("a client that has the image already gets a 304")
    void not_modified() {
        String path = world.project("p") + "/assets/" + FILE;
        put(path, "image/png", IMAGE);
        String etag = header(get(path), "ETag");

        for (String known : List.of(etag, "\"x\", W/" + etag, "*")) {
            HttpResponse<byte[]> got = get(path, "If-None-Match", known);
            assertEquals(304, got.statusCode(), known);
            assertEquals(0, got.body().length);
            assertEquals(etag, header(got, "ETag"));
        }
        assertEquals(200, get(path, "If-None-Match", "\"x\"").statusCode());
    }

    @Test
    @DisplayName("an image is never changed: the same again is a 204, another image with the same id a 409")
    void immutable() {
        String path = world.project("p") + "/assets/" + FILE;
        assertEquals(201, put(path, "image/png", IMAGE).statusCode());

        assertEquals(204, put(path, "image/png; x=y", IMAGE).statusCode());
        problem(409, put(path, "image/png", random(3, 10_000)));
        problem(409, put(path, "image/gif", IMAGE));

        assertArrayEquals(IMAGE, get(path).body());
        assertEquals("image/png", header(get(path), "Content-Type"));
    }

    @Test
    @DisplayName("only types of images that Excalidraw shows are accepted; other imported types are sent as bytes")
    void types() {
        String project = world.project("p");
        for (String type : List.of("text/html", "application/octet-stream", "image/tiff", "", "image/png/x")) {
            HttpResponse<String> refused = problem(415, put(project + "/assets/a", type, IMAGE));
            assertTrue(json(refused).getString("detail").contains("image/svg+xml"));
        }
        int n = 0;
        for (String type : List.of("IMAGE/PNG", "image/jpeg", "image/x-icon", "image/avif", "image/jfif")) {
            assertEquals(201, put(project + "/assets/f" + n++, type, IMAGE).statusCode(), type);
        }
        UUID id = UUID.fromString(project.substring("/api/projects/".length()));
        world.onLoop(() -> world.projects.putAssets(id, List.of(new Asset("page", "text/html", IMAGE, 1))));
        assertEquals("application/octet-stream", header(get(project + "/assets/page"), "Content-Type"));
    }

    @Test
    @DisplayName("an unknown image is a 404, an invalid id a 400, an empty body a 400")
    void not_there() {
        String project = world.project("p");
        String nobody = "/api/projects/" + UUID.randomUUID();

        problem(404, world.get(project + "/assets/" + FILE));
        problem(404, world.get(nobody + "/assets/" + FILE));
        problem(404, world.get("/api/projects/x/assets/" + FILE));
        problem(404, put(nobody + "/assets/" + FILE, "image/png", IMAGE));
        for (String id : List.of("a%20b", "a.png", "x".repeat(65), "..%2f..%2fa")) {
            problem(400, world.get(project + "/assets/" + id));
            problem(400, put(project + "/assets/" + id, "image/png", IMAGE));
        }
        problem(400, put(project + "/assets/" + FILE, "image/png", new byte[0]));
        assertEquals(
                "GET, HEAD, OPTIONS, PUT",
                problem(405, world.post(project + "/assets/" + FILE, "x"))
                        .headers()
                        .firstValue("Allow")
                        .orElseThrow());
    }

    @Test
    @DisplayName("an image over the bound is a 413 that names the bound, and nothing of it is kept")
    void too_large() {
        String path = world.project("p") + "/assets/" + FILE;

        HttpResponse<String> refused = problem(413, put(path, "image/png", new byte[(1 << 20) + 1]));

        assertTrue(json(refused).getString("detail").contains("1048576"));
        problem(404, world.get(path));
        assertEquals(201, put(path, "image/png", new byte[1 << 20]).statusCode());
    }

    @Test
    @DisplayName("a store that does not answer is a 503, and the permit is given back")
    void no_database() {
        String path = world.project("p") + "/assets/" + FILE;
        world.onLoop(() -> world.projects.fail(true));
        for (int i = 0; i < 3; i++) {
            problem(503, put(path, "image/png", IMAGE));
        }
        problem(503, world.get(path));
        world.onLoop(() -> world.projects.fail(false));

        assertEquals(201, put(path, "image/png", IMAGE).statusCode());
    }

    @Test
    @DisplayName("uploads that have begun and do not go on keep nobody out")
    void begun_uploads() throws IOException {
        String path = world.project("p") + "/assets/" + FILE;
        List<Socket> begun = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket("127.0.0.1", world.port);
            socket.getOutputStream()
                    .write(("PUT " + path + "x HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                                    + "Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n")
                            .getBytes());
            assertTrue(socket.getInputStream().read() > 0, "it is asked to go on");
            begun.add(socket);
        }
        assertEquals(201, put(path, "image/png", IMAGE).statusCode());
        for (Socket socket : begun) {
            socket.close();
        }
    }

    @Test
    @DisplayName("an import does not change an image that exists, and an export has all images that are shown")
    void import_and_export() {
        String project = world.project("p");
        put(project + "/assets/f1", "image/png", IMAGE);
        put(project + "/assets/hidden", "image/png", IMAGE);
        String other = Base64.getEncoder().encodeToString(random(4, 10));
        String board = "{\"elements\":[{\"id\":\"a\",\"fileId\":\"f1\"},{\"id\":\"b\",\"fileId\":\"f2\"}],\"files\":{"
                + "\"f1\":{\"dataURL\":\"data:image/png;base64," + other + "\"},"
                + "\"f2\":{\"dataURL\":\"data:image/gif;base64," + other + "\"}}}";

        assertEquals(200, world.post(project + "/import", board).statusCode());

        assertArrayEquals(IMAGE, get(project + "/assets/f1").body());
        assertEquals("image/gif", header(get(project + "/assets/f2"), "Content-Type"));
        var files = json(world.get(project + "/export")).getJsonObject("files");
        assertEquals(java.util.Set.of("f1", "f2"), files.fieldNames());
        assertEquals(
                "data:image/png;base64," + Base64.getEncoder().encodeToString(IMAGE),
                files.getJsonObject("f1").getString("dataURL"));
    }

    private HttpResponse<String> put(String path, String type, byte[] bytes) {
        return world.send(
                "PUT", path, BodyPublishers.ofByteArray(bytes), BodyHandlers.ofString(), "Content-Type", type);
    }

    private HttpResponse<byte[]> get(String path, String... headers) {
        return world.send("GET", path, BodyPublishers.noBody(), BodyHandlers.ofByteArray(), headers);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
