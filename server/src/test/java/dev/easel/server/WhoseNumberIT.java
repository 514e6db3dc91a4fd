package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.store.TestDatabase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stranger who knows a client's UUID, over real sockets, HTTP and the database. */
@Timeout(60)
class WhoseNumberIT {
    private static final String PUT_A = "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1,\"y\":2}}";
    private static final String DELETE_Z = "{\"op\":\"delete\",\"id\":\"z\"}";

    private static TestDatabase database;
    private static TestEasel easel;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(database.address());
    }

    @AfterAll
    static void stop() {
        easel.close();
        database.close();
    }

    @Test
    @DisplayName(
            "E15 a stranger posts under a connected client's next twenty numbers: refused, and the client's edit is"
                    + " made, is durable, and is there for everybody")
    void connected() {
        String project = easel.createProject();
        try (BoardClient ada = new BoardClient().join(easel.uri(), project);
                BoardClient bob = new BoardClient().join(easel.uri(), project)) {
            JsonNode results = post(project, ada.client(), 1, 20);
            assertEquals(20, results.size());
            results.forEach(result -> assertFault("connected", result));
            long edit = ada.edit(PUT_A);
            ada.awaitDurable(ada.awaitApplied(edit));
            bob.awaitSeq(1);
            assertTrue(bob.board().objects().containsKey("a"));
            assertEquals(bob.board(), easel.board(project, "live"));
            assertEquals(1, ada.seq(), "nothing of the stranger's is an event");
        }
    }

    @Test
    @DisplayName("E15 numbers that a stranger took while a client was away are told as taken, also after a new start:"
            + " the client makes its edit under another number")
    void away() {
        String project = easel.createProject();
        BoardClient ada = new BoardClient().join(easel.uri(), project);
        ada.awaitDurable(ada.awaitApplied(ada.edit(PUT_A)));
        ada.close();
        assertTrue(post(project, ada.client(), 2, 2).get(0).has("seq"));
        ada.join(easel.uri(), project);
        assertEquals(0, ada.last("welcome").get("applied").size());
        long lost = ada.edit(PUT_A);
        assertFault("taken", ada.await("refused", refused -> refused.get("edit").asLong() == lost));
        ada.close();
        easel.close();
        easel = TestEasel.start(database.address());
        ada.join(easel.uri(), project);
        long again = ada.edit("{\"op\":\"put\",\"id\":\"b\",\"props\":{}}");
        assertFault("taken", ada.await("refused", refused -> refused.get("edit").asLong() == again));
        long made = ada.edit("{\"op\":\"put\",\"id\":\"b\",\"props\":{}}");
        ada.awaitDurable(ada.awaitApplied(made));
        assertTrue(easel.board(project, "live").objects().containsKey("b"));
        ada.close();
        assertEquals(
                1,
                results(
                                project,
                                "{\"client\":\"" + ada.client() + "\",\"edits\":[{\"edit\":1,\"changes\":["
                                        + "{\"props\":{\"y\":2,\"x\":1},\"id\":\"a\",\"op\":\"put\"}]}]}")
                        .get(0)
                        .get("seq")
                        .asLong(),
                "the same edit, from the journal");
    }

    @Test
    @DisplayName("E13 a page that closes: what it sends over HTTP beside its socket is applied when that has gone")
    void closing_page() throws Exception {
        String project = easel.createProject();
        BoardClient ada = new BoardClient().join(easel.uri(), project);
        CompletableFuture<JsonNode> results = CompletableFuture.supplyAsync(() -> post(project, ada.client(), 1, 2));
        ada.close();
        assertEquals(2, results.get().get(1).get("seq").asLong());
    }

    @Test
    @DisplayName(
            "B2 no event, answer or list that anybody gets holds the UUID of a client that is not told it by itself")
    void told_to_nobody() {
        String project = easel.createProject();
        try (BoardClient ada = new BoardClient().join(easel.uri(), project);
                BoardClient bob = new BoardClient().join(easel.uri(), project)) {
            ada.edit(PUT_A);
            bob.awaitSeq(1);
            UUID poster = UUID.randomUUID();
            results(project, "{\"client\":\"" + poster + "\",\"edits\":[{\"edit\":1,\"changes\":[" + DELETE_Z + "]}]}");
            bob.awaitSeq(2);
            List<String> heard = new ArrayList<>();
            bob.received().forEach(message -> heard.add(message.toString()));
            String path = "/api/projects/" + project;
            for (String get : List.of("", "/objects", "/objects?view=saved", "/objects/a", "/export")) {
                heard.add(easel.get(path + get).body());
            }
            heard.add(easel.get("/metrics").body());
            heard.add(easel.get("/health/ready").body());
            String all = String.join("\n", heard);
            assertTrue(all.contains("\"client\":\""));
            assertFalse(all.contains(ada.client().toString()) || all.contains(poster.toString()));
        }
    }

    private static JsonNode post(String project, UUID client, long from, int count) {
        String edits = LongStream.range(from, from + count)
                .mapToObj(edit -> "{\"edit\":" + edit + ",\"changes\":[" + DELETE_Z + "]}")
                .collect(Collectors.joining(","));
        return results(project, "{\"client\":\"" + client + "\",\"edits\":[" + edits + "]}");
    }

    private static JsonNode results(String project, String body) {
        HttpResponse<String> response = easel.post("/api/projects/" + project + "/edits", body);
        assertEquals(200, response.statusCode(), response.body());
        return TestEasel.json(response).get("results");
    }

    private static void assertFault(String number, JsonNode result) {
        JsonNode refused = result.has("refused") ? result.get("refused") : result;
        assertEquals("conflict", refused.get("code").asText());
        assertEquals(number, refused.get("number").asText());
    }
}
