package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.store.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A board goes into the trash and comes back, while several servers share the database. */
@Timeout(120)
class TrashIT {
    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private static String put(String id) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":{\"x\":1}}";
    }

    @Test
    @DisplayName("a board that another server has is deleted with its last edits, and comes back as it was")
    void there_and_back() {
        try (TestEasel first = TestEasel.start(database.address());
                TestEasel second = TestEasel.start(database.address())) {
            String project = first.createProject();
            String path = "/api/projects/" + project;
            BoardClient ada = new BoardClient().join(first.uri(), project);
            BoardClient bob = new BoardClient().join(second.uri(), project);
            assertEquals(
                    201,
                    second.put(path + "/assets/f", "image/png", new byte[100]).statusCode());
            for (int i = 0; i < 50; i++) {
                ada.edit(put("a" + i));
            }
            ada.awaitSeq(50);
            BoardModel before = ada.board();

            assertEquals(204, second.delete(path).statusCode());
            assertEquals(4404, ada.awaitClose());
            assertEquals(4404, bob.awaitClose());
            for (TestEasel easel : new TestEasel[] {first, second}) {
                assertEquals(404, easel.get(path).statusCode());
                assertEquals(404, easel.get(path + "/assets/f").statusCode());
                assertFalse(easel.get("/api/projects").body().contains(project));
                assertTrue(easel.get("/api/projects?in=trash").body().contains(project));
            }

            assertEquals(200, second.post(path + "/undelete", "").statusCode());
            assertFalse(first.get("/api/projects?in=trash").body().contains(project));
            assertEquals(200, first.get(path + "/assets/f").statusCode());
            try (BoardClient cy = new BoardClient().join(second.uri(), project)) {
                assertEquals(before, cy.board(), "the edits that were not durable yet are there, too");
                assertEquals(51, cy.awaitApplied(cy.edit(put("c"))));
                cy.awaitDurable(51);
                assertEquals(cy.board(), first.board(project, "live"));
            }
        }
    }

    @Test
    @DisplayName("a board whose row is deleted by hand is gone for good, and closed for those who have it open")
    void by_hand() {
        try (TestEasel easel = TestEasel.start(database.address())) {
            String project = easel.createProject();
            BoardClient ada = new BoardClient().join(easel.uri(), project);
            ada.awaitDurable(ada.awaitApplied(ada.edit(put("a"))));
            database.sql("delete from project where id = $1", UUID.fromString(project));
            assertEquals(4404, ada.awaitClose());
            assertEquals(
                    404,
                    easel.post("/api/projects/" + project + "/undelete", "").statusCode());
        }
    }

    @Test
    @DisplayName("what was in the trash for long enough is purged by itself, with all that it has stored")
    void purged() {
        try (TestEasel easel = TestEasel.start(database.address())) {
            String project = easel.createProject();
            String path = "/api/projects/" + project;
            assertEquals(
                    201,
                    easel.put(path + "/assets/f", "image/png", new byte[100]).statusCode());
            assertEquals(204, easel.delete(path).statusCode());
            database.sql("update trashed_project set deleted_at = now() - interval '31 days'");
            String other = easel.createProject();
            assertEquals(
                    204,
                    easel.delete("/api/projects/" + other + "?permanently=true").statusCode(),
                    "and so a round begins now");
            long deadline = System.nanoTime() + 60_000_000_000L;
            while (database.number("select count(*) from asset") > 0) {
                assertTrue(System.nanoTime() < deadline, "it is removed");
            }
            assertEquals(404, easel.post(path + "/undelete", "").statusCode());
        }
    }
}
