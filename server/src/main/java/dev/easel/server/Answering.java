package dev.easel.server;

import dev.easel.server.call.Gate;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Tracing;
import dev.easel.server.connections.Connections;
import dev.easel.server.forwarding.Forwarding;
import dev.easel.server.http.HttpApi;
import dev.easel.server.loop.Loop;
import dev.easel.server.loop.VertxLoop;
import dev.easel.server.parts.AccessParts;
import dev.easel.server.parts.Watching;
import dev.easel.server.socket.SocketRoute;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What answers requests, in the order in which a request passes it. */
record Answering(
        Vertx vertx,
        Settings settings,
        InstantSource steady,
        Connections connections,
        Forwarding forwarding,
        SocketRoute sockets,
        HistoryParts history,
        VersionParts versions,
        Watching watching,
        HttpApi api,
        AccessParts access) {
    /** Called on each event loop. */
    void serve(HttpServer server) {
        Router router = Router.router(vertx);
        new Tracing(RandomGenerator.getDefault()).mount(router);
        forwarding.mountEntrance(router);
        new Gate(settings.originPolicy()).mount(router);
        settings.path().mount(router);
        sockets.mountDoor(router);
        access.mount(router);
        forwarding.mount(vertx, router);
        sockets.mount(router);
        Guard guard = access.guard();
        Loop loop = new VertxLoop(vertx, vertx.getOrCreateContext(), steady);
        history.api().mount(router, guard, loop);
        versions.api().mount(router, guard, loop);
        history.audit().api().mount(router, guard, loop);
        watching.api().mount(router, guard, loop);
        access.mount(router, loop);
        api.mount(router, guard, loop);
        server.connectionHandler(connections::accept).requestHandler(router);
    }
}
