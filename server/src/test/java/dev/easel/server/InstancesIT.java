package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.database.DatabaseHost;
import dev.easel.server.store.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that share a database, and nothing else that they were told. */
@Timeout(120)
class InstancesIT {
    private static final int ENDED_BY_SIGTERM = 143;

    private TestDatabase database;

    @BeforeEach
    void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    @DisplayName("O1 a board opened through two instances, two editors on each: no session is torn, all are equal")
    void two_editors_on_each() {
        try (TestEasel first = TestEasel.start(database.address());
                TestEasel second = TestEasel.start(database.address())) {
            String project = first.createProject();
            List<BoardClient> editors = List.of(
                    new BoardClient().join(first.uri(), project),
                    new BoardClient().join(second.uri(), project),
                    new BoardClient().join(first.uri(), project),
                    new BoardClient().join(second.uri(), project));
            for (int i = 0; i < 100; i++) {
                for (int editor = 0; editor < editors.size(); editor++) {
                    editors.get(editor).edit(put("o" + editor + "_" + i), put("shared"));
                }
            }
            editors.forEach(editor -> editor.awaitDurable(400));
            for (BoardClient editor : editors) {
                assertEquals(400, editor.seq());
                assertEquals(editors.getFirst().board(), editor.board());
                assertEquals(1, count(editor, "welcome"), "no session was torn");
                editor.close();
            }
            assertEquals(1, database.number("select count(distinct epoch) from event"));
            assertEquals(401, editors.getFirst().board().objects().size());
        }
    }

    @Test
    @DisplayName("O1 what was made through one instance is read live through the other at once, and after it has ended")
    void read_through_the_other() {
        BoardModel made;
        String project;
        try (TestEasel second = TestEasel.start(database.address())) {
            try (TestEasel first = TestEasel.start(database.address())) {
                project = first.createProject();
                try (BoardClient ada = new BoardClient().join(first.uri(), project)) {
                    ada.awaitApplied(ada.edit(put("a"), put("b")));
                    made = ada.board();
                    assertEquals(made, second.board(project, "live"));
                    assertEquals(
                            200,
                            second.post("/api/projects/" + project + "/flush", "")
                                    .statusCode());
                    assertEquals(made, second.board(project, "saved"));
                }
                assertEquals(
                        200,
                        second.patch("/api/projects/" + project, "{\"title\":\"Other\"}")
                                .statusCode());
                assertEquals(
                        "Other",
                        TestEasel.json(first.get("/api/projects/" + project))
                                .get("title")
                                .asText());
            }
            assertEquals(made, second.board(project, "live"));
        }
    }

    @Test
    @DisplayName("whoever asks one instance is told of all: what they do, what happened, and their saves in sum")
    void told_of_all() {
        try (TestEasel first = TestEasel.start(database.address());
                TestEasel second = TestEasel.start(database.address())) {
            String here = first.createProject();
            String there = first.createProject();
            try (BoardClient ada = new BoardClient().join(first.uri(), here);
                    BoardClient bob = new BoardClient().join(second.uri(), there)) {
                ada.awaitApplied(ada.edit(put("a")));
                bob.awaitApplied(bob.edit(put("b")));
                assertEquals(
                        200, first.post("/api/projects/" + here + "/flush", "").statusCode());
                assertEquals(
                        200, first.post("/api/projects/" + there + "/flush", "").statusCode());
                assertEquals(
                        200,
                        second.post("/api/projects/" + there + "/restore", "{\"seq\":0}")
                                .statusCode());

                JsonNode instances =
                        TestEasel.json(second.get("/api/dashboard")).get("instances");
                assertEquals(2, instances.size());
                JsonNode own = instances.get(0);
                JsonNode other = instances.get(1);
                assertEquals(second.uri().toString(), own.get("address").asText());
                assertEquals(first.uri().toString(), other.get("address").asText());
                assertTrue(own.get("self").asBoolean());
                assertFalse(other.get("self").asBoolean());
                for (JsonNode instance : instances) {
                    assertEquals("serving", instance.get("state").asText());
                    assertEquals(1, instance.get("owns").asInt());
                    assertEquals(0, instance.at("/projects/failing").size());
                    JsonNode changes = instance.get("changes");
                    assertEquals(
                            "started",
                            changes.get(changes.size() - 1).get("kind").asText());
                }
                assertEquals(here, other.at("/projects/hot/0/project").asText());
                assertEquals(there, own.at("/projects/hot/0/project").asText());
                assertEquals("Board", own.at("/projects/large/0/title").asText());
                assertEquals("restored", own.at("/changes/0/kind").asText());
                assertEquals(there, own.at("/changes/0/project").asText());

                JsonNode figures = TestEasel.json(first.get("/metrics?scope=cluster", "Accept", "application/json"));
                assertEquals(2, figures.get("instances").size());
                assertEquals(
                        first.figures().get("projectsSaved").asInt()
                                + second.figures().get("projectsSaved").asInt(),
                        figures.get("projectsSaved").asInt());
            }
        }
    }

    @Test
    @DisplayName("O5 an instance that ends hands its boards over: people hear moved, and go on with what they have")
    void handed_over() {
        try (TestEasel second = TestEasel.start(database.address())) {
            BoardClient ada = new BoardClient();
            String project;
            try (TestEasel first = TestEasel.start(database.address())) {
                project = first.createProject();
                ada.join(first.uri(), project);
                ada.awaitApplied(ada.edit(put("a")));
            }
            assertEquals("moved", ada.await("closing", _ -> true).get("reason").asText());
            assertEquals(1012, ada.awaitClose());
            assertEquals(1, ada.durable());
            ada.join(second.uri(), project);
            assertEquals("delta", ada.last("welcome").get("sync").asText());
            ada.awaitDurable(ada.awaitApplied(ada.edit(put("b"))));
            ada.close();
        }
    }

    @Test
    @DisplayName("O1 a board whose people all come through another instance goes there, and back only for others")
    void to_its_people() {
        try (TestEasel first = TestEasel.start(database.address(), "EASEL_ROOM_MOVE_MS", "1000");
                TestEasel second = TestEasel.start(database.address(), "EASEL_ROOM_MOVE_MS", "1000")) {
            String project = first.createProject();
            BoardClient ada = new BoardClient().join(first.uri(), project);
            BoardClient bob = new BoardClient().join(second.uri(), project);
            ada.awaitDurable(ada.awaitApplied(ada.edit(put("a"))));
            assertEquals(1, ownedAt(first));
            ada.close();
            assertEquals("moved", bob.await("closing", _ -> true).get("reason").asText());
            assertEquals(1012, bob.awaitClose());
            assertEquals(1, ownedAt(second));
            bob.join(second.uri(), project);
            assertEquals("delta", bob.last("welcome").get("sync").asText());
            ada.join(first.uri(), project);
            ada.awaitDurable(ada.awaitApplied(ada.edit(put("b"))));
            bob.awaitSeq(2);
            assertEquals(ada.board(), bob.board());
            assertTrue(first.get("/metrics").body().contains("\neasel_ownership_moved_total 1.0\n"));
            ada.close();
            bob.close();
        }
    }

    private long ownedAt(TestEasel easel) {
        return database.number(
                "select count(*) from project join instance on instance.id = project.instance where address = $1",
                easel.uri().toString());
    }

    @Test
    @DisplayName("O1 after kill -9 of the owner another instance goes on with its boards: nothing durable is lost")
    void killed() throws Exception {
        ServerProcess owner = ServerProcess.start(environment());
        try (TestEasel other = TestEasel.start(database.address())) {
            String project = other.createProject();
            BoardClient ada = new BoardClient().join(owner.awaitReady(), project);
            BoardClient bob = new BoardClient().join(other.uri(), project);
            ada.awaitDurable(ada.awaitApplied(ada.edit(put("a"))));
            owner.kill();
            bob.awaitClose();
            bob.join(other.uri(), project);
            assertEquals(1, bob.seq());
            bob.awaitDurable(bob.awaitApplied(bob.edit(put("b"))));
            ada.join(other.uri(), project);
            assertEquals(bob.board(), ada.board());
            assertEquals(2, database.number("select count(distinct epoch) from event"));
        }
    }

    @Test
    @DisplayName("O4 an owner that was paused for longer than the lease acknowledges nothing when it wakes")
    void paused() throws Exception {
        Map<String, String> environment = environment();
        environment.put("EASEL_LEASE_MS", "1000");
        ServerProcess owner = ServerProcess.start(environment);
        try (TestEasel other = TestEasel.start(database.address(), "EASEL_LEASE_MS", "1000")) {
            String project = other.createProject();
            BoardClient ada = new BoardClient().join(owner.awaitReady(), project);
            ada.awaitDurable(ada.awaitApplied(ada.edit(put("a"))));
            BoardClient bob = new BoardClient().join(other.uri(), project);
            owner.signal("STOP");
            long stale = ada.edit(put("stale"));
            assertTrue(bob.awaitClose() > 0, "its people at the other instance are not left waiting");
            bob.join(other.uri(), project);
            bob.awaitDurable(bob.awaitApplied(bob.edit(put("b"))));
            owner.signal("CONT");
            assertEquals(1012, ada.awaitClose());
            assertEquals(0, ada.seqOf(stale));
            assertEquals(1, ada.durable());
            ada.join(other.uri(), project);
            ada.resendUnsettled();
            ada.awaitDurable(ada.awaitApplied(stale));
            assertEquals(3, database.number("select count(*) from event"));
            assertEquals(ENDED_BY_SIGTERM, owner.terminate());
        }
    }

    @Test
    @DisplayName("O4 nor does one that was alone when it was paused, and could not know who came meanwhile")
    void pausedAlone() throws Exception {
        Map<String, String> environment = environment();
        environment.put("EASEL_LEASE_MS", "1000");
        ServerProcess owner = ServerProcess.start(environment);
        BoardClient ada = new BoardClient();
        String project;
        try (TestEasel other = TestEasel.start(database.address(), "EASEL_LEASE_MS", "1000")) {
            project = other.createProject();
        }
        ada.join(owner.awaitReady(), project);
        ada.awaitDurable(ada.awaitApplied(ada.edit(put("a"))));
        owner.signal("STOP");
        long stale = ada.edit(put("stale"));
        try (TestEasel other = TestEasel.start(database.address(), "EASEL_LEASE_MS", "1000")) {
            BoardClient bob = new BoardClient().join(other.uri(), project);
            bob.awaitDurable(bob.awaitApplied(bob.edit(put("b"))));
            owner.signal("CONT");
            assertEquals(1012, ada.awaitClose());
            assertEquals(0, ada.seqOf(stale));
            ada.join(other.uri(), project);
            ada.resendUnsettled();
            ada.awaitDurable(ada.awaitApplied(stale));
            assertEquals(3, database.number("select count(*) from event"));
            assertEquals(ENDED_BY_SIGTERM, owner.terminate());
        }
    }

    private Map<String, String> environment() {
        return environment(database);
    }

    /** The same database, for a process of its own. */
    static Map<String, String> environment(TestDatabase database) {
        DatabaseAddress address = database.address();
        DatabaseHost host = address.hosts().getFirst();
        return new HashMap<>(Map.of(
                "PGHOST", host.name(),
                "PGPORT", Integer.toString(host.port()),
                "PGDATABASE", address.database(),
                "PGUSER", address.user(),
                "PGPASSWORD", address.password()));
    }

    private static long count(BoardClient client, String type) {
        return new ArrayList<>(client.received())
                .stream()
                        .filter(message -> message.get("type").asText().equals(type))
                        .count();
    }

    private static String put(String id) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":{\"x\":1}}";
    }
}
