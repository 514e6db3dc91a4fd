package dev.easel.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The server's HTTP calls. */
record HttpApi(HttpClient http, URI server) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    String createProject(String title) throws IOException, InterruptedException {
        HttpResponse<String> created = post("/api/projects", "{\"title\":\"" + title + "\"}");
        return json(created, 201).get("id").asText();
    }

    /** The board as applied. */
    JsonNode objects(String project) throws IOException, InterruptedException {
        return json(send(request("/api/projects/" + project + "/objects").GET()), 200);
    }

    void flush(String project) throws IOException, InterruptedException {
        HttpResponse<String> flushed = post("/api/projects/" + project + "/flush", "");
        if (flushed.statusCode() != 204) {
            json(flushed, 200);
        }
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response, int expected) throws IOException {
        if (response.statusCode() != expected) {
            throw new IllegalStateException(
                    response.request() + " answers " + response.statusCode() + " " + response.body());
        }
        return MAPPER.readTree(response.body());
    }
}
