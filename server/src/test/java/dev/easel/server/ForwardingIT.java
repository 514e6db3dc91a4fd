package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.store.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two whole servers on one database: each answers for every project. */
@Timeout(90)
class ForwardingIT {
    private TestDatabase database;
    private TestEasel first;
    private TestEasel second;
    private String project;
    private String path;

    @BeforeEach
    void start() {
        database = TestDatabase.create();
        first = TestEasel.start(database.address());
        second = TestEasel.start(database.address());
        project = first.createProject();
        path = "/api/projects/" + project;
    }

    @AfterEach
    void stop() {
        second.close();
        first.close();
        database.close();
    }

    private static String put(String id) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":{\"x\":1}}";
    }

    @Test
    @DisplayName("O1 a board that is edited through both servers is one board, and no socket is torn")
    void one_board() {
        List<BoardClient> clients = new ArrayList<>();
        for (TestEasel easel : List.of(first, second, first, second)) {
            clients.add(new BoardClient().join(easel.uri(), project));
        }
        for (int i = 0; i < 100; i++) {
            for (int client = 0; client < clients.size(); client++) {
                clients.get(client).edit(put("o" + client + "_" + i));
            }
        }
        for (BoardClient client : clients) {
            client.awaitSeq(400).awaitDurable(400);
            assertEquals(clients.getFirst().board(), client.board());
            assertEquals(
                    1,
                    client.received().stream()
                            .filter(it -> it.get("type").asText().equals("welcome"))
                            .count());
        }
        assertEquals(clients.getFirst().board(), second.board(project, "live"));
        assertEquals(1, database.number("select count(distinct epoch) from event"));
        clients.forEach(BoardClient::close);
    }

    @Test
    @DisplayName("O1 calls of every kind are answered through the other server as by the owner")
    void calls() {
        try (BoardClient ada = new BoardClient().join(first.uri(), project)) {
            String edits = "{\"client\":\"" + UUID.randomUUID() + "\",\"edits\":[{\"edit\":1,\"changes\":[" + put("a")
                    + "]}]}";
            assertEquals(200, second.post(path + "/edits", edits).statusCode());
            ada.awaitSeq(1);
            String drawing = "{\"type\":\"excalidraw\",\"elements\":[{\"id\":\"e1\",\"type\":\"rectangle\",\"x\":1,"
                    + "\"y\":2,\"width\":3,\"height\":4}]}";
            assertEquals(200, second.post(path + "/import", drawing).statusCode());
            ada.awaitSeq(2);
            assertEquals(ada.board(), second.board(project, "live"));
            assertEquals(
                    202, second.post(path + "/objects/b/buffer", "{\"x\":1}").statusCode());
            ada.awaitSeq(3);
            assertEquals(200, second.post(path + "/flush", "").statusCode());
            assertEquals(second.board(project, "live"), second.board(project, "saved"));
            assertEquals(
                    first.get(path + "/export").headers().firstValue("Content-Type"),
                    second.get(path + "/export").headers().firstValue("Content-Type"));
            assertEquals(
                    first.get(path + "/objects/a").body(),
                    second.get(path + "/objects/a").body());
            assertEquals(404, second.get(path + "/objects/none").statusCode());
            assertEquals(400, second.post(path + "/edits", "{").statusCode());
            assertEquals(200, second.patch(path, "{\"title\":\"Renamed\"}").statusCode());
            assertEquals("Renamed", ada.await("project", _ -> true).get("title").asText());
            assertEquals(
                    201,
                    second.put(path + "/assets/photo", "image/png", new byte[100])
                            .statusCode());
            assertEquals(200, first.get(path + "/assets/photo").statusCode());
            assertEquals(204, second.delete(path).statusCode());
            assertEquals(4404, ada.awaitClose());
        }
    }

    @Test
    @DisplayName("O1 what was made through a server that has ended is there through the other, and can be edited")
    void next_owner() {
        TestEasel third = TestEasel.start(database.address());
        try (BoardClient ada = new BoardClient().join(third.uri(), project);
                BoardClient bob = new BoardClient().join(second.uri(), project)) {
            ada.awaitDurable(ada.awaitApplied(ada.edit(put("before"))));
            bob.awaitSeq(1);
            third.close();
            assertEquals(1012, bob.awaitClose());
            bob.join(second.uri(), project);
            bob.awaitDurable(bob.awaitApplied(bob.edit(put("after"))));
            BoardModel board = second.board(project, "live");
            assertEquals(bob.board(), board);
            assertTrue(board.toString().contains("before"), board.toString());
        }
    }

    @Test
    @DisplayName("O5 who is connected through a server that ends is told so, and goes on through another")
    void between() {
        TestEasel third = TestEasel.start(database.address());
        try (BoardClient ada = new BoardClient().join(first.uri(), project);
                BoardClient bob = new BoardClient().join(third.uri(), project)) {
            bob.awaitDurable(bob.awaitApplied(bob.edit(put("before"))));
            third.close();
            assertEquals(1012, bob.awaitClose());
            assertEquals("moved", bob.last("closing").get("reason").asText());
            bob.join(second.uri(), project);
            bob.awaitApplied(bob.edit(put("after")));
            ada.awaitSeq(2);
            bob.awaitSeq(2);
            assertEquals(ada.board(), bob.board());
        }
    }
}
