package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.log.CapturedLog;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people make and send is in no line of the log, whatever fails; and what fails is found by its trace id. */
@Timeout(60)
class DiscreetLogIT {
    private static final String SECRET = "Xq7seCretvZ";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final UUID CLIENT = UUID.fromString("5ec4e700-0000-4000-8000-000000000001");
    private static final UUID ANOTHER = UUID.fromString("5ec4e700-0000-4000-8000-000000000002");

    private static TestDatabase database;
    private static TestEasel easel;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "100", "EASEL_WAIT_MS", "1000");
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        easel.close();
        database.close();
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(easel.uri() + path)).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String edits(String type) {
        return "{\"client\":\"" + CLIENT + "\",\"edits\":[{\"edit\":1,\"changes\":[{\"op\":\"put\",\"id\":\"a\","
                + "\"props\":{\"type\":\"" + type + "\",\"text\":\"" + SECRET + "\"}}]}]}";
    }

    @Test
    @DisplayName(
            "a secret in props, titles, names, queries, headers and paths is in no line, whatever fails because of it")
    void nothing_told() throws IOException, InterruptedException {
        try (CapturedLog log = new CapturedLog()) {
            String id = easel.createProject();
            String project = "/api/projects/" + id;
            database.sql("create index numbers on event (((changes -> 0 -> 'props' ->> 'type')::integer))");
            refusedByTheJournal(log, id);
            setAside(log, id);
            refusedByTheCatalog(log, project);
            malformed(project);
            sockets(id);
            foundBySession(log);
            List<String> lines = log.lines();
            for (String told : List.of(SECRET, SECRET.substring(1), "5ec4e700", "s3cr3t-token")) {
                assertEquals(
                        List.of(),
                        lines.stream().filter(it -> it.contains(told)).toList());
            }
        }
    }

    /** The message of the database's answer holds the value, and the detail of its trigger the row. */
    private void refusedByTheJournal(CapturedLog log, String id) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(
                "POST",
                "/api/projects/" + id + "/edits",
                edits(SECRET),
                "Content-Type",
                "application/json",
                "traceparent",
                TRACEPARENT);
        assertEquals(503, answer.statusCode(), answer.body());
        assertEquals(TRACE, answer.headers().firstValue("X-Request-Id").orElseThrow());
        assertEquals(TRACE, TestEasel.json(answer).get("traceId").asText());
        JsonNode refused = log.line("The database refuses an event").orElseThrow();
        assertEquals(TRACE, refused.get("trace_id").asText());
        assertEquals(id, refused.get("project").asText());
        assertTrue(refused.get("epoch").asLong() > 0);
        assertEquals("1", refused.get("seq").asText());
        assertTrue(refused.get("error").asText().contains("PgException 22P02"), refused.toString());
        JsonNode answered =
                log.line("A call could not be answered as it should be").orElseThrow();
        assertEquals(TRACE, answered.get("trace_id").asText());
        assertEquals("POST /api/projects/:project/edits", answered.get("route").asText());
        assertTrue(!answered.get("instance").asText().isEmpty());
    }

    private void setAside(CapturedLog log, String id) throws IOException, InterruptedException {
        database.sql("create function tell() returns trigger language plpgsql as $$ begin"
                + " raise exception 'not %', new.props using detail = new.props::text; end $$");
        database.sql("create trigger tell before insert on canvas_object for each row execute function tell()");
        send("POST", "/api/projects/" + id + "/edits", edits("7"), "Content-Type", "application/json");
        send("POST", "/api/projects/" + id + "/flush", "");
        database.sql("drop trigger tell on canvas_object");
        assertTrue(
                log.lines().stream().anyMatch(it -> it.contains("P0001")), "the trigger was not met: " + log.lines());
    }

    private void refusedByTheCatalog(CapturedLog log, String project) throws IOException, InterruptedException {
        database.sql("alter table project add constraint no_secrets check (title not like '%seCret%')");
        String title = "{\"title\":\"" + SECRET + "\"}";
        assertEquals(
                422,
                send("PATCH", project, title, "Content-Type", "application/json")
                        .statusCode());
        assertTrue(log.lines().stream().anyMatch(it -> it.contains("PgException 23514 (project, no_secrets)")));
        database.sql("alter table project drop constraint no_secrets");
        assertEquals(
                200,
                send("PATCH", project, title, "Content-Type", "application/json")
                        .statusCode());
    }

    private void malformed(String project) throws IOException, InterruptedException {
        String[] headers = {
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer s3cr3t-token",
            "Cookie",
            "session=s3cr3t-token",
            "X-Request-Id",
            SECRET,
            "traceparent",
            SECRET
        };
        for (String body : List.of("{" + SECRET, "{\"edits\":" + SECRET, "[\"" + SECRET + "\"]", "\"" + SECRET)) {
            for (String path : List.of("/edits", "/import", "/objects/a/buffer", "/flush")) {
                send("POST", project + path + "?" + SECRET + "=" + SECRET, body, headers);
            }
            send("PATCH", project, body, headers);
            send("POST", "/api/projects", body, headers);
        }
        for (String path : List.of(
                "/api/" + SECRET,
                "/" + SECRET,
                "/api/projects/" + SECRET,
                "/api/projects?after=" + SECRET + "&limit=" + SECRET,
                project + "/objects/" + SECRET,
                project + "/assets/" + SECRET,
                project + "/history?before=" + SECRET,
                "/metrics?" + SECRET)) {
            send("GET", path, "", headers);
        }
        send("PUT", project + "/assets/" + SECRET, SECRET, "Content-Type", "image/" + SECRET);
        raw("GET /%zz" + SECRET + " HTTP/1.1\r\nHost: x\r\n\r\n");
        raw("GET / HTTP/1.1\r\nHost: x\r\n" + SECRET + "\u0001: y\r\n\r\n");
        raw(SECRET + " \u0000 HTTP/9.9\r\n\r\n");
    }

    private static void raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", easel.uri().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    /** A socket's edit is found by its session, and by the request that opened it. */
    private void foundBySession(CapturedLog log) {
        JsonNode closed = log.line("A session is closed: the database does not take its edit")
                .orElseThrow();
        JsonNode begun = log.line("A session has begun").orElseThrow();
        assertEquals(begun.get("session"), closed.get("session"));
        assertEquals(begun.get("trace_id"), closed.get("trace_id"));
        assertTrue(closed.get("trace_id").asText().matches("[0-9a-f]{32}"));
    }

    private void sockets(String id) {
        for (String hello : List.of(
                "{" + SECRET,
                "{\"type\":\"" + SECRET + "\"}",
                "{\"type\":\"hello\",\"client\":\"" + CLIENT + "\",\"user\":{\"name\":\"" + SECRET + "\",\"x\":"
                        + SECRET)) {
            try (BoardClient lost = new BoardClient().open(easel.uri(), id)) {
                lost.sendText(hello);
                assertEquals(4400, lost.awaitClose());
            }
        }
        try (BoardClient ada = new BoardClient(ANOTHER).join(easel.uri(), id)) {
            ada.sendText("{\"type\":\"presence\",\"state\":{\"at\":\"" + SECRET + "\"}}");
            long edit = ada.edit("{\"op\":\"put\",\"id\":\"b\",\"props\":{\"type\":\"" + SECRET + "\"}}");
            assertTrue(edit > 0);
            assertEquals(4400, ada.awaitClose()); // the database does not take it
        }
    }
}
