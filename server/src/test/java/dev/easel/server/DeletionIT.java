package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.store.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A project with more than one transaction can delete. */
@Timeout(120)
class DeletionIT {
    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private long rows(String project) {
        return database.number(
                "select (select count(*) from event where project_id = $1)"
                        + " + (select count(*) from asset where project_id = $1)",
                UUID.fromString(project));
    }

    @Test
    @DisplayName("a large project is deleted at once for everybody, and removed bit by bit, also after a restart")
    void large() {
        String project;
        try (TestEasel easel = TestEasel.start(database.address())) {
            project = easel.createProject();
            String path = "/api/projects/" + project;
            BoardClient ada = new BoardClient().join(easel.uri(), project);
            ada.awaitDurable(ada.awaitApplied(ada.edit("{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}")));
            assertEquals(
                    201,
                    easel.put(path + "/assets/f", "image/png", new byte[1_000]).statusCode());
            // The events of a long life, the first of which cannot be removed for now.
            String events = """
                    insert into event (project_id, seq, epoch, at, actor, client, edit, changes)
                    select $1, n, 1, now(), 'a', $2, n, '[]' from generate_series(1000, 60999) as n""";
            database.sql(events, UUID.fromString(project), UUID.randomUUID());
            database.sql("""
                    create function keep() returns trigger language plpgsql as
                    $$ begin raise exception 'kept'; end $$""");
            database.sql("create trigger keep before delete on event for each row when (old.seq = 50000)"
                    + " execute function keep()");

            assertEquals(204, easel.delete(path + "?permanently=true").statusCode());
            assertEquals(4404, ada.awaitClose());
            assertEquals(404, easel.delete(path).statusCode());
            assertEquals(404, easel.delete(path + "?permanently=true").statusCode());
            assertEquals(404, easel.post(path + "/undelete", "").statusCode());
            for (String call : List.of("", "/objects", "/objects?view=saved", "/objects/a", "/export", "/assets/f")) {
                assertEquals(404, easel.get(path + call).statusCode(), call);
            }
            assertEquals(404, easel.post(path + "/flush", "").statusCode());
            assertEquals(404, easel.patch(path, "{\"title\":\"x\"}").statusCode());
            assertEquals(
                    404, easel.put(path + "/assets/g", "image/png", new byte[1]).statusCode());
            assertTrue(!easel.get("/api/projects").body().contains(project));
            assertTrue(rows(project) >= 10_000);
        }
        database.sql("drop trigger keep on event");
        try (TestEasel easel = TestEasel.start(database.address())) {
            long deadline = System.nanoTime() + 60_000_000_000L;
            while (rows(project) > 0) {
                assertTrue(System.nanoTime() < deadline, "the rest is removed");
            }
            assertEquals(404, easel.get("/api/projects/" + project).statusCode());
        }
    }
}
