package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.store.TestDatabase;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A crash after the journal's commit and before the save: the rows are behind, and nobody has the project. */
@Timeout(120)
class CatchUpIT {
    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private TestEasel start() {
        return TestEasel.start(database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "60000");
    }

    /** Two projects as a crash leaves them. */
    private String[] crashed() {
        String[] projects = new String[2];
        try (TestEasel easel = start()) {
            for (int i = 0; i < projects.length; i++) {
                projects[i] = easel.createProject();
                try (BoardClient ada = new BoardClient().join(easel.uri(), projects[i])) {
                    ada.awaitDurable(ada.awaitApplied(ada.edit("{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}")));
                }
            }
        }
        database.sql("update project set checkpoint_seq = 0");
        database.sql("delete from canvas_object");
        return projects;
    }

    private static long saved(TestEasel easel, String project) {
        return TestEasel.json(easel.get("/api/projects/" + project + "/objects?view=saved"))
                .get("seq")
                .asLong();
    }

    @Test
    @DisplayName("S3 after a crash a flush saves what the rows lack, though nobody has opened the project")
    void flush() {
        String[] projects = crashed();
        try (TestEasel easel = start()) {
            HttpResponse<String> flushed = easel.post("/api/projects/" + projects[0] + "/flush", "");
            assertEquals(200, flushed.statusCode());
            assertEquals(1, TestEasel.json(flushed).get("seq").asLong());
            assertEquals(1, saved(easel, projects[0]));
            assertEquals(
                    204,
                    easel.post("/api/projects/" + projects[0] + "/flush", "").statusCode());
            assertEquals(
                    200,
                    easel.post("/api/projects/" + projects[1] + "/objects/a/flush", "")
                            .statusCode());
            assertEquals(1, saved(easel, projects[1]));
        }
    }

    @Test
    @DisplayName("S1 after a crash the rows follow by themselves, and the projects leave memory")
    void by_themselves() {
        String[] projects = crashed();
        try (TestEasel easel = start()) {
            long deadline = System.nanoTime() + 60_000_000_000L;
            while (database.number("select count(*) from project where checkpoint_seq < seq") > 0) {
                assertTrue(System.nanoTime() < deadline, "the rows follow");
            }
            assertEquals(easel.board(projects[0], "live"), easel.board(projects[0], "saved"));
            assertEquals(
                    2,
                    database.number(
                            "select count(*) from canvas_object where project_id in ($1, $2)",
                            UUID.fromString(projects[0]),
                            UUID.fromString(projects[1])));
            while (!easel.get("/metrics").body().contains("easel_catchup_saved_total 2.0")) {
                assertTrue(System.nanoTime() < deadline, "both are counted");
            }
        }
    }

    @Test
    @DisplayName(
            "S6 an object that is set aside gets its row once the database takes it, though nobody edits its project")
    void set_aside() {
        database.sql("alter table canvas_object add constraint odd check (props ->> 'x' <> '13')");
        try (TestEasel easel = start()) {
            String project = easel.createProject();
            try (BoardClient ada = new BoardClient().join(easel.uri(), project)) {
                ada.awaitDurable(ada.awaitApplied(ada.edit("{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":13}}")));
            }
            HttpResponse<String> flushed = easel.post("/api/projects/" + project + "/flush", "");
            assertEquals(1, TestEasel.json(flushed).get("setAside").asInt(), flushed.body());
        }
        database.sql("alter table canvas_object drop constraint odd");
        try (TestEasel _ = start()) {
            long deadline = System.nanoTime() + 60_000_000_000L;
            while (database.number("select count(*) from object_set_aside") > 0) {
                assertTrue(System.nanoTime() < deadline, "it is written");
            }
            assertEquals(1, database.number("select count(*) from canvas_object where props ->> 'x' = '13'"));
        }
    }
}
