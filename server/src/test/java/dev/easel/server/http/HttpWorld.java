package dev.easel.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.protocol.Limits;
import dev.easel.server.access.OriginPolicy;
import dev.easel.server.access.Origins;
import dev.easel.server.autosave.AutoSave;
import dev.easel.server.autosave.DirtyProjects;
import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.Durability;
import dev.easel.server.call.FrameAncestors;
import dev.easel.server.call.Gate;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Tracing;
import dev.easel.server.connections.ConnectionSettings;
import dev.easel.server.connections.Connections;
import dev.easel.server.excalidraw.Drawings;
import dev.easel.server.forms.MemoryForms;
import dev.easel.server.health.AutoSaveHealth;
import dev.easel.server.health.DatabaseHealth;
import dev.easel.server.health.Health;
import dev.easel.server.health.HealthSettings;
import dev.easel.server.health.JournalHealth;
import dev.easel.server.health.Life;
import dev.easel.server.health.OwnershipHealth;
import dev.easel.server.health.Pulse;
import dev.easel.server.health.RoomsHealth;
import dev.easel.server.journal.GroupCommit;
import dev.easel.server.journal.JournalConnections;
import dev.easel.server.journal.JournalSettings;
import dev.easel.server.loop.VertxLoop;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.metrics.AutoSaveMetrics;
import dev.easel.server.metrics.ConnectionMetrics;
import dev.easel.server.metrics.JournalMetrics;
import dev.easel.server.metrics.RoomMetrics;
import dev.easel.server.persistence.Moves;
import dev.easel.server.persistence.Previews;
import dev.easel.server.residence.Residence;
import dev.easel.server.residence.Residences;
import dev.easel.server.room.RoomPorts;
import dev.easel.server.room.RoomSettings;
import dev.easel.server.room.Rooms;
import dev.easel.server.store.MemoryStore;
import dev.easel.server.webclient.WebClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The HTTP API on a real server, over real rooms, a real auto-save and a store in memory. All on one event loop. */
final class HttpWorld implements AutoCloseable {
    /** The bound on undurable bytes. */
    static final int UNDURABLE = 1 << 20;

    final AtomicLong now = new AtomicLong(Drawings.NOW);
    final MemoryStore store = new MemoryStore();
    final MemoryProjects projects = new MemoryProjects(store);
    final AutoSave autoSave;
    final Rooms rooms;
    final MemoryForms forms;

    /** What people would want to know. */
    final ActivityLog activity = new ActivityLog(() -> Instant.ofEpochMilli(now.get()));

    /** The projects whose present was noted, each as often as it was. */
    final List<UUID> noted = new CopyOnWriteArrayList<>();

    /** A loop that answers when it is told to. */
    final Deque<Runnable> asked = new ArrayDeque<>();

    final Pulse pulse = new Pulse(Map.of("a loop", asked::add));
    final Life life = new Life(pulse);

    /** How the database answers the health check. */
    volatile Supplier<Future<DatabaseHealth>> database = () -> Future.succeededFuture(DatabaseHealth.WRITABLE);

    final int port;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context context = vertx.getOrCreateContext();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final ConnectionSettings CONNECTIONS =
            new ConnectionSettings(1_000, 1_000, 1_000, 10_000, 75_000, 30_000, 64 << 20);

    /** The defaults, but with a short time to wait for durability. */
    private static final HttpSettings SETTINGS = new HttpSettings(
            Limits.DEFAULTS, 64 << 20, 100_000, 2, 1 << 20, 2, 256 << 20, 64 << 20, 500, 30, FrameAncestors.OWN);

    HttpWorld() {
        this(SETTINGS);
    }

    HttpWorld(HttpSettings settings) {
        this(settings, WebClient.NONE, Origins.NONE, false);
    }

    HttpWorld(WebClient web) {
        this(SETTINGS, web, Origins.NONE, false);
    }

    /** @param origins pages from there may use the server */
    HttpWorld(Origins origins) {
        this(SETTINGS, WebClient.NONE, origins, false);
    }

    /** It remembers nothing of forms, as if it had just started, each time. */
    static HttpWorld forgetful() {
        return new HttpWorld(SETTINGS, WebClient.NONE, Origins.NONE, true);
    }

    private HttpWorld(HttpSettings settings, WebClient web, Origins origins, boolean isForgetful) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        VertxLoop loop = new VertxLoop(vertx, context, () -> Instant.ofEpochMilli(now.get()));
        DirtyProjects dirty = new DirtyProjects(() -> Instant.ofEpochMilli(now.get()));
        AutoSaveMetrics metrics = new AutoSaveMetrics(registry, dirty::size, dirty::oldestAgeMs);
        Limits limits = settings.limits();
        GroupCommit journal = new GroupCommit(
                loop,
                new JournalConnections(store, store, store),
                new JournalSettings(0, UNDURABLE, UNDURABLE),
                new JournalMetrics(registry),
                new Random(1));
        autoSave = new AutoSave(loop, dirty, store, metrics, 4);
        Residence residence = Residences.wide();
        rooms = new Rooms(
                List.of(loop),
                new RoomPorts(
                        store,
                        Previews.NONE,
                        Moves.NONE,
                        () -> true,
                        journal,
                        autoSave,
                        residence,
                        new RoomSettings(limits, 60_000, 60_000, 5_000, 10_000),
                        new RoomMetrics(registry),
                        () -> UUID.randomUUID().toString()));
        journal.attach(rooms);
        autoSave.attach(rooms);
        life.started();
        Health health = new Health(
                life,
                () -> database.get(),
                () -> OwnershipHealth.OWNING,
                () -> new JournalHealth(
                        journal.state(),
                        journal.undurableBytes(),
                        journal.failingProjects(),
                        journal.outage().map(_ -> "the store in memory was told to fail")),
                () -> new AutoSaveHealth(
                        metrics.lastTickAt(),
                        dirty.size(),
                        autoSave.failingProjects(),
                        dirty.oldestAgeMs(),
                        Math.min(metrics.sinceSavedMs(now.get()), dirty.secondOverdueMs())),
                new HealthSettings(5_000, 60_000, 0),
                () -> Instant.ofEpochMilli(now.get()));
        Vitals vitals = new Vitals(
                health,
                () -> new RoomsHealth(residence.bytes(), residence.mostBytes(), 0),
                () -> metrics.figures(now.get()),
                () -> Future.succeededFuture(metrics.figures(now.get())),
                activity,
                registry,
                () -> Instant.ofEpochMilli(now.get()));
        Connections connections =
                new Connections(CONNECTIONS, Optional.empty(), new ConnectionMetrics(registry), life::isWell);
        Durability durability = new Durability(rooms, settings.timeoutMs());
        forms = new MemoryForms(rooms, store, durability, now.get(), isForgetful);
        HttpApi api = new HttpApi(rooms, projects, forms.forms(), durability, this::note, vitals, settings, web);
        port = await(Future.<Integer>future(promise -> context.runOnContext(_ -> {
            Router router = Router.router(vertx);
            new Tracing(new Random(1)).mount(router);
            new Gate(new OriginPolicy(origins, "127.0.0.1", true)).mount(router);
            api.mount(router, Guard.OPEN, loop);
            router.get("/api/projects/:project/socket").handler(it -> it.end("socket"));
            router.get("/broken").handler(_ -> {
                throw new IllegalStateException("secret");
            });
            vertx.createHttpServer(connections.configure(new HttpServerOptions()))
                    .connectionHandler(connections::accept)
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .map(server -> server.actualPort())
                    .onComplete(promise);
        })));
    }

    private Future<Void> note(UUID project, Author author) {
        noted.add(project);
        return Future.succeededFuture();
    }

    /** Does something on the one event loop, for instance to the store. */
    void onLoop(Runnable task) {
        await(Future.<Void>future(promise -> context.runOnContext(_ -> {
            task.run();
            promise.complete();
        })));
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    HttpResponse<String> post(String path, String body) {
        return send("POST", path, body);
    }

    /** A body is JSON where the headers name no other type. */
    HttpResponse<String> send(String method, String path, String body, String... headers) {
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            List<String> typed = new ArrayList<>(List.of(headers));
            typed.addAll(List.of("Content-Type", "application/json"));
            return send(method, path, body, typed.toArray(String[]::new));
        }
        return send(
                method,
                path,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                BodyHandlers.ofString(),
                headers);
    }

    <T> HttpResponse<T> send(
            String method, String path, BodyPublisher body, BodyHandler<T> handler, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), handler);
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(method + " " + path, failed);
        }
    }

    /** The ids of all projects. */
    List<UUID> all() {
        List<UUID> ids = new ArrayList<>();
        onLoop(() -> ids.addAll(projects.ids()));
        return ids;
    }

    /** The path of a new project. */
    String project(String title) {
        HttpResponse<String> created =
                post("/api/projects", new JsonObject().put("title", title).encode());
        return "/api/projects/" + new JsonObject(created.body()).getString("id");
    }

    static JsonObject json(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }

    /** The same response, which must be this problem. */
    static HttpResponse<String> problem(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response::body);
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                Set.of("type", "title", "status", "detail", "traceId"),
                json(response).fieldNames());
        assertEquals(status, json(response).getInteger("status"));
        return response;
    }

    /** The first answer with this status: what was failing comes back after a pause. */
    static HttpResponse<String> eventually(int status, Supplier<HttpResponse<String>> ask) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        HttpResponse<String> answer = ask.get();
        while (answer.statusCode() != status && System.nanoTime() < deadline) {
            answer = ask.get();
        }
        assertEquals(status, answer.statusCode(), answer::body);
        return answer;
    }

    /** A body of edits. */
    static String edits(UUID client, String... edits) {
        return "{\"client\":\"" + client + "\",\"edits\":[" + String.join(",", edits) + "]}";
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError(late);
        }
    }

    @Override
    public void close() {
        client.close();
        await(vertx.close());
    }
}
