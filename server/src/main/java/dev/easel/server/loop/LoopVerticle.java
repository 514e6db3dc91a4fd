package dev.easel.server.loop;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.ContextInternal;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds one event loop, and listens on it when told to. */
final class LoopVerticle extends VerticleBase {
    private final InstantSource clock;
    private volatile @Nullable HttpServer server;

    LoopVerticle(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        return Future.succeededFuture();
    }

    /** Called once, when it is deployed. */
    Loop loop() {
        return new VertxLoop(vertx, context, clock);
    }

    /** Serves on this loop, beside others that listen on the same port; completes with the port. */
    Future<Integer> listen(String host, int port, HttpServerOptions options, Consumer<HttpServer> serving) {
        return ((ContextInternal) context)
                .future(listening -> context.runOnContext(_ -> {
                    HttpServer listener = vertx.createHttpServer(options);
                    serving.accept(listener);
                    listener.listen(port, host)
                            .onSuccess(_ -> server = listener)
                            .map(HttpServer::actualPort)
                            .onComplete(listening);
                }));
    }

    /** Takes no new connections; completes once those there are have ended, or are cut after {@code withinMs}. */
    Future<Void> close(long withinMs) {
        HttpServer listener = server;
        return listener == null ? Future.succeededFuture() : listener.shutdown(withinMs, TimeUnit.MILLISECONDS);
    }
}
