package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.store.TestDatabase;
import dev.easel.server.verify.Verified;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is told to keep events for a day. */
@Timeout(60)
class RetentionIT {
    private final UUID client = UUID.randomUUID();

    private static JsonNode edit(TestEasel easel, String path, UUID client, int number, int x) {
        HttpResponse<String> answer = easel.post(
                path + "/edits",
                "{\"client\":\"" + client + "\",\"edits\":[{\"edit\":" + number
                        + ",\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":" + x + "}}]}]}");
        assertEquals(200, answer.statusCode(), answer.body());
        return TestEasel.json(answer).at("/results/0");
    }

    private static void awaitDropped(TestDatabase database) {
        while (database.number("select count(*) from horizon where dropped_seq = seq") == 0) {
            Thread.onSpinWait(); // the test's timeout ends it
        }
    }

    @Test
    @DisplayName("V14 V15 R4 old events are dropped when it starts: 410 before them, one snapshot for who was away, and"
            + " an edit that was applied is not applied again")
    void folded() {
        try (TestDatabase database = TestDatabase.create();
                BoardClient away = new BoardClient()) {
            String project;
            String path;
            try (TestEasel easel = TestEasel.start(database.address())) {
                project = easel.createProject();
                path = "/api/projects/" + project;
                for (int i = 1; i <= 10; i++) {
                    edit(easel, path, client, i, i);
                }
                away.join(easel.uri(), project);
                away.abort();
                for (int i = 11; i <= 20; i++) {
                    edit(easel, path, client, i, i);
                }
                assertEquals(200, easel.post(path + "/flush", "").statusCode());
            }
            database.sql("update event set at = at - interval '30 days'");
            database.sql("update canvas_object set updated_at = updated_at - interval '30 days'");
            try (TestEasel easel = TestEasel.start(database.address(), "EASEL_RETENTION_DAYS", "1")) {
                awaitDropped(database);
                assertEquals(1, database.number("select count(*) from event"));
                assertEquals(5, edit(easel, path, client, 5, 5).get("seq").asInt());
                assertEquals(
                        "taken",
                        edit(easel, path, client, 5, 6).at("/refused/number").asText());
                assertEquals(1, database.number("select count(*) from event"));

                for (String gone : new String[] {"/state?seq=18", "/events?after=18", "/events/stream?after=18"}) {
                    HttpResponse<String> answer = easel.get(path + gone);
                    assertEquals(410, answer.statusCode(), answer.body());
                    assertEquals(19, TestEasel.json(answer).get("oldest").asInt());
                }
                JsonNode then = TestEasel.json(easel.get(path + "/state?seq=19"));
                assertEquals(19, then.at("/objects/0/props/x").asInt());
                JsonNode after = TestEasel.json(easel.get(path + "/events?after=19"));
                assertEquals(20, after.at("/events/0/seq").asInt());
                assertEquals(201, easel.post(path + "/fork", "{\"seq\":19}").statusCode());

                away.join(easel.uri(), project);
                assertEquals("horizon", away.last("welcome").get("reason").asText());
                assertEquals(
                        easel.board(project, "live").objects(), away.board().objects());

                String metrics = easel.get("/metrics").body();
                assertTrue(metrics.contains("easel_retention_events_dropped_total 19.0"), metrics);
                assertTrue(metrics.contains("easel_retention_folds_total 1.0"));
                Verified.assertSame(database, UUID.fromString(project));
            }
        }
    }
}
