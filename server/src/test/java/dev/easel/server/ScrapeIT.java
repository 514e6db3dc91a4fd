package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How metrics are read where people sign in, as {@code server/docs/access.md} says. */
@Timeout(120)
class ScrapeIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    private static TestDatabase database;
    private static TestEasel easel;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(database.address(), People.SETTINGS);
    }

    @AfterAll
    static void stop() {
        easel.close();
        database.close();
    }

    /** What {@code scripts/monitoring/token} prints. */
    private static String token(String user) throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder("../scripts/monitoring/token", user, "2");
        for (int i = 0; i < People.SETTINGS.length; i += 2) {
            script.environment().put(People.SETTINGS[i], People.SETTINGS[i + 1]);
        }
        Process process = script.redirectError(Redirect.INHERIT).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return printed.strip();
    }

    private static int metrics(String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(easel.uri().resolve("/metrics"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    @DisplayName("an operator reads the metrics by the token of the script, or from a trusted address, and nobody else")
    void credentials() throws Exception {
        assertEquals(200, metrics("Authorization", "Bearer " + token("root")));
        assertEquals(403, metrics("Authorization", "Bearer " + token("ada")));
        assertEquals(200, metrics("Remote-User", "toor"));
        assertEquals(401, metrics());
    }

    @Test
    @DisplayName("Prometheus reads the metrics by a file with the token, and is told that it may not without one")
    void prometheus(@TempDir Path folder) throws Exception {
        assumeTrue(
                Installed.has("prometheus"),
                "there is no prometheus: scripts/monitoring/install installs it where it may");
        Files.writeString(folder.resolve("easel-token"), token("root") + "\n");
        String target = easel.uri().getAuthority();
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: { scrape_interval: 1s }
                scrape_configs:
                  - job_name: with
                    authorization: { credentials_file: easel-token }
                    static_configs: [{ targets: ["%1$s"] }]
                  - job_name: without
                    static_configs: [{ targets: ["%1$s"] }]
                """.formatted(target));
        URI at = URI.create("http://127.0.0.1:" + freePort());
        Process prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + at.getAuthority())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            Map<String, String> health = health(at);
            assertEquals("up", health.get("with"), health::toString);
            assertTrue(health.get("without").contains("401"), health::toString);
        } finally {
            prometheus.destroy();
            prometheus.waitFor();
        }
    }

    /** What it says of each job, once it has asked both. */
    private static Map<String, String> health(URI prometheus) throws InterruptedException {
        HttpRequest targets =
                HttpRequest.newBuilder(prometheus.resolve("/api/v1/targets")).build();
        long deadline = System.nanoTime() + PATIENCE_NS;
        Map<String, String> health = new TreeMap<>();
        while (health.size() < 2 && System.nanoTime() < deadline) {
            try {
                String said =
                        HTTP.send(targets, HttpResponse.BodyHandlers.ofString()).body();
                for (JsonNode it : new ObjectMapper().readTree(said).at("/data/activeTargets")) {
                    String state = it.get("health").asText();
                    if (!state.equals("unknown")) {
                        health.put(
                                it.at("/labels/job").asText(),
                                state.equals("up") ? state : it.get("lastError").asText());
                    }
                }
            } catch (IOException _) {
                Thread.onSpinWait(); // it is starting
            }
        }
        return health;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
