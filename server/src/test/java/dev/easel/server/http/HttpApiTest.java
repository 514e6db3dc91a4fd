package dev.easel.server.http;

import static dev.easel.server.http.HttpWorld.edits;
import static dev.easel.server.http.HttpWorld.eventually;
import static dev.easel.server.http.HttpWorld.json;
import static dev.easel.server.http.HttpWorld.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.excalidraw.Drawings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HttpApiTest {
    private static final String PUT_A =
            "{\"edit\":1,\"group\":\"g\",\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}]}";
    private static final String PATCH_Z =
            "{\"edit\":2,\"changes\":[{\"op\":\"patch\",\"id\":\"z\",\"set\":{\"x\":1}}]}";
    private static final String INVALID = "{\"edit\":3,\"changes\":[{\"op\":\"put\",\"id\":\"a b\",\"props\":{}}]}";
    private static final String PUT_B =
            "{\"edit\":4,\"changes\":[{\"op\":\"put\",\"id\":\"b\",\"props\":{\"type\":\"t\",\"k\":[1,\"é\"]}}]}";

    private final HttpWorld world = new HttpWorld();

    @AfterEach
    void close() {
        world.close();
    }

    // ---- projects

    @Test
    @DisplayName("a project is created, read, changed and deleted")
    void projects() {
        var created = world.post("/api/projects", "{\"title\":\"My board\",\"settings\":{\"grid\":true}}");
        assertEquals(201, created.statusCode());
        String path = created.headers().firstValue("Location").orElseThrow();
        assertEquals(
                Set.of(
                        "id",
                        "title",
                        "version",
                        "settings",
                        "createdAt",
                        "updatedAt",
                        "seq",
                        "savedSeq",
                        "picture",
                        "role"),
                json(created).fieldNames());
        assertEquals(json(created), json(world.get(path)));

        var changed = world.send("PATCH", path, "{\"title\":\"New\"}");
        assertEquals("New", json(changed).getString("title"));
        assertEquals(new JsonObject().put("grid", true), json(changed).getJsonObject("settings"));

        assertEquals(204, world.send("DELETE", path, "").statusCode());
        problem(404, world.get(path));
        problem(404, world.send("DELETE", path, ""));
        problem(404, world.send("PATCH", path, "{}"));
    }

    @Test
    @DisplayName("a deleted project is in the trash alone; it is brought back, or deleted for good")
    void trash() {
        String path = world.project("My board");
        assertEquals(204, world.send("DELETE", path, "").statusCode());
        assertEquals(
                List.of(),
                json(world.get("/api/projects")).getJsonArray("projects").getList());

        var listed = world.get("/api/projects?in=trash");
        JsonObject trashed = json(listed).getJsonArray("projects").getJsonObject(0);
        assertEquals(Set.of("id", "title", "createdAt", "updatedAt", "deletedAt", "purgeAt"), trashed.fieldNames());
        assertEquals("My board", trashed.getString("title"));
        assertEquals(Duration.ofDays(30).toMillis(), trashed.getLong("purgeAt") - trashed.getLong("deletedAt"));
        String tag = listed.headers().firstValue("ETag").orElseThrow();
        assertEquals(
                304,
                world.send("GET", "/api/projects?in=trash", "", "If-None-Match", tag)
                        .statusCode());
        problem(400, world.get("/api/projects?in=list"));
        problem(400, world.send("DELETE", path + "?permanently=yes", ""));

        var back = world.post(path + "/undelete", "");
        assertEquals(200, back.statusCode());
        assertEquals("My board", json(back).getString("title"));
        assertEquals(json(back), json(world.post(path + "/undelete", "")), "it may be sent again");
        assertEquals(json(back), json(world.get(path)));

        assertEquals(204, world.send("DELETE", path, "").statusCode());
        assertEquals(204, world.send("DELETE", path + "?permanently=true", "").statusCode());
        problem(404, world.post(path + "/undelete", ""));
        problem(404, world.send("DELETE", path + "?permanently=true", ""));
        assertEquals(
                List.of(),
                json(world.get("/api/projects?in=trash"))
                        .getJsonArray("projects")
                        .getList());
    }

    @Test
    @DisplayName("a project without a title is called Untitled")
    void untitled() {
        assertEquals("Untitled", json(world.post("/api/projects", "")).getString("title"));
        assertEquals(
                "Untitled",
                json(world.post("/api/projects", "{\"title\":null}")).getString("title"));
    }

    @Test
    @DisplayName("title and settings have bounds, and types")
    void project_bounds() {
        assertEquals(201, world.post("/api/projects", title("👋".repeat(200))).statusCode());
        problem(400, world.post("/api/projects", title("x".repeat(201))));
        problem(400, world.post("/api/projects", title("")));
        for (String wrong : List.of("7", "true", "[\"x\"]", "{}", "\"\\u0000\"", "\"\\ud800\"")) {
            problem(400, world.post("/api/projects", "{\"title\":" + wrong + "}"));
        }
        for (String wrong : List.of("7", "true", "[\"x\"]", "{}")) {
            assertEquals(
                    "title is a string of 1 to 200 characters",
                    json(world.post("/api/projects", "{\"title\":" + wrong + "}"))
                            .getString("detail"));
        }
        for (String wrong :
                List.of("7", "\"x\"", "{\"a\":1,\"a\":2}", "{\"a\":1e999}", "{\"a\":NaN}", "{\"save\":5}")) {
            problem(400, world.post("/api/projects", "{\"settings\":" + wrong + "}"));
        }
        problem(400, world.post("/api/projects", "{\"settings\":[]}"));
        problem(400, world.post("/api/projects", "{\"settings\":{\"k\":[" + "1e300,".repeat(20) + "0]}}"));
        problem(400, world.post("/api/projects", "{\"settings\":{\"k\":\"" + "x".repeat(4096) + "\"}}"));
        problem(400, world.post("/api/projects", "[]"));
        for (String wrong : List.of("{", "7", "null", "{} {}", "{\"title\":\"a\",\"title\":\"b\"}", "{'title':'a'}")) {
            problem(400, world.post("/api/projects", wrong));
        }
        problem(413, world.post("/api/projects", title("x".repeat(ProjectForm.MAX_BYTES))));
    }

    @Test
    @DisplayName("L5 numbers in settings are told as JavaScript writes them, however they came")
    void numbers_of_settings() {
        var created = world.post("/api/projects", "{\"settings\":{\"a\":0e-20000,\"b\":[-0.0,1e300,2.50]}}");

        assertEquals(201, created.statusCode());
        assertTrue(created.body().contains("\"settings\":{\"a\":0,\"b\":[0,1e+300,2.5]}"), created::body);
    }

    @Test
    @DisplayName("null is the same as an absent member, and other members are ignored")
    void absent_members() {
        String settings = "{\"type\":7,\"nested\":{\"a\":[1,2.5,\"é\"]}}";
        var created = world.post("/api/projects", "{\"settings\":" + settings + ",\"title\":null,\"other\":[{}]}");

        assertEquals(201, created.statusCode());
        assertTrue(created.body().contains("\"settings\":" + settings), created::body);
        String path = created.headers().firstValue("Location").orElseThrow();
        assertEquals(
                json(created).getJsonObject("settings"),
                json(world.send("PATCH", path, "{\"settings\":null}")).getJsonObject("settings"));
    }

    @Test
    @DisplayName(
            "some settings are changed, or taken away, and the others stay; what they become is checked as a whole")
    void some_settings() {
        String path = world.project("p");
        world.send("PATCH", path, "{\"settings\":{\"mine\":1,\"board\":{\"gridSize\":20,\"gridStep\":5}}}");
        String patch = "{\"board\":{\"gridSize\":30,\"gridStep\":null},\"mine\":null,\"type\":7}";

        var changed = world.send("PATCH", path + "/settings", patch, "Content-Type", "application/merge-patch+json");

        JsonObject settings = new JsonObject()
                .put("board", new JsonObject().put("gridSize", 30))
                .put("type", 7);
        assertEquals(settings, json(changed).getJsonObject("settings"));
        for (String wrong : List.of(
                "[]",
                "null",
                "{",
                "{} {}",
                "{\"save\":{\"mode\":\"never\"}}",
                "{\"s\":\"" + "x".repeat(4_096) + "\"}")) {
            problem(400, world.send("PATCH", path + "/settings", wrong));
        }
        assertEquals(settings, json(world.get(path)).getJsonObject("settings"));
        problem(404, world.send("PATCH", "/api/projects/" + UUID.randomUUID() + "/settings", "{}"));
        problem(415, world.send("PATCH", path + "/settings", "{}", "Content-Type", "text/plain"));
    }

    @Test
    @DisplayName("settings that are as a patch wants them stay, and the project does not count as changed")
    void same_settings() {
        String path = world.project("p");
        world.send("PATCH", path, "{\"settings\":{\"mine\":1,\"board\":{\"gridSize\":20}}}");
        JsonObject before = json(world.get(path));
        for (String same : List.of("{}", "{\"board\":{\"gridSize\":20},\"other\":null}")) {
            var answer = world.send("PATCH", path + "/settings", same);
            assertEquals(200, answer.statusCode());
            assertEquals(before, json(answer));
            assertEquals(before, json(world.get(path)));
        }
    }

    @Test
    @DisplayName("projects are listed page by page, newest first")
    void pages() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(world.project("p" + i).substring("/api/projects/".length()));
        }
        JsonObject first = json(world.get("/api/projects?limit=3"));
        JsonObject second = json(world.get("/api/projects?limit=3&after=" + first.getString("next")));

        assertEquals(made.subList(0, 3), ids(first.getJsonArray("projects")));
        assertEquals(made.subList(3, 5), ids(second.getJsonArray("projects")));
        assertTrue(second.containsKey("next"));
        assertNull(second.getString("next"));
        assertEquals(
                5, json(world.get("/api/projects")).getJsonArray("projects").size());
        world.send("DELETE", "/api/projects/" + made.get(2), "");
        assertEquals(
                second,
                json(world.get("/api/projects?limit=3&after=" + first.getString("next"))),
                "it was the last there");
        for (String wrong : List.of(
                "limit=0", "limit=1001", "limit=x", "after=x", "after=" + made.get(0), "after=1." + "x".repeat(36))) {
            problem(400, world.get("/api/projects?" + wrong));
        }
    }

    @Test
    @DisplayName("a page of very many projects is whole, and is not sent again to who has it")
    void large_page() {
        for (int i = 0; i <= 100; i++) {
            world.project("p" + i);
        }
        HttpResponse<String> all = world.get("/api/projects?limit=1000");
        assertEquals(101, json(all).getJsonArray("projects").size());
        String tag = all.headers().firstValue("ETag").orElseThrow();
        assertEquals(
                304,
                world.send("GET", "/api/projects?limit=1000", "", "If-None-Match", tag)
                        .statusCode());
    }

    // ---- edits and objects

    @Test
    @DisplayName("edits are answered in order once durable; objects are then in memory, and saved after a flush")
    void edits_in_order() {
        String project = world.project("p");
        UUID client = UUID.randomUUID();

        var answered = world.post(project + "/edits", edits(client, PUT_A, PATCH_Z, INVALID, PUT_B));

        assertEquals(200, answered.statusCode());
        JsonArray results = json(answered).getJsonArray("results");
        assertEquals(new JsonObject().put("edit", 1).put("seq", 1), results.getJsonObject(0));
        assertEquals(
                "not_found", results.getJsonObject(1).getJsonObject("refused").getString("code"));
        assertEquals(3, results.getJsonObject(2).getInteger("edit"));
        assertEquals(
                "invalid", results.getJsonObject(2).getJsonObject("refused").getString("code"));
        assertEquals(new JsonObject().put("edit", 4).put("seq", 2), results.getJsonObject(3));
        assertEquals(2, json(answered).getInteger("durable"));
        world.post(project + "/flush", "");
        for (String view : List.of("", "?view=live", "?view=saved")) {
            JsonObject all = json(world.get(project + "/objects" + view));
            assertEquals(2, all.getInteger("seq"));
            assertEquals(Set.of("a", "b"), Set.copyOf(ids(all.getJsonArray("objects"))));
        }
        assertEquals(
                new JsonObject()
                        .put("id", "b")
                        .put("props", new JsonObject("{\"type\":\"t\",\"k\":[1,\"é\"]}"))
                        .put("seq", 2)
                        .put("updatedAt", Drawings.NOW)
                        .put("updatedBy", "anonymous"),
                json(world.get(project + "/objects/b?view=saved")));
    }

    @Test
    @DisplayName("an edit that is sent again is answered with the same seq")
    void edits_again() {
        String project = world.project("p");
        String body = edits(UUID.randomUUID(), PUT_A);

        String first = world.post(project + "/edits", body).body();

        assertEquals(first, world.post(project + "/edits", body).body());
    }

    @Test
    @DisplayName("wait=applied answers before anything is durable; the saved view is older")
    void applied() {
        String project = world.project("p");
        world.onLoop(world.store::holdCommits);

        var answered = world.post(project + "/edits?wait=applied", edits(UUID.randomUUID(), PUT_A));

        assertEquals(0, json(answered).getInteger("durable"));
        assertEquals(1, json(world.get(project + "/objects")).getInteger("seq"));
        assertEquals(0, json(world.get(project + "/objects?view=saved")).getInteger("seq"));
        problem(404, world.get(project + "/objects/a?view=saved"));
        assertEquals(200, world.get(project + "/objects/a").statusCode());
        world.onLoop(world.store::releaseAll);
    }

    @Test
    @DisplayName("edits that could not be made durable are a 503 that says they are applied")
    void undurable_edits() {
        String project = world.project("p");
        String body = edits(UUID.randomUUID(), PUT_A);
        world.onLoop(() -> world.store.failNextCommits(100));

        var refused = problem(503, world.post(project + "/edits", body));
        world.onLoop(() -> world.store.failNextCommits(0));

        assertTrue(json(refused).getString("detail").contains("applied but not durable"));
        assertTrue(refused.headers().firstValue("Retry-After").isPresent());
        assertEquals(
                1,
                json(eventually(200, () -> world.post(project + "/edits", body)))
                        .getInteger("durable"));
    }

    @Test
    @DisplayName("a project that takes no edits is a 503")
    void stopped() {
        String project = world.project("p");
        world.onLoop(() -> world.store.failNextCommits(100));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            statuses.add(world.post(project + "/edits?wait=applied", edits(UUID.randomUUID(), large(i)))
                    .statusCode());
        }
        assertEquals(200, statuses.getFirst());
        assertEquals(503, statuses.getLast());
    }

    @Test
    @DisplayName("a body that is not a batch of edits is a 400, and nothing of it is applied")
    void malformed_edits() {
        String project = world.project("p");

        problem(400, world.post(project + "/edits", ""));
        problem(400, world.post(project + "/edits", "{\"client\":\"x\",\"edits\":[]}"));
        problem(400, world.post(project + "/edits", edits(UUID.randomUUID(), PUT_A, "{\"changes\":[]}")));
        problem(400, world.post(project + "/edits?wait=forever", edits(UUID.randomUUID(), PUT_A)));
        assertEquals(0, json(world.get(project + "/objects")).getInteger("seq"));
    }

    @Test
    @DisplayName("a large canvas is sent in pieces, and completely")
    void large_canvas() {
        String project = world.project("p");
        StringBuilder puts = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            puts.append(i == 0 ? "" : ",")
                    .append("{\"op\":\"put\",\"id\":\"o" + i + "\",\"props\":{\"t\":\"" + "x".repeat(900) + "\"}}");
        }
        world.post(project + "/edits", edits(UUID.randomUUID(), "{\"edit\":1,\"changes\":[" + puts + "]}"));

        var all = world.get(project + "/objects");

        assertEquals("chunked", all.headers().firstValue("Transfer-Encoding").orElseThrow());
        assertEquals(1_000, json(all).getJsonArray("objects").size());
    }

    // ---- flush

    @Test
    @DisplayName("a flush saves what is unsaved, and is answered with 204 if nothing is")
    void flush() {
        String project = world.project("p");
        assertEquals(204, world.post(project + "/flush", "").statusCode());
        world.post(project + "/edits?wait=applied", edits(UUID.randomUUID(), PUT_A, PUT_B));

        assertEquals(2, json(world.post(project + "/objects/a/flush", "")).getInteger("seq"));
        assertEquals(2, json(world.get(project + "/objects?view=saved")).getInteger("seq"));
        assertEquals(204, world.post(project + "/objects/a/flush", "").statusCode());
        problem(404, world.post(project + "/objects/zz/flush", ""));
        problem(404, world.post("/api/projects/" + UUID.randomUUID() + "/flush", ""));
    }

    @Test
    @DisplayName("S6 a flush tells how many objects the database refused rows for")
    void flush_with_objects_set_aside() {
        String project = world.project("p");
        world.post(project + "/edits?wait=applied", edits(UUID.randomUUID(), PUT_A));
        assertEquals(Set.of("seq"), json(world.post(project + "/flush", "")).fieldNames());
        world.onLoop(() -> world.projects.setAside(2));
        world.post(project + "/edits?wait=applied", edits(UUID.randomUUID(), PUT_B));

        assertEquals(2, json(world.post(project + "/flush", "")).getInteger("setAside"));
        assertEquals(
                2, json(world.post(project + "/flush", "")).getInteger("setAside"), "also when nothing was unsaved");
    }

    @Test
    @DisplayName("S3 a flush saves what the rows lack of a project that is not in memory")
    void flush_behind() {
        String project = world.project("p");
        UUID id = UUID.fromString(project.substring(project.lastIndexOf('/') + 1));
        world.post(project + "/edits", edits(UUID.randomUUID(), PUT_A));
        world.post(project + "/flush", "");
        world.onLoop(() -> world.store.setBack(id));
        world.onLoop(() -> world.rooms.lost(id, world.store.epoch(id)));

        assertEquals(1, json(world.post(project + "/flush", "")).getInteger("seq"));
        assertEquals(1, world.store.checkpoint(id));
        assertEquals(204, world.post(project + "/flush", "").statusCode());
    }

    @Test
    @DisplayName("a flush that fails is a 503")
    void failed_flush() {
        String project = world.project("p");
        world.post(project + "/edits?wait=applied", edits(UUID.randomUUID(), PUT_A));
        world.onLoop(() -> world.store.failNextSaves(1));

        problem(503, world.post(project + "/flush", ""));
        assertEquals(200, world.post(project + "/flush", "").statusCode());
    }

    private static String large(int i) {
        return "{\"edit\":%d,\"changes\":[{\"op\":\"put\",\"id\":\"o%d\",\"props\":{\"t\":\"%s\"}}]}"
                .formatted(i, i, "x".repeat(200_000));
    }

    private static String title(String title) {
        return new JsonObject().put("title", title).encode();
    }

    private static List<String> ids(JsonArray records) {
        return records.stream().map(it -> ((JsonObject) it).getString("id")).toList();
    }
}
