package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose disk, on which its embedded database is, fills up while people edit. */
@Timeout(180)
class DiskFullIT {
    private static final int LARGE = 90_000;

    @TempDir
    private Path data;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(1);
    private SmallDisk disk;
    private ServerProcess server;
    private URI uri;

    @BeforeEach
    void start() throws Exception {
        disk = SmallDisk.mount(data, "400m");
        startServer();
    }

    @AfterEach
    void end() throws Exception {
        if (server != null) {
            server.terminate();
        }
        if (disk != null) {
            disk.unmount();
        }
        http.close();
    }

    private void startServer() throws Exception {
        server = ServerProcess.start(Map.of("EASEL_DATA", data.toString(), "EASEL_AUTOSAVE_INTERVAL_MS", "200"));
        uri = server.awaitReady();
    }

    @Test
    @DisplayName("D4 a disk that fills up while people edit is told, and with room all of their work becomes durable")
    void filled() throws Exception {
        filled(false);
    }

    @Test
    @DisplayName("D4 so it is where PostgreSQL panics, because its own journal does not fit, and cannot start again")
    void panicked() throws Exception {
        filled(true);
    }

    private void filled(boolean panics) throws Exception {
        String project = json(send("POST", "/api/projects", "{}")).get("id").asText();
        String path = "/api/projects/" + project;
        try (BoardClient ada = new BoardClient().join(uri, project);
                BoardClient bob = new BoardClient().join(uri, project)) {
            ada.awaitDurable(ada.awaitApplied(ada.edit(put("before", "1"))));
            disk.fill();
            for (int i = 0; !isTold(bob, "degraded"); i++) {
                ada.awaitApplied(ada.edit(put("o" + i, large())));
            }
            if (panics) {
                panic();
            }
            long during = bob.awaitApplied(bob.edit(put("during", "1")));
            HttpResponse<String> ready = send("GET", "/health/ready", "");
            assertEquals(503, ready.statusCode(), ready.body());
            assertNotEquals("", json(ready).at("/journal/problem").asText(""), ready.body());
            assertEquals(200, send("GET", "/health/live", "").statusCode());

            disk.makeRoom();
            bob.await("persistence", it -> it.get("state").asText().equals("ok"));
            bob.awaitDurable(bob.awaitApplied(bob.edit(put("after", "1"))));
            ada.awaitSeq(during + 1);
            assertEquals(ada.board(), bob.board());
            int flushed = send("POST", path + "/flush", "").statusCode();
            assertTrue(flushed == 200 || flushed == 204, "auto-save may have been first: " + flushed);
            assertEquals(during + 1, json(send("GET", path, "")).get("savedSeq").asLong());
            assertEquals(200, send("GET", "/health/ready", "").statusCode());

            server.kill();
            startServer();
            try (BoardClient last = new BoardClient().join(uri, project)) {
                assertEquals(bob.board(), last.board());
            }
        }
    }

    /** PostgreSQL begins new files of its own journal, until there is no room for one. */
    private void panic() throws Exception {
        String port =
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3);
        String password = Files.readString(data.resolve("postgres.password")).strip();
        try (Connection connection =
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/easel", "easel", password)) {
            try (Statement statement = connection.createStatement()) {
                while (true) {
                    statement.execute("select txid_current(), pg_switch_wal()");
                }
            }
        } catch (SQLException panicked) {
            server.awaitLine("PostgreSQL has died");
        }
    }

    private static boolean isTold(BoardClient client, String state) {
        return new ArrayList<>(client.received())
                .stream()
                        .anyMatch(it -> it.get("type").asText().equals("persistence")
                                && it.get("state").asText().equals(state));
    }

    /** Text that PostgreSQL cannot compress. */
    private String large() {
        byte[] bytes = new byte[LARGE];
        random.nextBytes(bytes);
        return "\"" + Base64.getEncoder().encodeToString(bytes) + "\"";
    }

    private static String put(String id, String value) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":{\"x\":" + value + "}}";
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return TestEasel.json(answer);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
