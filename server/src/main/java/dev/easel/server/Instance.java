package dev.easel.server;

import static dev.easel.server.Blocking.await;

import dev.easel.server.bulk.Durability;
import dev.easel.server.connections.Connections;
import dev.easel.server.dashboard.Subject.Self;
import dev.easel.server.forms.Forms;
import dev.easel.server.forwarding.Forwarding;
import dev.easel.server.forwarding.ForwardingSettings;
import dev.easel.server.health.Health;
import dev.easel.server.health.Life;
import dev.easel.server.http.Build;
import dev.easel.server.http.HttpApi;
import dev.easel.server.http.Vitals;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.log.Logging;
import dev.easel.server.loop.EventLoops;
import dev.easel.server.loop.Loop;
import dev.easel.server.loop.SteadyClock;
import dev.easel.server.metrics.InstanceMetrics;
import dev.easel.server.ownership.Ownership;
import dev.easel.server.ownership.PgInstances;
import dev.easel.server.ownership.PgOwners;
import dev.easel.server.parts.AccessParts;
import dev.easel.server.parts.DashboardParts;
import dev.easel.server.parts.OtherInstances;
import dev.easel.server.parts.ProjectChanges;
import dev.easel.server.parts.SavingParts;
import dev.easel.server.parts.UpkeepParts;
import dev.easel.server.parts.Watching;
import dev.easel.server.rehearsal.Rehearsal;
import dev.easel.server.residence.Residence;
import dev.easel.server.room.RoomPorts;
import dev.easel.server.room.Rooms;
import dev.easel.server.socket.SocketRoute;
import dev.easel.server.store.PgProjectStore;
import dev.easel.server.store.PgProjects;
import dev.easel.server.tls.ServerTls;
import dev.easel.server.webclient.WebClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance over storage that has been started, put together in straight lines: rooms, journal, auto-save, HTTP and
 * sockets. Its constructor and its methods block.
 */
final class Instance {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    /** The part of the rest of the shutdown's deadline in which connections may end by themselves. */
    private static final int CLOSING_PERCENT = 70;

    private final InstantSource clock = Clock.systemUTC();
    private final InstantSource steady = new SteadyClock(clock, System::nanoTime);
    private final Vertx vertx;
    private final Settings settings;
    private final Storage storage;
    private final long startedAt = clock.millis();
    private final String id = Logging.instance(UUID.randomUUID().toString());
    private final Ownership ownership;
    private final EventLoops loops;
    private final Rooms rooms;
    private final Rehearsal rehearsal;
    private final UpkeepParts upkeep;
    private final HistoryParts history;
    private final VersionParts versions;
    private final SocketRoute sockets;
    private final Connections connections;
    private final AccessParts access;
    private final Answering answering;
    private final Forwarding forwarding;
    private final HandOver handOver;
    private final Watching watching;
    private volatile String at = "";

    Instance(
            Vertx vertx,
            Settings settings,
            Optional<ServerTls> tls,
            Storage storage,
            Life life,
            PrometheusMeterRegistry registry) {
        this.vertx = vertx;
        this.settings = settings;
        this.storage = storage;
        InstanceMetrics metrics = InstanceMetrics.of(registry, clock);
        Loop leasing = await(EventLoops.deployOne(vertx, clock));
        ownership = new Ownership(
                leasing,
                new PgOwners(storage.database(), id),
                settings.ownership(),
                id,
                clock,
                steady::millis,
                metrics.ownership());
        PgProjectStore store = new PgProjectStore(
                storage.database(),
                settings.autoSave().chunk(),
                metrics.store()::unreadable,
                metrics.store()::setAside,
                ownership);
        Loop background = await(EventLoops.deployOne(vertx, clock));
        Loop committing = await(EventLoops.deployOne(vertx, clock));
        SavingParts saving = new SavingParts(
                background,
                committing,
                store,
                storage.journal().stores(),
                settings.journal(),
                settings.autoSave(),
                metrics.journal(),
                registry,
                clock);
        loops = await(EventLoops.deploy(vertx, settings.loops(), clock));
        Residence residence = new Residence(settings.residence(), metrics.residence());
        rooms = new Rooms(
                loops.loops(),
                new RoomPorts(
                        store,
                        store,
                        this::moveToPeople,
                        ownership.tenure(),
                        saving.journal(),
                        saving.autoSave(),
                        residence,
                        settings.rooms(),
                        metrics.rooms(),
                        () -> UUID.randomUUID().toString()));
        upkeep = new UpkeepParts(
                storage.database(),
                background,
                rooms,
                residence,
                metrics.upkeep(),
                clock,
                settings.http().trashDays(),
                settings.storage().database().isPresent());
        PgProjects projects = new PgProjects(
                storage.database(), metrics.store()::unreadable, UUID::randomUUID, clock, upkeep::removeRows);
        rehearsal = new Rehearsal(
                projects, store, settings.rooms().limits(), loops.loops().getFirst());
        ownership.attach(rooms, new ProjectChanges(projects, rooms)::tell);
        await(saving.attach(vertx, rooms));
        upkeep.start();
        long waitMs = settings.http().timeoutMs();
        history = new HistoryParts(
                storage.database(), projects, background, settings.history(), waitMs, metrics.upkeep(), clock);
        history.start();
        Health health = new HealthParts(storage, ownership, saving).judgedBy(settings.health(), life, clock);
        Vitals vitals = new Vitals(
                health,
                () -> HealthParts.rooms(residence),
                () -> saving.saved().figures(clock.millis()),
                this::figures,
                metrics.activity(),
                registry,
                clock);
        WebClient client =
                WebClient.load(Instance.class.getClassLoader(), settings.path().text());
        Durability durability = new Durability(rooms, waitMs);
        Forms forms = FormParts.forms(storage.database(), rooms, durability, settings, clock);
        versions = new VersionParts(
                storage.database(),
                rooms,
                projects,
                history.past().states(),
                durability,
                settings.http(),
                metrics.activity(),
                clock);
        HttpApi api =
                new HttpApi(rooms, projects, forms, durability, versions.notes(), vitals, settings.http(), client);
        connections = new Connections(settings.connections(), tls, metrics.connections(), life::isWell);
        access = new AccessParts(
                vertx,
                settings.access(),
                storage.database(),
                storage.clusterSecret(),
                background,
                registry,
                clock,
                history.audit());
        sockets = new SocketRoute(rooms, access.guard(), settings.sockets());
        forwarding = new Forwarding(
                new ForwardingSettings(
                        id,
                        settings.connections().most(),
                        settings.connections().idleMs(),
                        tls.map(ServerTls::fellows)),
                storage.clusterSecret(),
                ownership,
                connections::ofAnInstance,
                this::prepare,
                access::vouch,
                metrics.forwarding());
        handOver = new HandOver(background, rooms, ownership, forwarding::prepare, metrics.ownership());
        new BoundParts(storage.database(), residence, saving.journal(), api, sockets, connections)
                .show(registry, settings);
        watching = new Watching(
                vertx,
                registry,
                metrics,
                saving.saved(),
                loops.loops(),
                Map.of("background", background, "journal", committing, "ownership", leasing),
                background,
                steady::millis,
                clock,
                new DashboardParts(
                        () -> new Self(id, at, startedAt, Build.current().version(), ownership.isLeaving()),
                        projects,
                        rooms,
                        residence,
                        saving,
                        metrics),
                health,
                new OtherInstances(ownership, forwarding),
                waitMs);
        answering = new Answering(
                vertx, settings, steady, connections, forwarding, sockets, history, versions, watching, api, access);
    }

    private Future<? extends Record> figures() {
        return watching.api().figures();
    }

    private void moveToPeople(UUID project, String instance, int moves) {
        handOver.toPeople(project, instance, moves);
    }

    /** Another instance is about to hand a project over. */
    private Future<Void> prepare(UUID project, int moves) {
        return ownership.isLeaving()
                ? Future.failedFuture(new ProjectUnavailable(Reason.DRAINING, null))
                : rooms.prepare(project, moves);
    }

    /** Returns where it serves. */
    URI listen() {
        HttpServerOptions options = connections.configure(sockets.configure(new HttpServerOptions()));
        String scheme = connections.scheme();
        await(rehearsal.run());
        int port = await(loops.listen(settings.host(), settings.port(), options, answering::serve));
        URI reached = settings.advertise().orElseGet(() -> ListenAddress.reachedAt(scheme, settings.host(), port));
        at = reached.toString();
        PgInstances.Self self =
                new PgInstances.Self(id, reached, Build.current().version());
        PgInstances instances = new PgInstances(vertx, storage.primary(), settings.ownership(), self, access);
        await(ownership.start(instances, loops.loops()));
        upkeep.startToClaim(); // it claims what it loads
        watching.start();
        return URI.create(scheme + "://" + settings.host() + ":" + port + settings.path());
    }

    /**
     * Hands over what it can, takes nothing new, saves what is dirty, tells the clients, and closes their connections,
     * in that order.
     */
    void stop() {
        watching.ending();
        upkeep.stop();
        history.stop();
        await(ownership.leave());
        long handOverMs = settings.shutdownMs() / Settings.HAND_OVER_PART;
        await(Future.join(drained(), handOver.all(handOverMs).timeout(handOverMs, TimeUnit.MILLISECONDS))
                .otherwiseEmpty());
        Future<Void> closed = loops.close((settings.shutdownMs() - handOverMs) * CLOSING_PERCENT / 100);
        forwarding.drain();
        history.api().drain();
        await(rooms.drain()
                .onFailure(failure -> LOG.atError()
                        .addKeyValue(Field.ERROR, Cause.of(failure))
                        .log("Not everything could be saved"))
                .otherwiseEmpty());
        await(closed.otherwiseEmpty());
        await(ownership.stop());
        watching.stop();
    }

    /** Balancers have had the time to see that it is not ready. */
    private Future<?> drained() {
        long ms = settings.health().drainMs();
        return ms == 0 ? Future.succeededFuture() : vertx.timer(ms);
    }
}
