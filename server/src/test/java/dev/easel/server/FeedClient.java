package dev.easel.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** One stream of a change feed, read line by line. */
final class FeedClient implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int status;
    private final BufferedReader lines;

    private FeedClient(URI server, String path, long lastEventId, String token) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (lastEventId > 0) {
            request.header("Last-Event-ID", Long.toString(lastEventId));
        }
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            status = response.statusCode();
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** @param lastEventId is told where it is not 0 */
    static FeedClient open(URI server, String project, String query, long lastEventId) throws IOException {
        return open(server, project, query, lastEventId, "");
    }

    /** @param token of who asks */
    static FeedClient open(URI server, String project, String query, long lastEventId, String token)
            throws IOException {
        return new FeedClient(server, "/api/projects/" + project + "/events/stream" + query, lastEventId, token);
    }

    int status() {
        return status;
    }

    /** The next event; null when the stream has ended. */
    JsonNode next() throws IOException {
        long id = -1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = Long.parseLong(line.substring(4));
            } else if (line.startsWith("data: ")) {
                JsonNode event = MAPPER.readTree(line.substring(6));
                if (event.get("seq").asLong() != id) {
                    throw new AssertionError("id " + id + " of " + event);
                }
                return event;
            }
        }
        return null;
    }

    /** As a killed consumer does: nothing is said. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
