package dev.easel.server.http;

import static dev.easel.server.http.HttpWorld.edits;
import static dev.easel.server.http.HttpWorld.json;
import static dev.easel.server.http.HttpWorld.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.health.DatabaseHealth;
import dev.easel.server.health.Pulse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HealthResourceTest {
    private static final String PUT_A =
            "{\"edit\":1,\"group\":\"g\",\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}]}";

    private final HttpWorld world = new HttpWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("readiness names database and auto-save, and is a 503 when one of them fails")
    void health() {
        assertEquals(200, world.get("/health/live").statusCode());
        assertEquals(200, world.get("/health/ready").statusCode());

        world.database = () -> Future.failedFuture("down");
        var down = world.get("/health/ready");
        assertEquals(503, down.statusCode());
        assertEquals("failing", json(down).getJsonObject("database").getString("status"));
        world.database = () -> Promise.<DatabaseHealth>promise().future();
        assertEquals(503, world.get("/health/ready").statusCode());
        world.database = () -> Future.succeededFuture(DatabaseHealth.READ_ONLY);
        JsonObject readOnly = json(world.get("/health/ready")).getJsonObject("database");
        assertEquals("it takes no writes: it is a standby, or was made read-only", readOnly.getString("problem"));
        world.database = () -> Future.succeededFuture(DatabaseHealth.WRITABLE);

        world.now.addAndGet(15_001);
        assertEquals(503, world.get("/health/ready").statusCode());
        world.autoSave.tick();
        world.onLoop(() -> {});
        var ready = world.get("/health/ready");
        assertEquals(200, ready.statusCode());
        assertEquals(world.now.get(), json(ready).getJsonObject("autoSave").getLong("lastTickAt"));
    }

    @Test
    @DisplayName(
            "it lives while its loops answer, and says which one does not; a database that is away changes nothing")
    void live() {
        world.database = () -> Future.failedFuture("down");
        assertEquals(200, world.get("/health/live").statusCode());
        for (int i = 0; i <= Pulse.HANGS_AFTER; i++) {
            world.pulse.ask();
        }
        var hangs = world.get("/health/live");
        assertEquals(503, hangs.statusCode());
        assertEquals("no-store", hangs.headers().firstValue("Cache-Control").orElseThrow());
        JsonObject problem = json(hangs).getJsonArray("problems").getJsonObject(0);
        assertEquals("loop_hangs", problem.getString("code"));
        assertTrue(problem.getString("text").startsWith("a loop has not answered"), problem::encode);
        assertEquals(503, world.send("HEAD", "/health/live", "").statusCode());
        world.asked.remove().run();
        world.pulse.ask();
        assertEquals(200, world.send("HEAD", "/health/live", "").statusCode());
    }

    @Test
    @DisplayName("its start is over once, and readiness says in words what is not well")
    void started() {
        assertEquals(200, world.get("/health/started").statusCode());
        assertEquals(new JsonArray(), json(world.get("/health/ready")).getJsonArray("problems"));
        world.database = () -> Future.succeededFuture(DatabaseHealth.READ_ONLY);
        JsonObject problem =
                json(world.get("/health/ready")).getJsonArray("problems").getJsonObject(0);
        assertEquals("database_read_only", problem.getString("code"));
        assertEquals("the database takes no writes: it is a standby, or was made read-only", problem.getString("text"));
    }

    @Test
    @DisplayName("readiness tells why the journal commits nothing, and nothing of it once it commits again")
    void journal() {
        String project = world.project("p");
        assertNull(journalProblem(world.get("/health/ready")));
        world.onLoop(() -> world.store.failNextCommits(1_000));
        world.post(project + "/edits?wait=applied", edits(UUID.randomUUID(), PUT_A));
        var failing = HttpWorld.eventually(503, () -> world.get("/health/ready"));
        assertEquals("the store in memory was told to fail", journalProblem(failing));
        world.onLoop(() -> world.store.failNextCommits(0));
        assertNull(journalProblem(HttpWorld.eventually(200, () -> world.get("/health/ready"))));
    }

    private static String journalProblem(HttpResponse<String> ready) {
        return json(ready).getJsonObject("journal").getString("problem");
    }

    @Test
    @DisplayName("readiness tells the bytes of what is in memory, and their bound")
    void rooms() {
        JsonObject before = json(world.get("/health/ready")).getJsonObject("rooms");
        assertEquals(0, before.getLong("bytes"));
        assertTrue(before.getLong("mostBytes") > 0);
        String project = world.project("p");
        world.post(project + "/edits", edits(UUID.randomUUID(), PUT_A));
        long bytes = json(world.get("/health/ready")).getJsonObject("rooms").getLong("bytes");
        assertTrue(bytes > 100 && bytes < 300, "one small object: " + bytes);
    }

    @Test
    @DisplayName("one project that cannot be saved is told in figures; that none can for too long is not ready")
    void old_unsaved() {
        String project = world.project("p");
        world.post(project + "/edits", edits(UUID.randomUUID(), PUT_A));
        world.onLoop(() -> world.store.failNextSaves(100));
        world.now.addAndGet(60_001);
        world.autoSave.tick();
        world.onLoop(() -> {});

        var ready = world.get("/health/ready");

        assertEquals(200, ready.statusCode());
        assertEquals(1, json(ready).getJsonObject("autoSave").getInteger("failingProjects"));
        assertEquals(1, json(ready).getJsonObject("autoSave").getInteger("dirtyProjects"));
        assertEquals(60_001, json(ready).getJsonObject("autoSave").getInteger("oldestUnsavedAgeMs"));

        world.post(world.project("q") + "/edits", edits(UUID.randomUUID(), PUT_A));
        world.now.addAndGet(60_001);
        world.autoSave.tick();
        world.onLoop(() -> {});
        assertEquals(503, world.get("/health/ready").statusCode());
    }

    @Test
    @DisplayName("metrics are Prometheus text, or JSON if the client prefers it")
    void metrics() {
        String project = world.project("p");
        world.post(project + "/edits", edits(UUID.randomUUID(), PUT_A));
        world.post(project + "/flush", "");

        assertTrue(world.get("/metrics").body().contains("easel_autosave_objects_total 1.0"));
        assertText("text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
        assertText("application/json;q=0.4, text/plain");
        assertText("application/json;q=0, */*");
        assertText("image/png");
        assertJson("application/json");
        assertJson("application/json, text/plain;q=0.9");
        assertJson("text/*;q=0.1, application/*");
        JsonObject figures = json(world.send("GET", "/metrics", "", "Accept", "application/json"));
        assertEquals(1, figures.getInteger("projectsSaved"));
        assertEquals(1, figures.getInteger("objectsPerMinute"));
        assertEquals(1.0, figures.getDouble("successRate"));
        assertTrue(figures.getJsonObject("saveLatency").getInteger("count") == 1, figures::encode);
        assertEquals(
                project,
                "/api/projects/"
                        + figures.getJsonArray("lastSaves").getJsonObject(0).getString("project"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics/", "//metrics", "/%6detrics", "/api/../metrics"})
    @DisplayName("metrics have one path: what balancers keep from people is not there under another writing of it")
    void metrics_path(String path) {
        HttpResponse<String> answer = world.get(path);
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("/metrics, and in no other way"), answer.body());
    }

    @Test
    @DisplayName("the figures of all instances are JSON alone: the text is always of one")
    void metrics_of_all() {
        assertEquals(
                200,
                world.send("GET", "/metrics?scope=cluster", "", "Accept", "application/json")
                        .statusCode());
        assertEquals(
                200,
                world.send("GET", "/metrics?scope=instance", "", "Accept", "application/json")
                        .statusCode());
        assertEquals(200, world.get("/metrics?scope=instance").statusCode());
        problem(400, world.get("/metrics?scope=cluster"));
        problem(400, world.get("/metrics?scope=all"));
        problem(400, world.send("GET", "/metrics?scope=", "", "Accept", "application/json"));
    }

    private void assertText(String accept) {
        assertTrue(world.send("GET", "/metrics", "", "Accept", accept).body().startsWith("#"), accept);
    }

    private void assertJson(String accept) {
        assertTrue(world.send("GET", "/metrics", "", "Accept", accept).body().startsWith("{"), accept);
    }
}
