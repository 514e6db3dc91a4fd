package dev.easel.server.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.call.Caller;
import dev.easel.server.call.Guard;
import dev.easel.server.live.ProjectFigures;
import dev.easel.server.loop.VertxLoop;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.metrics.AutoSaveMetrics;
import dev.easel.server.metrics.InstanceMetrics;
import dev.easel.server.metrics.LoopMetrics;
import dev.easel.server.ownership.OtherInstance;
import dev.easel.server.ownership.Owners.Place.There;
import dev.easel.server.persistence.FailingProject;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The call on a real server, among other instances that answer what the test says. */
@Timeout(20)
class DashboardApiTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String FROM_AN_INSTANCE = "From-An-Instance";
    private static final long WAIT_MS = 10_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<OtherInstance> others = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Function<String, Future<Buffer>> answers = _ -> Future.failedFuture("no answer");
    private final DashboardApi api;
    private final int port;

    DashboardApiTest() {
        Context context = vertx.getOrCreateContext();
        VertxLoop loop = new VertxLoop(vertx, context, CLOCK);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        InstanceMetrics metrics = InstanceMetrics.of(registry, CLOCK);
        AutoSaveMetrics saves = new AutoSaveMetrics(registry, () -> 2, () -> 0);
        Readings readings = new Readings(
                metrics.rooms(),
                metrics.journal(),
                saves,
                new LoopMetrics(registry, List.of("a")),
                () -> 0,
                new Readings.Machine(() -> 0, 0, () -> 0, () -> 0, 1),
                CLOCK,
                Future::succeededFuture);
        api = new DashboardApi(
                vertx, loop, new Quiet(), new Told(), readings, () -> saves.figures(CLOCK.millis()), WAIT_MS);
        port = await(Future.<Integer>future(listening -> context.runOnContext(_ -> {
            Router router = Router.router(vertx);
            router.route().handler(it -> {
                if (it.request().headers().contains(FROM_AN_INSTANCE)) {
                    new Caller("-", it.request().connection(), Optional.of("other")).tell(it);
                }
                it.next();
            });
            api.mount(router, Guard.OPEN, loop);
            vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .map(server -> server.actualPort())
                    .onComplete(listening);
        })));
    }

    @AfterEach
    void close() {
        client.close();
        await(vertx.close());
    }

    @Test
    @DisplayName("all are there: who answers with what it says, the silent and the dead with what the database knows")
    void cluster() {
        others.add(other("c-answers", false));
        others.add(other("b-silent", false));
        others.add(other("a-dead", true));
        others.add(other("d-garbled", false));
        String other = "{\"instance\":\"c-answers\",\"self\":false,\"new\":{\"x\":[1,null]}}";
        answers = id -> switch (id) {
            case "c-answers" -> told("{\"at\":1,\"instances\":[" + other + "]}");
            case "d-garbled" -> told("{\"instances\":");
            default -> Future.failedFuture("no answer");
        };
        JsonObject answer = new JsonObject(get("/api/dashboard?since=5000").body());
        assertEquals(5_000, answer.getInteger("step"));
        assertFalse(answer.containsKey("omitted"));
        JsonArray instances = answer.getJsonArray("instances");
        assertEquals(
                List.of("me", "a-dead", "b-silent", "c-answers", "d-garbled"),
                instances.stream()
                        .map(it -> ((JsonObject) it).getString("instance"))
                        .toList());
        assertTrue(instances.getJsonObject(0).getBoolean("self"));
        assertEquals(
                new JsonObject(other),
                instances.getJsonObject(3),
                "as it is told, with what this version does not know");
        assertEquals("dead", instances.getJsonObject(1).getString("state"));
        assertEquals("silent", instances.getJsonObject(2).getString("state"));
        assertEquals("silent", instances.getJsonObject(4).getString("state"));
        assertEquals(7, instances.getJsonObject(1).getLong("started"));
        assertFalse(instances.getJsonObject(1).getBoolean("ready"));
        assertFalse(instances.getJsonObject(1).containsKey("steps"));
        assertEquals(3, asked.size());
        assertTrue(asked.contains("b-silent /api/dashboard?scope=instance&since=5000"), asked::toString);
    }

    @Test
    @DisplayName("one instance is told of without asking others, and what an instance asks is never gathered again")
    void instance() {
        others.add(other("b", false));
        JsonObject own = new JsonObject(get("/api/dashboard?scope=instance").body())
                .getJsonArray("instances")
                .getJsonObject(0);
        assertTrue(own.getBoolean("self"));
        JsonArray marked = new JsonObject(get("/api/dashboard?scope=cluster", FROM_AN_INSTANCE, "1")
                        .body())
                .getJsonArray("instances");
        assertEquals(1, marked.size());
        assertFalse(marked.getJsonObject(0).getBoolean("self"), "it is not the one that the client has asked");
        assertEquals(List.of(), asked);
    }

    @Test
    @DisplayName("the figures of all that answer are summed, and it is told whose they are")
    void figures() {
        others.add(other("b", false));
        others.add(other("c", false));
        String figures = """
                {"projectsSaved":4,"saveFailures":0,"successRate":1,"objectsSaved":9,"objectsPerMinute":1,
                 "saveLatency":{"count":4,"averageMs":2.5,"p99Ms":3},
                 "batchLatency":{"count":0,"averageMs":0,"p99Ms":0},"dirtyProjects":3,"oldestUnsavedAgeMs":10,
                 "lastTickAt":5,"lastSaves":[{"project":"PROJECT","at":1,"seq":2,"objects":3}],"more":true}""";
        String told = figures.replace("PROJECT", new UUID(0, 1).toString());
        answers = id -> id.equals("b") ? told(told) : Future.failedFuture("no answer");
        SummedFigures all = (SummedFigures) await(api.figures().map(it -> (Record) it));
        assertEquals(4, all.projectsSaved());
        assertEquals(5, all.dirtyProjects());
        assertEquals(2.5, all.saveLatency().averageMs());
        assertEquals(
                List.of("me serving", "b serving", "c silent"),
                all.instances().stream()
                        .map(it -> it.instance() + " " + it.state())
                        .toList());
        assertEquals(1, all.lastSaves().size());
    }

    @Test
    @DisplayName("of those who ask about all at the same time so many are served, some wait, and one more comes again")
    void bound() {
        others.add(other("b", false));
        List<Promise<Buffer>> open = new CopyOnWriteArrayList<>();
        answers = _ -> {
            Promise<Buffer> answer = Promise.promise();
            open.add(answer);
            return answer.future();
        };
        int most = DashboardApi.GATHERINGS * 5;
        List<CompletableFuture<HttpResponse<String>>> asking = new ArrayList<>();
        for (int i = 0; i <= most; i++) {
            asking.add(send("/api/dashboard"));
        }
        CompletableFuture<HttpResponse<String>> first = new CompletableFuture<>();
        asking.forEach(it -> it.thenAccept(first::complete));
        HttpResponse<String> refused = first.join();
        assertEquals(503, refused.statusCode(), refused.body());
        assertEquals("1", refused.headers().firstValue("Retry-After").orElseThrow());
        answers = _ -> told("{\"instances\":[{\"instance\":\"b\"}]}");
        open.forEach(it -> it.complete(Buffer.buffer("{\"instances\":[{\"instance\":\"b\"}]}")));
        long served =
                asking.stream().filter(it -> it.join().statusCode() == 200).count();
        assertEquals(most, served);
    }

    private HttpResponse<String> get(String path, String... headers) {
        HttpResponse<String> answer = send(path, headers).join();
        assertEquals(200, answer.statusCode(), answer.body());
        return answer;
    }

    private CompletableFuture<HttpResponse<String>> send(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(15));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private static Future<Buffer> told(String json) {
        return Future.succeededFuture(Buffer.buffer(json));
    }

    private static OtherInstance other(String name, boolean isDead) {
        return new OtherInstance(name, URI.create("http://" + name + ":1"), "1", 7, false, isDead);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private final class Told implements Others {
        @Override
        public Future<List<OtherInstance>> all() {
            return Future.succeededFuture(others);
        }

        @Override
        public Future<Buffer> ask(There there, String uri, long withinMs, int mostBytes) {
            asked.add(there.instance() + " " + uri);
            return answers.apply(there.instance());
        }
    }

    /** An instance with nothing in it. */
    private static final class Quiet implements Subject {
        @Override
        public Self self() {
            return new Self("me", "http://me:1", 5, "1", false);
        }

        @Override
        public Standing standing() {
            return Standing.READY;
        }

        @Override
        public int owned() {
            return 0;
        }

        @Override
        public Future<List<ProjectFigures>> projects(int most) {
            return Future.succeededFuture(List.of());
        }

        @Override
        public List<FailingProject> failing(Trouble trouble) {
            return List.of();
        }

        @Override
        public String reason(Throwable failure) {
            return "told";
        }

        @Override
        public OptionalLong savedAt(UUID project) {
            return OptionalLong.empty();
        }

        @Override
        public Future<Map<UUID, String>> titles(Collection<UUID> projects) {
            return Future.succeededFuture(Map.of());
        }

        @Override
        public List<ActivityLog.Entry> activity() {
            return List.of();
        }
    }
}
