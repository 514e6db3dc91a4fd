package dev.easel.server;

import dev.easel.server.http.Desk;
import dev.easel.server.loop.Loop;
import dev.easel.server.loop.VertxLoop;
import dev.easel.server.socket.SocketRoute;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Holds an event loop for others to run on. One that rooms run on takes its share of the listening port too, so that a
 * room and many of its sockets are on one thread.
 */
final class LoopVerticle extends VerticleBase {
    private final InstantSource clock;
    private HttpServer server;

    LoopVerticle(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        return Future.succeededFuture();
    }

    /** Once deployed. */
    Loop loop() {
        return new VertxLoop(vertx, context, clock);
    }

    /** Serves on this loop, beside others that listen on the same port. */
    Future<Void> listen(Desk desk, SocketRoute sockets, String host, int port) {
        return ((ContextInternal) context)
                .<Void>future(listening -> context.runOnContext(_ -> {
                    Router router = Router.router(vertx);
                    sockets.mount(router);
                    desk.mount(router);
                    server = vertx.createHttpServer(sockets.configure(new HttpServerOptions()));
                    server.requestHandler(router)
                            .listen(port, host)
                            .<Void>mapEmpty()
                            .onComplete(listening);
                }));
    }

    /** Once it listens. */
    int port() {
        return server.actualPort();
    }

    /** Takes no new connections; completes once those there are have ended, or are cut after {@code withinMs}. */
    Future<Void> close(long withinMs) {
        return server.shutdown(withinMs, TimeUnit.MILLISECONDS);
    }
}
