package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that people reach below a path of its host: asked directly, and through nginx as the README has it. */
@Timeout(60)
class BelowPathIT {
    private static final String BASE = "/boards";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TestDatabase database;
    private static TestEasel easel;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(database.address(), "EASEL_PATH", BASE + "/");
    }

    @AfterAll
    static void stop() {
        easel.close();
        database.close();
    }

    @Test
    @DisplayName("app, calls, sockets and feed are below the path")
    void below() throws Exception {
        assertEquals(BASE, easel.uri().getPath());
        check(easel.uri());
        HttpResponse<String> slash = get(easel.uri() + "?view");
        assertEquals(308, slash.statusCode());
        assertEquals(BASE + "/?view", header(slash, "Location"));
    }

    @Test
    @DisplayName("what looks after the server, and a proxy that takes the path away, ask at the root")
    void root() throws Exception {
        URI root = easel.uri().resolve("/");
        for (String path : new String[] {"health/live", "health/ready", "metrics"}) {
            assertEquals(200, get(root + path).statusCode());
            assertEquals(200, get(easel.uri() + "/" + path).statusCode());
        }
        check(URI.create("http://" + root.getAuthority()));
        for (String path : new String[] {"/board", "/boardsx", "/other/api/projects"}) {
            HttpResponse<String> nothing = get(root.resolve(path).toString());
            assertEquals(404, nothing.statusCode(), path);
        }
        HttpResponse<String> twice = get(easel.uri() + BASE + "/api/projects");
        assertEquals(404, twice.statusCode(), "it is taken away once");
    }

    @Test
    @DisplayName("a project of another instance is reached through this one, whatever path that one has")
    void forwarded() throws Exception {
        try (TestEasel other = TestEasel.start(database.address())) {
            String project = other.createProject();
            try (BoardClient ada = new BoardClient().join(other.uri(), project);
                    BoardClient bob = new BoardClient().join(easel.uri(), project)) {
                ada.edit("{\"op\":\"put\",\"id\":\"a\",\"props\":{}}");
                bob.awaitSeq(1);
            }
            assertEquals(
                    200,
                    get(easel.uri() + "/api/projects/" + project + "/objects").statusCode());
        }
    }

    @Test
    @DisplayName("nginx may pass the path on, or take it away")
    void proxied() throws Exception {
        assumeTrue(BalancerConfigurationTest.isInstalled("nginx"), "nginx is not installed");
        String documented = Repository.text("server/README.md");
        String location = documented(documented, "(?m)^    location / \\{\\n(?:        .*\\n)+    \\}\\n")
                .replace("location / {", documented(documented, "location /boards/ \\{"));
        String kept = documented(documented, "proxy_pass http://easel;");
        String taken = documented(documented, "proxy_pass http://easel/;");
        int[] ports = freePorts();
        Process nginx = nginx(documented(documented, "(?m)^    map .*\\n    upstream .*\\n")
                        .replace("127.0.0.1:8080", easel.uri().getAuthority())
                + server(ports[0], location)
                + server(ports[1], location.replace(kept, taken)));
        try {
            for (int port : ports) {
                awaitListening(nginx, port);
                check(URI.create("http://127.0.0.1:" + port + BASE));
                HttpResponse<String> slash = get("http://127.0.0.1:" + port + BASE);
                assertEquals(301, slash.statusCode());
                assertTrue(header(slash, "Location").endsWith(BASE + "/"));
            }
        } finally {
            nginx.destroy();
            nginx.waitFor();
        }
    }

    /** Everything that a browser asks for, at this address of the app. */
    private static void check(URI app) throws Exception {
        HttpResponse<String> made = HTTP.send(
                HttpRequest.newBuilder(URI.create(app + "/api/projects"))
                        .header("Content-Type", "application/json")
                        .header("Origin", "http://" + app.getAuthority())
                        .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"Board\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(201, made.statusCode(), made.body());
        String project = TestEasel.json(made).get("id").asText();
        assertEquals(BASE + "/api/projects/" + project, header(made, "Location"));
        for (String path : new String[] {"/", "/p/" + project, "/p/" + project + "/objects/a"}) {
            HttpResponse<String> page = get(app + path);
            assertEquals(200, page.statusCode(), path);
            assertTrue(page.body().contains("src=\"" + BASE + "/assets/app-1a2b3c4d.js\""), page.body());
        }
        HttpResponse<String> script = get(app + "/assets/app-1a2b3c4d.js", "Accept-Encoding", "br");
        assertEquals("br", header(script, "Content-Encoding"));
        assertTrue(header(script, "Cache-Control").contains("immutable"));
        assertEquals(404, get(app + "/assets/none.js").statusCode());
        assertEquals(404, get(app + "/api/none").statusCode());
        assertEquals(200, get(app + "/api/projects?limit=1").statusCode());
        try (BoardClient ada = new BoardClient().join(app, project);
                FeedClient feed = FeedClient.open(app, project, "", 0)) {
            ada.edit("{\"op\":\"put\",\"id\":\"a\",\"props\":{}}");
            ada.awaitDurable(1);
            assertEquals(1, feed.next().get("seq").asLong());
        }
        String missing = app + "/api/projects/" + UUID.randomUUID() + "/objects";
        assertEquals(404, get(missing).statusCode());
    }

    private static HttpResponse<String> get(String uri, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String documented(String document, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(document);
        assertTrue(found.find(), pattern);
        return found.group();
    }

    private static String server(int port, String location) {
        return "server {\n    listen 127.0.0.1:" + port + ";\n" + location + "}\n";
    }

    private Process nginx(String http) throws IOException {
        StringBuilder paths = new StringBuilder();
        for (String kind : new String[] {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
            paths.append(kind).append("_temp_path ").append(directory).append(";\n");
        }
        String user = System.getProperty("user.name");
        String workers = user.equals("root") ? "user root;\n" : "";
        Path file = directory.resolve("nginx.conf");
        Files.writeString(
                file,
                workers + "daemon off;\npid " + directory.resolve("pid") + ";\nerror_log stderr;\nevents {}\n"
                        + "http {\naccess_log off;\n" + paths + http + "}\n");
        String start = "PATH=$PATH:/usr/sbin:/usr/local/sbin exec nginx -p " + directory + " -c " + file;
        return new ProcessBuilder("sh", "-c", start)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    private void awaitListening(Process nginx, int port) throws Exception {
        while (true) {
            assertTrue(nginx.isAlive(), () -> Repository.text(directory.resolve("log")));
            try {
                get("http://127.0.0.1:" + port + BASE + "/");
                return;
            } catch (IOException _) {
                Thread.onSpinWait(); // it does not listen yet
            }
        }
    }

    private static int[] freePorts() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket one = new ServerSocket(0, 1, loopback);
                ServerSocket other = new ServerSocket(0, 1, loopback)) {
            return new int[] {one.getLocalPort(), other.getLocalPort()};
        }
    }
}
