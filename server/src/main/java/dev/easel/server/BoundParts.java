package dev.easel.server;

import dev.easel.server.connections.Connections;
import dev.easel.server.database.Database;
import dev.easel.server.http.HttpApi;
import dev.easel.server.journal.GroupCommit;
import dev.easel.server.metrics.BoundMetrics;
import dev.easel.server.metrics.BoundMetrics.Bound;
import dev.easel.server.residence.Residence;
import dev.easel.server.socket.SocketRoute;
import io.micrometer.core.instrument.MeterRegistry;

/** The parts of an instance that have a bound which all projects or connections share. */
record BoundParts(
        Database database,
        Residence residence,
        GroupCommit journal,
        HttpApi api,
        SocketRoute sockets,
        Connections connections) {
    void show(MeterRegistry registry, Settings settings) {
        BoundMetrics bounds = new BoundMetrics(registry);
        bounds.watch(Bound.CONNECTIONS, connections::all, settings.connections().most());
        bounds.watch(
                Bound.UNREAD_BYTES, connections::unread, settings.connections().unread());
        bounds.watch(Bound.SOCKETS_WAITING, sockets::waiting, settings.sockets().waiting());
        bounds.watch(
                Bound.UNFINISHED_BYTES, sockets::unfinished, settings.sockets().unfinished());
        bounds.watch(Bound.UNSENT_BYTES, sockets::unsent, settings.sockets().unsent());
        bounds.watch(Bound.BODY_BYTES, api::bodyBytes, settings.http().bodyBytes());
        bounds.watch(Bound.ROOMS_BYTES, residence::bytes, residence.mostBytes());
        bounds.watch(
                Bound.LOADS_WAITING,
                residence::waitingLoads,
                settings.residence().waitingLoads());
        bounds.watch(
                Bound.UNDURABLE_BYTES,
                journal::undurableBytes,
                settings.journal().undurableBytes());
        bounds.watch(
                Bound.DATABASE_CONNECTIONS, database::inUse, settings.storage().connections());
        bounds.watch(Bound.DATABASE_WAITING, database::waiting, Database.MOST_WAITING);
    }
}
