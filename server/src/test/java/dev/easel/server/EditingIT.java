package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.store.TestDatabase;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients on real sockets editing one project. */
@Timeout(60)
class EditingIT {
    private static final String PUT_A =
            "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"type\":\"rectangle\",\"x\":0,\"y\":0}}";

    private static TestDatabase database;
    private static TestEasel easel;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(
                database.address(), "EASEL_LIMIT_HELLO_MS", "300", "EASEL_LIMIT_SESSIONS", "3", "EASEL_LOOPS", "2");
    }

    @AfterAll
    static void stop() {
        easel.close();
        database.close();
    }

    @Test
    @DisplayName("B1 two clients see each other's edits in seq order; E6 patches of different properties both survive")
    void two_clients() {
        String project = easel.createProject();
        try (BoardClient ada = new BoardClient().join(easel.uri(), project);
                BoardClient bob = new BoardClient().join(easel.uri(), project)) {
            ada.edit(PUT_A);
            ada.awaitSeq(1);
            bob.awaitSeq(1);
            ada.edit("{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":10}}");
            bob.edit("{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"y\":20}}");
            ada.awaitSeq(3);
            bob.awaitSeq(3);
            for (BoardClient one : List.of(ada, bob)) {
                JsonNode a = one.board().objects().get("a");
                assertEquals(10, a.get("x").asInt());
                assertEquals(20, a.get("y").asInt());
            }
            long first = ada.edit("{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":1}}");
            long second = bob.edit("{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":2}}");
            int later = ada.awaitApplied(first) > bob.awaitApplied(second) ? 1 : 2;
            ada.awaitSeq(5);
            bob.awaitSeq(5);
            assertEquals(later, ada.board().objects().get("a").get("x").asInt());
            assertEquals(ada.board(), bob.board());
            assertEquals(ada.board(), easel.board(project, "live"));
        }
    }

    @Test
    @DisplayName("B1 under load every client ends with the same board, events without gaps")
    void many_edits() {
        String project = easel.createProject();
        try (BoardClient ada = new BoardClient().join(easel.uri(), project);
                BoardClient bob = new BoardClient().join(easel.uri(), project)) {
            for (int i = 0; i < 200; i++) {
                ada.edit("{\"op\":\"put\",\"id\":\"o" + i % 20 + "\",\"props\":{\"a\":" + i + "}}");
                bob.edit("{\"op\":\"put\",\"id\":\"o" + i % 20 + "\",\"props\":{\"b\":" + i + "}}");
            }
            ada.awaitSeq(400);
            bob.awaitSeq(400);
            assertEquals(ada.board(), bob.board());
            assertEquals(ada.board(), easel.board(project, "live"));
            assertEquals(
                    200, easel.post("/api/projects/" + project + "/flush", "").statusCode());
            ada.awaitDurable(400);
            assertEquals(ada.board(), easel.board(project, "saved"));
        }
    }

    @Test
    @DisplayName(
            "J8 a client that comes back is told which of its edits the project has; E2 sent again they apply once")
    void coming_back() {
        String project = easel.createProject();
        BoardClient ada = new BoardClient().join(easel.uri(), project);
        long edit = ada.edit(PUT_A);
        ada.awaitApplied(edit);
        ada.abort();
        try (BoardClient again = new BoardClient(ada.client()).join(easel.uri(), project)) {
            assertEquals("[[1,1]]", again.received().getFirst().get("applied").toString());
            again.edit(PUT_A);
            again.await("applied", message -> message.get("seq").asLong() == 1);
            String body = "{\"client\":\"" + ada.client() + "\",\"edits\":[{\"edit\":1,\"changes\":[" + PUT_A + "]},"
                    + "{\"edit\":2,\"changes\":[{\"op\":\"patch\",\"id\":\"zz\",\"set\":{}}]}]}";
            JsonNode answer = TestEasel.json(easel.post("/api/projects/" + project + "/edits", body));
            assertEquals(1, answer.get("results").get(0).get("seq").asLong());
            assertEquals(
                    "not_found",
                    answer.get("results").get(1).get("refused").get("code").asText());
            assertEquals(1, answer.get("durable").asLong());
        }
    }

    @Test
    @DisplayName("J3 no hello in time closes with 4400")
    void no_hello() {
        BoardClient silent = new BoardClient().open(easel.uri(), easel.createProject());
        assertEquals(4400, silent.awaitClose());
    }

    @Test
    @DisplayName("J5 the same client again closes the older socket with 4409")
    void same_client_again() {
        String project = easel.createProject();
        BoardClient old = new BoardClient().join(easel.uri(), project);
        try (BoardClient fresh = new BoardClient(old.client()).join(easel.uri(), project)) {
            assertEquals(4409, old.awaitClose());
            fresh.edit(PUT_A);
            fresh.awaitSeq(1);
        }
    }

    @Test
    @DisplayName("J2 access is decided at the upgrade: no such project is a 404")
    void unknown_project() {
        assertUpgradeRefused(404, UUID.randomUUID().toString());
        HttpResponse<String> answer = easel.get("/api/projects/" + UUID.randomUUID() + "/objects");
        assertEquals(404, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("content-type").orElseThrow());
    }

    @Test
    @DisplayName("L7 over the limit of sessions the upgrade is refused; one who leaves makes room")
    void full() {
        String project = easel.createProject();
        BoardClient first = new BoardClient().join(easel.uri(), project);
        new BoardClient().join(easel.uri(), project);
        new BoardClient().join(easel.uri(), project);
        assertUpgradeRefused(503, project);
        BoardClient again = new BoardClient(first.client());
        first.close();
        first.awaitClose();
        again.join(easel.uri(), project).close();
    }

    @Test
    @DisplayName("B6 presence reaches the others")
    void presence() {
        String project = easel.createProject();
        try (BoardClient ada = new BoardClient().join(easel.uri(), project);
                BoardClient bob = new BoardClient().join(easel.uri(), project)) {
            String session = ada.received().getFirst().get("session").asText();
            ada.sendText("{\"type\":\"presence\",\"state\":{\"cursor\":[120,80]}}");
            JsonNode told = bob.await(
                    "presence",
                    message ->
                            message.at("/peers/" + session + "/state/cursor/0").asInt() == 120);
            assertEquals("Ada", told.at("/peers/" + session + "/user/name").asText());
            ada.sendText("{\"type\":\"ping\"}");
            ada.await("pong", _ -> true);
            ada.abort();
            bob.await(
                    "presence",
                    message -> message.at("/peers").has(session)
                            && message.at("/peers/" + session).isNull());
        }
    }

    @Test
    @DisplayName("a renamed project is told to those in it; a deleted one sends them away with 4404")
    void renamed_and_deleted() {
        String project = easel.createProject();
        BoardClient ada = new BoardClient().join(easel.uri(), project);
        easel.patch("/api/projects/" + project, "{\"title\":\"Renamed\"}");
        ada.await("project", message -> message.get("title").asText().equals("Renamed"));
        assertEquals(204, easel.delete("/api/projects/" + project).statusCode());
        assertEquals(4404, ada.awaitClose());
        assertUpgradeRefused(404, project);
    }

    private static void assertUpgradeRefused(int status, String project) {
        CompletionException refused =
                assertThrows(CompletionException.class, () -> new BoardClient().open(easel.uri(), project));
        HttpResponse<?> answer = assertInstanceOf(WebSocketHandshakeException.class, refused.getCause())
                .getResponse();
        assertEquals(status, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("content-type").orElseThrow());
    }
}
