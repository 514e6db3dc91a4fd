package dev.easel.server.http;

import static dev.easel.server.http.HttpWorld.problem;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.call.Pieces;
import dev.easel.server.webclient.WebClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WebResourceTest {
    private static final String PAGE = "<!doctype html><title>ä</title>";
    private static final String SCRIPT = "/assets/app-Bx_3.js";
    private static final String FONT = "/fonts/Excalifont/Excalifont-Regular-a88b72a24fb54c9f94e3b5fdaa7481c9.woff2";
    private static final byte[] LARGE = new byte[3 * Pieces.PIECE + 1];

    @TempDir
    Path directory;

    private final Map<String, byte[]> files = new TreeMap<>();
    private HttpWorld world;

    @BeforeEach
    void build() throws IOException {
        new Random(1).nextBytes(LARGE);
        file("/index.html", PAGE);
        file(SCRIPT, "plain");
        file(SCRIPT + ".br", "brotli");
        file(SCRIPT + ".gz", "gzip");
        file("/assets/only-gz.css", "plain");
        file("/assets/only-gz.css.gz", "gzip");
        files.put(FONT, LARGE);
        file("/fonts/Assistant/Assistant-SemiBold.woff2", "font");
        file("/favicon.svg", "<svg/>");
        file("/.secret", "no");
        file("/.vite/manifest.json", "no");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(directory.resolve("client.jar")))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                jar.putNextEntry(new JarEntry("webroot" + file.getKey()));
                jar.write(file.getValue());
            }
        }
        world = new HttpWorld(load(directory.resolve("client.jar")));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("the page is at / and each project's address, is revalidated each time, loads nothing from elsewhere")
    void page() {
        for (String path : List.of("/", "/dashboard", "/p/6f1c", "/p/6f1c?x=y", "/p/6f1c/objects/a", "/index.html")) {
            HttpResponse<String> page = world.get(path);
            assertEquals(200, page.statusCode(), path);
            assertEquals(PAGE, page.body());
            assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
            assertEquals("no-cache", header(page, "Cache-Control"));
            assertEquals("nosniff", header(page, "X-Content-Type-Options"));
            assertEquals("no-referrer", header(page, "Referrer-Policy"));
            assertTrue(header(page, "Content-Security-Policy").startsWith("default-src 'self'; script-src 'self' 'w"));
            assertTrue(header(page, "Content-Security-Policy").endsWith("; frame-ancestors 'self'"));
            assertEquals("same-origin-allow-popups", header(page, "Cross-Origin-Opener-Policy"));
        }
    }

    @Test
    @DisplayName("a page that has not changed is a 304")
    void not_modified() {
        String etag = header(world.get("/"), "ETag");

        HttpResponse<String> again = world.send("GET", "/p/x", "", "If-None-Match", "W/" + etag);

        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
        assertEquals(etag, header(again, "ETag"));
        assertEquals("no-cache", header(again, "Cache-Control"));
        assertEquals(
                200, world.send("GET", "/", "", "If-None-Match", "\"other\"").statusCode());
    }

    @Test
    @DisplayName("the best content coding that was built and that the client accepts is sent, each with its own ETag")
    void codings() {
        coding("br", "brotli", "gzip, deflate, br, zstd");
        coding("gzip", "gzip", "gzip, deflate");
        coding("gzip", "gzip", "br;q=0, gzip;q=0.5");
        coding("", "plain", "identity");
        coding("", "plain", "gzip;q=0");
        assertEquals(
                "gzip",
                world.send("GET", "/assets/only-gz.css", "", "Accept-Encoding", "br, gzip")
                        .body());
        String plain = header(world.get(SCRIPT), "ETag");
        HttpResponse<String> coded = world.send("GET", SCRIPT, "", "Accept-Encoding", "br", "If-None-Match", plain);
        assertEquals(200, coded.statusCode());
        assertEquals("", header(world.get("/favicon.svg"), "Vary"));
    }

    private void coding(String coding, String body, String accepted) {
        HttpResponse<String> got = world.send("GET", SCRIPT, "", "Accept-Encoding", accepted);
        assertEquals(200, got.statusCode());
        assertEquals(body, got.body(), accepted);
        assertEquals(coding, header(got, "Content-Encoding"));
        assertEquals("Accept-Encoding", header(got, "Vary"));
        assertEquals("text/javascript; charset=utf-8", header(got, "Content-Type"));
    }

    @Test
    @DisplayName("files with a hash of their content in their names are cached for a year, others are revalidated")
    void caching() {
        for (String path : List.of(SCRIPT, "/assets/only-gz.css", FONT)) {
            assertEquals("public, max-age=31536000, immutable", header(world.get(path), "Cache-Control"), path);
        }
        for (String path : List.of("/favicon.svg", "/fonts/Assistant/Assistant-SemiBold.woff2")) {
            assertEquals("no-cache", header(world.get(path), "Cache-Control"), path);
        }
        assertEquals("image/svg+xml", header(world.get("/favicon.svg"), "Content-Type"));
        assertEquals("font/woff2", header(world.get(FONT), "Content-Type"));
    }

    @Test
    @DisplayName("a large file is sent completely, with its Content-Length")
    void large() {
        HttpResponse<byte[]> got = world.send("GET", FONT, BodyPublishers.noBody(), BodyHandlers.ofByteArray());

        assertArrayEquals(LARGE, got.body());
        assertEquals(Integer.toString(LARGE.length), header(got, "Content-Length"));
    }

    @Test
    @DisplayName("HEAD has the headers of GET, without the body")
    void head() {
        for (String path : List.of("/", FONT, SCRIPT)) {
            HttpResponse<String> head = world.send("HEAD", path, "");
            HttpResponse<byte[]> get = world.send("GET", path, BodyPublishers.noBody(), BodyHandlers.ofByteArray());
            assertEquals(200, head.statusCode());
            assertEquals("", head.body());
            assertEquals(Integer.toString(get.body().length), header(head, "Content-Length"), path);
            for (String name : List.of("ETag", "Content-Type", "Cache-Control", "Vary")) {
                assertEquals(header(get, name), header(head, name), path);
            }
        }
        assertEquals(404, world.send("HEAD", "/nothing", "").statusCode());
    }

    @Test
    @DisplayName("everything else is a 404: directories, hidden files, paths out of the root, unknown paths")
    void nothing_else() throws IOException {
        for (String path : List.of(
                "/assets",
                "/assets/",
                "/fonts/Assistant/",
                "/.secret",
                "/.vite/manifest.json",
                SCRIPT + ".br",
                "/p",
                "/p/",
                "/p/a/b",
                "/elsewhere",
                "/webroot/index.html",
                "/assets/%2e%2e/.secret",
                "/dev/easel/server/http/HttpApi.class")) {
            HttpResponse<String> missing = world.get(path);
            assertEquals(404, missing.statusCode(), path);
            assertEquals("text/plain; charset=utf-8", header(missing, "Content-Type"), path);
            assertEquals("no-store", header(missing, "Cache-Control"), path);
        }
        for (String path : List.of("/elsewhere", "/p/a/b", "/dashboard/x")) {
            HttpResponse<String> page = world.send("GET", path, "", "Accept", "text/html,*/*;q=0.8");
            assertEquals(404, page.statusCode(), path);
            assertEquals(world.get("/").body(), page.body(), path);
            assertEquals("no-store", header(page, "Cache-Control"), path);
            assertEquals(
                    header(world.get("/"), "Content-Security-Policy"), header(page, "Content-Security-Policy"), path);
        }
        for (String path :
                List.of("/../../etc/passwd", "/assets/../../etc/passwd", "/..%2f..%2fetc/passwd", "//etc/passwd")) {
            assertTrue(raw(path).startsWith("HTTP/1.1 404"), path);
        }
        problem(404, world.get("/api/elsewhere"));
        problem(405, world.post("/", "x"));
        problem(405, world.post(SCRIPT, "x"));
    }

    @Test
    @DisplayName("a client in a directory is served the same as one in a jar")
    void directory() throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = directory.resolve("classes/webroot" + file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        String etag = header(world.get("/"), "ETag");
        world.close();
        world = new HttpWorld(load(directory.resolve("classes")));

        assertEquals(etag, header(world.get("/"), "ETag"));
        coding("br", "brotli", "br");
        assertEquals(404, world.get("/.vite/manifest.json").statusCode());
    }

    @Test
    @DisplayName("if no client was built, the page says so")
    void no_client() throws IOException {
        world.close();
        WebClient none = load(Files.createDirectory(directory.resolve("empty")));
        assertSame(WebClient.NONE, none);
        world = new HttpWorld(none);

        for (String path : List.of("/", "/p/x")) {
            HttpResponse<String> page = world.get(path);
            assertEquals(200, page.statusCode());
            assertEquals("text/plain; charset=utf-8", header(page, "Content-Type"));
            assertTrue(page.body().contains("npm run build"));
        }
        assertEquals(404, world.get("/index.html").statusCode());
        assertEquals(200, world.get("/api/projects").statusCode());
    }

    private void file(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private static WebClient load(Path classes) throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            return WebClient.load(loader, "");
        }
    }

    /** As no client would ask: the path goes as it is. */
    private String raw(String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", world.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
