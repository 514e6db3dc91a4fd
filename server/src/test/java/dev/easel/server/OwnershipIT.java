package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who orders a project's edits, and what its rows show meanwhile. */
@Timeout(60)
class OwnershipIT {
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
    @DisplayName("O4 an owner whose project was taken hears of it without an edit: its sessions are told reborn")
    void taken() {
        try (TestEasel easel = TestEasel.start(database.address())) {
            String project = easel.createProject();
            BoardClient ada = new BoardClient().join(easel.uri(), project);
            ada.awaitDurable(ada.awaitApplied(ada.edit(put("before"))));
            database.sql("update project set epoch = epoch + 1");
            assertEquals(1012, ada.awaitClose());
            assertEquals("reborn", ada.last("closing").get("reason").asText());
        }
    }

    @Test
    @DisplayName("S4 view=live shows what is applied, view=saved the rows; savedSeq does not pass what is durable")
    void views() {
        try (TestEasel easel = TestEasel.start(
                database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "600000", "EASEL_JOURNAL_LINGER_MS", "1000")) {
            String project = easel.createProject();
            String path = "/api/projects/" + project;
            try (BoardClient ada = new BoardClient().join(easel.uri(), project)) {
                ada.awaitApplied(ada.edit(put("a")));
                assertEquals(ada.board(), easel.board(project, "live"));
                assertEquals(
                        easel.get(path + "/objects?view=live").body(),
                        easel.get(path + "/objects").body());
                assertEquals(BoardModel.EMPTY, easel.board(project, "saved"));
                assertEquals(404, easel.get(path + "/objects/a?view=saved").statusCode());

                assertEquals(200, easel.post(path + "/flush", "").statusCode());
                JsonNode flushed = TestEasel.json(easel.get(path));
                assertEquals(1, flushed.get("savedSeq").asLong());
                assertEquals(1, flushed.get("seq").asLong(), "saved only what is durable");
                assertEquals(ada.board(), easel.board(project, "saved"));

                ada.awaitApplied(ada.edit("{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":2}}"));
                assertEquals(2, x(easel.get(path + "/objects/a").body()));
                assertEquals(1, x(easel.get(path + "/objects/a?view=saved").body()));
                assertEquals(1, TestEasel.json(easel.get(path)).get("savedSeq").asLong());
            }
        }
    }

    private static int x(String object) {
        return BoardClient.json(object).at("/props/x").asInt();
    }

    private static String put(String id) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":{\"x\":1}}";
    }
}
