package dev.easel.server.forwarding;

import dev.easel.server.access.OriginPolicy;
import dev.easel.server.access.Origins;
import dev.easel.server.call.BodyBytes;
import dev.easel.server.call.Gate;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Routes;
import dev.easel.server.call.Tracing;
import dev.easel.server.connections.ConnectionSettings;
import dev.easel.server.connections.Connections;
import dev.easel.server.loop.EventLoops;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.ConnectionMetrics;
import dev.easel.server.metrics.ForwardingMetrics;
import dev.easel.server.ownership.Owners;
import dev.easel.server.ownership.Owners.Place.Here;
import dev.easel.server.ownership.Owners.Place.There;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Instances without rooms: real servers on loopback, each on a loop of its own, and a test that says who owns. */
final class ForwardWorld implements AutoCloseable {
    static final UUID PROJECT = new UUID(0x4000, 1L << 63);
    static final String PATH = "/api/projects/" + PROJECT;

    /** A page that may read the answers. */
    static final String SHARED = "https://shared.example";

    private static final Origins ORIGINS = Origins.fromEnvironment(Map.of(Origins.VARIABLE, SHARED)::get);

    private static final byte[] KEY = "a key of 32 bytes, for all nodes".getBytes(StandardCharsets.US_ASCII);

    private final List<Node> nodes = new ArrayList<>();

    /** @param resources puts what it answers on its router */
    Node node(String id, Consumer<Router> resources) {
        return node(id, resources, (_, _) -> {});
    }

    /** @param calls puts more of what it answers on its router */
    Node node(String id, Consumer<Router> resources, BiConsumer<Node, Routes> calls) {
        Node node = new Node(id, resources, calls);
        nodes.add(node);
        return node;
    }

    static Marks marks() {
        return new Marks(KEY);
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
        nodes.forEach(node -> await(node.vertx.close()));
    }

    /** An instance, which owns everything until the test says something else. */
    static final class Node implements Owners {
        final String id;
        final int port;
        final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        /** Where it finds the project, and where when it looks again. */
        volatile Future<Place> now = Future.succeededFuture(new Here());

        /** Projects that it was asked to read, with their moves, and what becomes of that. */
        final List<String> prepared = new CopyOnWriteArrayList<>();

        volatile Future<Void> preparing = Future.succeededFuture();
        /** What it tells others of who makes the requests that it passes on. */
        volatile Optional<String> vouched = Optional.empty();

        volatile Future<Place> again = Future.succeededFuture(new Here());
        final AtomicInteger looks = new AtomicInteger();
        private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        private volatile HttpServerConnection accepted;
        final Forwarding forwarding;
        private final Loop loop;
        private final List<Consumer<String>> gone = new ArrayList<>();

        private Node(String id, Consumer<Router> resources, BiConsumer<Node, Routes> calls) {
            this.id = id;
            Connections connections = new Connections(
                    new ConnectionSettings(1_000, 10, 0, 10_000, 75_000, 30_000, 64 << 20),
                    Optional.empty(),
                    new ConnectionMetrics(registry),
                    () -> true);
            forwarding = new Forwarding(
                    new ForwardingSettings(id, 50, 75_000, Optional.empty()),
                    KEY,
                    this,
                    connections::ofAnInstance,
                    this::prepare,
                    (_, _) -> vouched,
                    new ForwardingMetrics(registry));
            EventLoops loops = await(EventLoops.deploy(vertx, 1, Clock.systemUTC()));
            loop = loops.loops().getFirst();
            port = await(loops.listen("127.0.0.1", 0, connections.configure(new HttpServerOptions()), server -> {
                Router router = Router.router(vertx);
                new Tracing(new Random(id.hashCode())).mount(router);
                forwarding.mountEntrance(router);
                new Gate(new OriginPolicy(ORIGINS, "127.0.0.1", true)).mount(router);
                forwarding.mount(vertx, router);
                resources.accept(router);
                Routes routes = new Routes(
                        router,
                        Guard.OPEN,
                        new BodyBytes(64 << 20),
                        loops.loops().getFirst());
                calls.accept(this, routes);
                routes.close("/api/*", _ -> Future.failedFuture(Problem.notFound("nothing")));
                server.connectionHandler(it -> {
                            connections.accept(it);
                            accepted = (HttpServerConnection) it;
                        })
                        .requestHandler(router);
            }));
        }

        private Future<Void> prepare(UUID project, int moves) {
            prepared.add(project + " " + moves);
            return preparing;
        }

        There place() {
            return new There(id, URI.create("http://127.0.0.1:" + port));
        }

        /** From now on it finds the project there. */
        void finds(Place place) {
            now = Future.succeededFuture(place);
        }

        /** From now on it finds the project there when it looks again. */
        void findsAgain(Place place) {
            again = Future.succeededFuture(place);
        }

        void hearsGone(Node other) {
            gone.forEach(listener -> listener.accept(other.id));
        }

        /** It begins to end, and has told the clients of its tunnels. */
        void drain() {
            forwarding.drain();
            await(loop.ask(Future::succeededFuture)); // behind what that does there
        }

        /** The handlers of the connection that it has accepted last. */
        List<String> handlers() {
            return accepted.channelHandlerContext().pipeline().names();
        }

        double forwarded(String outcome) {
            return registry.get("easel.forwarded")
                    .tag("outcome", outcome)
                    .counter()
                    .count();
        }

        @Override
        public Future<Place> locate(UUID project) {
            return now.isComplete() ? now : loop.ask(() -> now); // on the loop of who asks, as the real one
        }

        @Override
        public Future<Place> locateAgain(UUID project, There failed) {
            looks.incrementAndGet();
            return again;
        }

        @Override
        public void onGone(Consumer<String> listener) {
            gone.add(listener);
        }
    }
}
