package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.store.TestDatabase;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An event whose value PostgreSQL refuses after its edit was applied: here for an index that an operator has added. */
@Timeout(60)
class UnstorableIT {
    private static final String CLIENT = "00000000-0000-4000-8000-000000000001";

    private TestDatabase database;
    private TestEasel easel;
    private String project;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        easel = TestEasel.start(database.address());
        project = easel.createProject();
        // Class 22 for an event whose first object has a type that is no number.
        database.sql("create index numbers on event (((changes -> 0 -> 'props' ->> 'type')::integer))");
    }

    @AfterEach
    void close() {
        easel.close();
        database.close();
    }

    @Test
    @DisplayName("D6 what came over HTTP and cannot be stored is refused when it is sent again, and the rest is made")
    void edits() {
        try (BoardClient bob = new BoardClient().join(easel.uri(), project)) {
            String edits = edit(1, "1") + "," + edit(2, "x") + "," + edit(3, "3");
            assertEquals(503, post(edits).statusCode(), "not durable");
            bob.await("closing", closing -> closing.get("reason").asText().equals("reborn"));
            for (int again = 0; again < 3; again++) {
                HttpResponse<String> answer = post(edits);
                assertEquals(200, answer.statusCode(), answer.body());
                JsonNode results = TestEasel.json(answer).get("results");
                assertEquals(1, results.get(0).get("seq").asLong());
                assertEquals("invalid", results.get(1).at("/refused/code").asText());
                assertEquals(2, results.get(2).get("seq").asLong());
                assertEquals(2, TestEasel.json(answer).get("durable").asLong());
            }
        }
        assertEquals(1, broken(), "the room is loaded again once");
        assertEquals(200, post(edit(2, "2")).statusCode(), "another edit under the number");
        assertEquals(3, easel.board(project, "live").objects().size());
    }

    @Test
    @DisplayName("D6 the same edit over a socket is refused as well, and the socket lives")
    void socket() {
        try (BoardClient ada = new BoardClient()) {
            post("{\"edit\":1,\"changes\":[" + put("x") + "]}", ada.client().toString());
            ada.join(easel.uri(), project);
            long edit = ada.edit(put("x"));
            JsonNode refused =
                    ada.await("refused", message -> message.get("edit").asLong() == edit);
            assertEquals("invalid", refused.get("code").asText());
            ada.awaitDurable(ada.awaitApplied(ada.edit(put("7"))));
        }
        assertEquals(1, broken());
    }

    @Test
    @DisplayName("D6 an import ends with what cannot be stored, each time it is tried; what is before it stays")
    void imports() {
        for (int times = 1; times <= 2; times++) {
            HttpResponse<String> answer = easel.post(
                    "/api/projects/" + project + "/import",
                    "{\"elements\":[" + elements(0, "5") + "," + elements(1000, "text") + "]}");
            assertEquals(422, answer.statusCode(), answer.body());
            String detail = TestEasel.json(answer).get("detail").asText();
            assertTrue(detail.contains("the objects from o1000 to o1999"), detail);
            assertEquals(1_000, easel.board(project, "live").objects().size());
        }
        assertEquals(2, broken());
    }

    private long broken() {
        String metrics = easel.get("/metrics").body();
        String line = metrics.lines()
                .filter(it -> it.startsWith("easel_rooms_broken_total "))
                .findFirst()
                .orElseThrow();
        return (long) Double.parseDouble(line.substring(line.indexOf(' ')));
    }

    private static String elements(int from, String type) {
        return IntStream.range(from, from + 1_000)
                .mapToObj(i -> "{\"id\":\"o" + i + "\",\"type\":\"" + type + "\"}")
                .collect(Collectors.joining(","));
    }

    private HttpResponse<String> post(String edits) {
        return post(edits, CLIENT);
    }

    private HttpResponse<String> post(String edits, String client) {
        return easel.post(
                "/api/projects/" + project + "/edits", "{\"client\":\"" + client + "\",\"edits\":[" + edits + "]}");
    }

    private static String edit(int number, String type) {
        return "{\"edit\":" + number + ",\"changes\":[{\"op\":\"put\",\"id\":\"o" + number + "\",\"props\":{\"type\":\""
                + type + "\"}}]}";
    }

    private static String put(String type) {
        return "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"type\":\"" + type + "\"}}";
    }
}
