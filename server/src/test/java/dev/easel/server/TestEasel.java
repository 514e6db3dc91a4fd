package dev.easel.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.database.DatabaseHost;
import dev.easel.server.openapi.ApiClient;
import dev.easel.server.openapi.ApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A whole instance on a free port and a database of the test's. Every call is held against openapi.yaml. */
public final class TestEasel implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ApiDocument API = ApiDocument.read();

    private final Easel easel;
    private final URI uri;
    private final ApiClient client;

    private TestEasel(Easel easel, URI uri) {
        this.easel = easel;
        this.uri = uri;
        this.client = new ApiClient(uri, API);
    }

    /** @param environment on top of the database and a free port: name, value, name, value… */
    public static TestEasel start(DatabaseAddress database, String... environment) {
        Map<String, String> env = new HashMap<>();
        env.put("EASEL_PORT", "0");
        env.put("PGHOST", listed(database, DatabaseHost::name));
        env.put("PGPORT", listed(database, host -> Integer.toString(host.port())));
        env.put("PGDATABASE", database.database());
        env.put("PGUSER", database.user());
        env.put("PGPASSWORD", database.password());
        for (int i = 0; i < environment.length; i += 2) {
            env.put(environment[i], environment[i + 1]);
        }
        Easel easel = new Easel(Settings.from(env::get));
        try {
            return new TestEasel(easel, easel.start());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static String listed(DatabaseAddress database, Function<DatabaseHost, String> part) {
        return database.hosts().stream().map(part).collect(Collectors.joining(","));
    }

    public URI uri() {
        return uri;
    }

    public String createProject() {
        return json(post("/api/projects", "{\"title\":\"Board\"}")).get("id").asText();
    }

    public HttpResponse<String> get(String path, String... headers) {
        return client.send("GET", path, headers);
    }

    public HttpResponse<String> post(String path, String body) {
        return body.isEmpty() ? client.send("POST", path) : client.sendJson("POST", path, body);
    }

    public HttpResponse<String> patch(String path, String body) {
        return client.sendJson("PATCH", path, body);
    }

    public HttpResponse<String> delete(String path) {
        return client.send("DELETE", path);
    }

    /** Puts an image. */
    public HttpResponse<String> put(String path, String type, byte[] image) {
        return client.send("PUT", path, image, "Content-Type", type);
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** The board as HTTP answers it. */
    public BoardModel board(String project, String view) {
        return BoardModel.EMPTY.with(json(get("/api/projects/" + project + "/objects?view=" + view)));
    }

    /** The auto-save's figures. */
    public JsonNode figures() {
        return json(get("/metrics", "Accept", "application/json"));
    }

    @Override
    public void close() {
        easel.stop();
    }
}
