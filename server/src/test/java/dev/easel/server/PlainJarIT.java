package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar as Java starts it alone: without what the scripts add, and without an ahead-of-time cache. */
@Timeout(120)
class PlainJarIT {
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    private Path data;

    @Test
    @DisplayName("java -jar is enough: it is ready, a client draws what becomes durable, and it ends in order")
    void plain() throws Exception {
        ServerProcess server = ServerProcess.startPlainly(Map.of("EASEL_DATA", data.toString()));
        URI uri = server.awaitReady();
        try (BoardClient ada = new BoardClient().join(uri, createProject(uri))) {
            ada.edit("{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}");
            ada.awaitDurable(1);
            assertEquals(ENDED_BY_SIGTERM, server.terminate());
            assertEquals(
                    "draining", ada.await("closing", _ -> true).get("reason").asText());
        }
    }

    private static String createProject(URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve("/api/projects"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(201, response.statusCode(), response.body());
            return response.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
        }
    }
}
