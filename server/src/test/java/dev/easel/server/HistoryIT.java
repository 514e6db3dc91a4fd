package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The past of a project over HTTP, asked of its owner and of another instance. */
@Timeout(60)
class HistoryIT {
    private static TestDatabase database;
    private static TestEasel owner;
    private static TestEasel other;

    private final String project = owner.createProject();
    private final String path = "/api/projects/" + project;
    private final UUID client = UUID.randomUUID();
    private int edits;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        owner = TestEasel.start(database.address(), "EASEL_HISTORY_BYTES", Integer.toString(16 << 20));
        other = TestEasel.start(database.address());
    }

    @AfterAll
    static void stop() {
        other.close();
        owner.close();
        database.close();
    }

    /** Waits until it is durable. */
    private void edit(String... changes) {
        String body = "{\"client\":\"" + client + "\",\"edits\":[{\"edit\":" + ++edits + ",\"changes\":["
                + String.join(",", changes) + "]}]}";
        HttpResponse<String> answer = owner.post(path + "/edits", body);
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static String put(String id, String props) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":" + props + "}";
    }

    private static String patch(String id, String set) {
        return "{\"op\":\"patch\",\"id\":\"" + id + "\",\"set\":" + set + "}";
    }

    private static String delete(String id) {
        return "{\"op\":\"delete\",\"id\":\"" + id + "\"}";
    }

    /** What both instances answer. */
    private JsonNode get(String rest) {
        HttpResponse<String> answer = owner.get(path + rest);
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(answer.body(), other.get(path + rest).body());
        return TestEasel.json(answer);
    }

    @Test
    @DisplayName("the canvas as it was after each event, and at a time, from the owner and from another instance")
    void states() {
        edit(put("a", "{\"x\":1}"), put("b", "{\"x\":2}"));
        edit(patch("a", "{\"x\":3}"), delete("b"));
        edit(put("c", "{\"x\":4}"));
        assertEquals(0, get("/state?seq=0").get("objects").size());
        JsonNode first = get("/state?seq=1");
        assertEquals(1, first.get("seq").asLong());
        assertEquals(2, first.get("objects").size());
        JsonNode object = get("/state?seq=2").get("objects").get(0);
        assertEquals("{\"x\":3}", object.get("props").toString());
        assertEquals(2, object.get("seq").asLong());
        assertEquals("anonymous", object.get("updatedBy").asText());
        assertEquals(owner.board(project, "live"), BoardModel.EMPTY.with(get("/state?seq=3")));
        String at = Instant.ofEpochMilli(first.get("at").asLong()).toString();
        assertTrue(get("/state?at=" + at).get("seq").asLong() >= 1);
        assertEquals(0, get("/state?at=1999-12-31T23:59:59%2B01:00").get("seq").asLong());
        assertEquals(3, get("/state?at=2999-12-31T23:59:59Z").get("seq").asLong());
    }

    @Test
    @DisplayName("the events, page by page, with author ids and never with the client's own UUID")
    void events() {
        edit(put("a", "{\"x\":1}"));
        edit(patch("a", "{\"x\":2}"));
        edit(delete("a"));
        JsonNode page = get("/events?limit=2");
        assertEquals(2, page.get("next").asLong());
        JsonNode event = page.get("events").get(1);
        assertEquals(2, event.get("seq").asLong());
        assertEquals("anonymous", event.get("by").asText());
        assertEquals(event.get("client"), event.get("author"));
        assertEquals("[" + patch("a", "{\"x\":2}") + "]", event.get("changes").toString());
        assertFalse(page.toString().contains(client.toString()));
        JsonNode last = get("/events?after=2");
        assertTrue(last.get("next").isNull());
        assertEquals(3, last.get("events").get(0).get("seq").asLong());
        assertEquals(0, get("/events?after=3").get("events").size());
    }

    @Test
    @DisplayName("the list of entries, deleted objects, and the past of one object")
    void lists() {
        edit(put("a", "{\"x\":1,\"y\":1}"), put("b", "{\"text\":\"mine\"}"));
        edit(patch("a", "{\"x\":2}"));
        edit(delete("b"));
        JsonNode entries = get("/history");
        assertTrue(entries.get("next").isNull());
        JsonNode entry = entries.get("entries").get(0);
        assertEquals(1, entry.get("from").asLong());
        assertEquals(3, entry.get("to").asLong());
        assertEquals(3, entry.get("events").asLong());
        assertEquals(3, entry.get("authors").get(0).get("events").asLong());
        JsonNode author = entry.get("authors").get(0).get("author");
        assertEquals(0, get("/history?before=1").get("entries").size());

        JsonNode deleted = get("/deleted");
        assertTrue(deleted.get("next").isNull());
        JsonNode object = deleted.get("objects").get(0);
        assertEquals("b", object.get("id").asText());
        assertEquals("{\"text\":\"mine\"}", object.get("props").toString());
        assertEquals(3, object.get("seq").asLong());
        assertEquals(author, object.get("author"));
        assertEquals(0, get("/deleted?before=3").get("objects").size());

        JsonNode history = get("/objects/a/history?limit=1");
        assertEquals(2, history.get("events").get(0).get("seq").asLong());
        assertEquals(2, history.get("next").asLong());
        assertEquals(
                1,
                get("/objects/a/history?before=2")
                        .get("events")
                        .get(0)
                        .get("seq")
                        .asLong());
        assertEquals(0, get("/objects/none/history").get("events").size());

        JsonNode blame = get("/objects/a/blame").get("props");
        assertEquals(2, blame.get("x").get("seq").asLong());
        assertEquals(1, blame.get("y").get("seq").asLong());
        assertEquals("anonymous", blame.get("y").get("by").asText());
        assertEquals(author, blame.get("y").get("author"));
        assertEquals(404, owner.get(path + "/objects/b/blame").statusCode());
    }

    @Test
    @DisplayName("the past of a project is read without loading it")
    void not_loaded() {
        long epoch = epoch();
        for (String rest : List.of("/state?seq=0", "/events", "/history", "/deleted", "/objects/a/history")) {
            get(rest);
        }
        assertEquals(epoch, epoch());
        assertEquals(0, instances());
        owner.board(project, "live");
        assertTrue(epoch() > epoch, "what is live is loaded");
        assertEquals(1, instances());
    }

    private long epoch() {
        return database.number("select epoch from project where id = $1", UUID.fromString(project));
    }

    /** That have claimed the project. */
    private long instances() {
        return database.number("select count(instance) from project where id = $1", UUID.fromString(project));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/state",
                "/state?seq=",
                "/state?seq=-1",
                "/state?seq=1.5",
                "/state?seq=99999999999999999999",
                "/state?seq=2",
                "/state?seq=9223372036854775807",
                "/events?after=9223372036854775807",
                "/events/stream?after=9223372036854775807",
                "/history?before=9223372036854775807",
                "/objects/a/history?before=9223372036854775807",
                "/state?seq=1&at=2026-01-31T12:00:00Z",
                "/state?at=yesterday",
                "/state?at=2026-01-31",
                "/state?at=%2B999999999-12-31T23:59:59Z",
                "/events?after=-1",
                "/events?after=x",
                "/events?after=2",
                "/events?limit=0",
                "/events?limit=1001",
                "/events/stream?after=x",
                "/history?before=0",
                "/history?before=x",
                "/history?limit=201",
                "/deleted?before=x",
                "/deleted?before=1.!",
                "/deleted?limit=0",
                "/objects/a/history?before=0",
                "/objects/a/history?limit=201",
                "/events/stream?after=2"
            })
    @DisplayName("bad input is answered with a problem, 400, and changes nothing")
    void bad_input(String rest) {
        edit(put("a", "{}"));
        HttpResponse<String> answer = owner.get(path + rest);
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals(1, database.number("select seq from project where id = $1", UUID.fromString(project)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/state?seq=0",
                "/state?at=2026-01-31T12:00:00Z",
                "/events",
                "/events/stream",
                "/history",
                "/deleted",
                "/objects/a/history",
                "/objects/a/blame",
                "/objects/!/blame"
            })
    @DisplayName("of a project that is not there, or whose id is none, nothing is found")
    void not_found(String rest) {
        for (String id : List.of(UUID.randomUUID().toString(), "x")) {
            HttpResponse<String> answer = owner.get("/api/projects/" + id + rest);
            assertEquals(404, answer.statusCode(), answer.body());
        }
    }

    @Test
    @DisplayName("who does not read a large state is cut off when others need the room; these get all of it")
    void slow_reader() throws IOException {
        String large = "{\"text\":\"" + "x".repeat(240_000) + "\"}";
        for (int i = 0; i < 50; i++) {
            edit(put("o" + i, large));
        }
        List<SlowReader> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                slow.add(new SlowReader(owner.uri().getPort(), path + "/state?seq=50"));
            }
            assertEquals(
                    50,
                    TestEasel.json(owner.get(path + "/state?seq=50"))
                            .get("objects")
                            .size());
            assertTrue(slow.getFirst().rest() < 12_000_000, "the first that did not read was cut off");
        } finally {
            for (SlowReader reader : slow) {
                reader.close();
            }
        }
    }
}
