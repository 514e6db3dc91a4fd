package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.database.DatabaseProxy;
import dev.easel.server.store.TestDatabase;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An instance whose database goes away and comes back. */
@Timeout(60)
class DatabaseLostIT {
    private TestDatabase database;
    private DatabaseProxy proxy;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        proxy = new DatabaseProxy(database);
    }

    @AfterEach
    void close() {
        proxy.close();
        database.close();
    }

    @Test
    @DisplayName("D4 without a database editing goes on, clients are told, and nothing is lost when it returns")
    void lost_while_running() {
        try (TestEasel easel = TestEasel.start(proxy.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "100")) {
            String project = easel.createProject();
            try (BoardClient ada = new BoardClient().join(easel.uri(), project);
                    BoardClient bob = new BoardClient().join(easel.uri(), project)) {
                ada.edit(put("before"));
                ada.awaitDurable(1);
                proxy.down();
                ada.edit(put("during"));
                bob.edit(put("meanwhile"));
                bob.awaitSeq(3);
                bob.await(
                        "persistence", message -> message.get("state").asText().equals("degraded"));
                assertEquals(1, bob.durable());
                HttpResponse<String> ready = easel.get("/health/ready");
                assertEquals(503, ready.statusCode());
                assertEquals(
                        "the database cannot be reached, or does not answer",
                        TestEasel.json(ready).get("journal").get("problem").asText());
                assertEquals(200, easel.get("/health/live").statusCode());
                proxy.up();
                bob.await(
                        "persistence", message -> message.get("state").asText().equals("ok"));
                bob.awaitDurable(3);
                easel.post("/api/projects/" + project + "/flush", "");
                assertEquals(ada.awaitSeq(3).board(), easel.board(project, "saved"));
                assertEquals(3, database.number("select count(*) from event"));
            }
        }
    }

    @Test
    @DisplayName("D5 when the bound on undurable edits is reached they are held by the clients, and arrive once at ok")
    void stopped_and_back() {
        try (TestEasel easel = TestEasel.start(
                proxy.address(),
                "EASEL_AUTOSAVE_INTERVAL_MS",
                "100",
                "EASEL_UNDURABLE_BYTES",
                "1048576",
                "EASEL_UNDURABLE_PROJECT_BYTES",
                "1048576")) {
            String project = easel.createProject();
            try (BoardClient ada = new BoardClient().join(easel.uri(), project)) {
                proxy.down();
                String big = "{\"op\":\"put\",\"id\":\"big\",\"props\":{\"s\":\"" + "x".repeat(200_000) + "\"}}";
                for (int i = 0; i < 9; i++) {
                    ada.edit(big);
                }
                ada.await(
                        "persistence", message -> message.get("state").asText().equals("stopped"));
                proxy.up();
                ada.await(
                        "persistence", message -> message.get("state").asText().equals("ok"));
                ada.resendUnsettled();
                ada.awaitSeq(9);
                ada.awaitDurable(9);
                assertEquals(9, database.number("select count(distinct edit) from event"));
                assertEquals(9, database.number("select count(*) from event"));
            }
        }
    }

    @Test
    @DisplayName("O3 a project that cannot be loaded is told as unavailable, and opens once the database is back")
    void cannot_load() {
        try (TestEasel easel = TestEasel.start(proxy.address(), "EASEL_ROOM_IDLE_MS", "100")) {
            String project = easel.createProject();
            proxy.down();
            assertEquals(503, easel.get("/api/projects/" + project + "/objects").statusCode());
            proxy.up();
            try (BoardClient ada = new BoardClient().join(easel.uri(), project)) {
                assertTrue(ada.board().objects().isEmpty());
            }
        }
    }

    private static String put(String id) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":{\"x\":1}}";
    }
}
