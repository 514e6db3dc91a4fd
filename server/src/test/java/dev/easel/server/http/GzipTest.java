package dev.easel.server.http;

import static dev.easel.server.http.HttpWorld.json;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Limits;
import dev.easel.server.call.FrameAncestors;
import dev.easel.server.excalidraw.Drawings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Content of boards in gzip: what is answered, and what is imported. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GzipTest {
    private static final int IMPORT_BYTES = 2 << 20;
    private static final HttpSettings SETTINGS = new HttpSettings(
            Limits.DEFAULTS,
            IMPORT_BYTES,
            100_000,
            2,
            1_000,
            2,
            IMPORT_BYTES,
            64 << 20,
            20_000,
            30,
            FrameAncestors.OWN);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final HttpWorld world = new HttpWorld(SETTINGS);
    private final String project = world.project("p");

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("objects and an export come in gzip to who accepts it, and are the same; others get them as they are")
    void answers() throws Exception {
        world.post(project + "/import", board(2_000));
        for (String path : List.of("/objects", "/export")) {
            HttpResponse<byte[]> plain = call("GET", path);
            HttpResponse<byte[]> refused = call("GET", path, "Accept-Encoding", "gzip;q=0, br");
            HttpResponse<byte[]> zipped = call("GET", path, "Accept-Encoding", "br, gzip");
            assertEquals(List.of(), plain.headers().allValues("Content-Encoding"));
            assertEquals(List.of(), refused.headers().allValues("Content-Encoding"));
            assertEquals(List.of("gzip"), zipped.headers().allValues("Content-Encoding"));
            for (HttpResponse<byte[]> any : List.of(plain, refused, zipped)) {
                assertTrue(any.headers().allValues("Vary").contains("Accept-Encoding"), path);
            }
            assertTrue(5 * zipped.body().length < plain.body().length, zipped.body().length + " bytes");
            assertArrayEquals(plain.body(), unzipped(zipped.body()));
        }
    }

    @Test
    @DisplayName("HEAD tells what GET tells, and has no body")
    void head() throws Exception {
        HttpResponse<byte[]> head = call("HEAD", "/export", "Accept-Encoding", "gzip");
        assertEquals(List.of("gzip"), head.headers().allValues("Content-Encoding"));
        assertEquals(0, head.body().length);
    }

    @Test
    @DisplayName("what is no content of boards, or is short, does not come in gzip")
    void others() throws Exception {
        for (String path : List.of("", "/objects/none")) {
            HttpResponse<byte[]> answer = call("GET", path, "Accept-Encoding", "gzip");
            assertEquals(List.of(), answer.headers().allValues("Content-Encoding"), path);
        }
    }

    @Test
    @DisplayName("a file in gzip is imported as the one in it")
    void imported() throws Exception {
        byte[] file = board(500).getBytes(StandardCharsets.UTF_8);
        assertEquals(200, importing(zipped(file), "gzip").statusCode());
        assertEquals(
                500,
                json(world.get(project + "/objects")).getJsonArray("objects").size());
        assertEquals(200, importing(file, "identity").statusCode());
    }

    @Test
    @DisplayName("the largest file in gzip is imported where there is room for one, and again")
    void largest() throws Exception {
        Random random = new Random(7);
        byte[] noise = new byte[9_000];
        String file = Drawings.elements(IntStream.range(0, 160)
                .mapToObj(id -> {
                    random.nextBytes(noise);
                    String link = Base64.getEncoder().encodeToString(noise);
                    return "{\"id\":\"e" + id + "\",\"type\":\"rectangle\",\"link\":\"" + link + "\"}";
                })
                .toArray(String[]::new));
        byte[] zipped = zipped(file.getBytes(StandardCharsets.UTF_8));
        assertTrue(file.length() < IMPORT_BYTES && file.length() + zipped.length > 3 * IMPORT_BYTES / 2);
        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> answer = importing(zipped, "gzip");
            assertEquals(200, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    @Test
    @DisplayName("a file that is larger than the bound once it is unpacked is a 413, however small it came")
    void bomb() throws Exception {
        assertEquals(413, importing(zipped(new byte[IMPORT_BYTES + 1]), "gzip").statusCode());
        byte[] large = zipped(new byte[256 << 20]);
        assertTrue(large.length < IMPORT_BYTES, large.length + " bytes");
        assertEquals(413, importing(large, "gzip").statusCode());
        assertEquals(
                200,
                importing(zipped(board(1).getBytes(StandardCharsets.UTF_8)), "gzip")
                        .statusCode());
    }

    @Test
    @DisplayName("what is no gzip, or not all of it, is a 400, another coding a 415")
    void damaged() throws Exception {
        byte[] zipped = zipped(board(5).getBytes(StandardCharsets.UTF_8));
        assertEquals(
                400,
                importing(board(5).getBytes(StandardCharsets.UTF_8), "gzip").statusCode());
        assertEquals(
                400, importing(Arrays.copyOf(zipped, zipped.length - 9), "gzip").statusCode());
        byte[] nothing = zipped(new byte[0]);
        byte[] members = new byte[50_000 * nothing.length];
        for (int at = 0; at < members.length; at += nothing.length) {
            System.arraycopy(nothing, 0, members, at, nothing.length);
        }
        assertEquals(400, importing(members, "gzip").statusCode());
        assertEquals(415, importing(zipped, "br").statusCode());
        assertEquals(415, importing(zipped, "gzip, gzip").statusCode());
        assertEquals(
                0, json(world.get(project + "/objects")).getJsonArray("objects").size());
    }

    private static String board(int elements) {
        return Drawings.elements(IntStream.range(0, elements)
                .mapToObj(id -> "{\"id\":\"e" + id + "\",\"type\":\"rectangle\",\"strokeColor\":\"#1e1e1e\"}")
                .toArray(String[]::new));
    }

    private HttpResponse<byte[]> importing(byte[] body, String coding) throws Exception {
        return send(HttpRequest.newBuilder(uri("/import"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Encoding", coding)
                .build());
    }

    private HttpResponse<byte[]> call(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + world.port + project + path);
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zipping = new GZIPOutputStream(out)) {
            zipping.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] unzipped(byte[] zipped) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes();
    }
}
