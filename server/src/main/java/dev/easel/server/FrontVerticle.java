package dev.easel.server;

import dev.easel.server.http.Desk;
import dev.easel.server.socket.SocketRoute;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/** One event loop's share of the listening port. */
final class FrontVerticle extends VerticleBase {
    private final Desk desk;
    private final SocketRoute sockets;
    private final String host;
    private final int wantedPort;

    private HttpServer server;

    FrontVerticle(Desk desk, SocketRoute sockets, String host, int wantedPort) {
        this.desk = desk;
        this.sockets = sockets;
        this.host = host;
        this.wantedPort = wantedPort;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        sockets.mount(router);
        desk.mount(router);
        server = vertx.createHttpServer(sockets.configure(new HttpServerOptions()));
        return server.requestHandler(router).listen(wantedPort, host);
    }

    int port() {
        return server.actualPort();
    }

    /** Takes no new connections; completes once those there are have ended, or are cut after {@code withinMs}. */
    Future<Void> close(long withinMs) {
        return server.shutdown(withinMs, TimeUnit.MILLISECONDS);
    }
}
