package dev.easel.server.loop;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The event loops that rooms run on. All of them listen on one port, so that a room and many of its sockets are on one
 * thread. May be used from any thread.
 */
public final class EventLoops {
    private final List<LoopVerticle> verticles;
    private final List<Loop> loops;

    private EventLoops(List<LoopVerticle> verticles) {
        this.verticles = verticles;
        loops = verticles.stream().map(LoopVerticle::loop).toList();
    }

    /** Takes {@code count} loops of Vert.x's; they are different threads if it has at least as many. */
    public static Future<EventLoops> deploy(Vertx vertx, int count, InstantSource clock) {
        List<LoopVerticle> verticles =
                Stream.generate(() -> new LoopVerticle(clock)).limit(count).toList();
        Future<String> deployed = Future.succeededFuture();
        for (LoopVerticle verticle : verticles) {
            deployed = deployed.compose(_ -> vertx.deployVerticle(verticle));
        }
        return deployed.map(_ -> new EventLoops(verticles));
    }

    /** Takes one loop, for work that is not a room's. */
    public static Future<Loop> deployOne(Vertx vertx, InstantSource clock) {
        return deploy(vertx, 1, clock).map(loops -> loops.loops().getFirst());
    }

    public List<Loop> loops() {
        return loops;
    }

    /**
     * Listens on every loop, one after the other; completes with the port.
     *
     * @param port 0 picks a free one
     * @param serving puts what answers the requests of one loop on its server; called on that loop
     */
    public Future<Integer> listen(String host, int port, HttpServerOptions options, Consumer<HttpServer> serving) {
        int shared = port == 0 ? -1 : port; // Vert.x calls a free port that several listen on -1
        Future<Integer> listening = Future.succeededFuture(port);
        for (LoopVerticle verticle : verticles) {
            listening = listening.compose(_ -> verticle.listen(host, shared, options, serving));
        }
        return listening;
    }

    /** Takes no new connections; completes once those there are have ended, or are cut after {@code withinMs}. */
    public Future<Void> close(long withinMs) {
        return Future.join(verticles.stream()
                        .map(verticle -> verticle.close(withinMs))
                        .toList())
                .mapEmpty();
    }
}
