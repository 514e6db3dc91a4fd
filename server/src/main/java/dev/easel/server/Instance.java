package dev.easel.server;

import static dev.easel.server.Blocking.await;

import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.access.OriginPolicy;
import dev.easel.server.autosave.AutoSave;
import dev.easel.server.autosave.AutoSaveVerticle;
import dev.easel.server.autosave.DirtyProjects;
import dev.easel.server.bulk.Durability;
import dev.easel.server.call.Gate;
import dev.easel.server.call.Permits;
import dev.easel.server.connections.Connections;
import dev.easel.server.forms.Forms;
import dev.easel.server.forms.PgFormPast;
import dev.easel.server.forwarding.Forwarding;
import dev.easel.server.forwarding.ForwardingSettings;
import dev.easel.server.health.RoomsHealth;
import dev.easel.server.http.HttpApi;
import dev.easel.server.http.Vitals;
import dev.easel.server.journal.GroupCommit;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.loop.EventLoops;
import dev.easel.server.loop.Loop;
import dev.easel.server.loop.SteadyClock;
import dev.easel.server.loop.VertxLoop;
import dev.easel.server.metrics.AutoSaveMetrics;
import dev.easel.server.metrics.ConnectionMetrics;
import dev.easel.server.metrics.ForwardingMetrics;
import dev.easel.server.metrics.JournalMetrics;
import dev.easel.server.metrics.OwnershipMetrics;
import dev.easel.server.metrics.ResidenceMetrics;
import dev.easel.server.metrics.RoomMetrics;
import dev.easel.server.metrics.StoreMetrics;
import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.ownership.Ownership;
import dev.easel.server.ownership.PgInstances;
import dev.easel.server.ownership.PgOwners;
import dev.easel.server.residence.Residence;
import dev.easel.server.room.RoomPorts;
import dev.easel.server.room.Rooms;
import dev.easel.server.socket.SocketRoute;
import dev.easel.server.store.PgProjectStore;
import dev.easel.server.store.PgProjects;
import dev.easel.server.store.PgSetAsideObjects;
import dev.easel.server.upkeep.CatchUp;
import dev.easel.server.upkeep.Healing;
import dev.easel.server.upkeep.PgBehindProjects;
import dev.easel.server.upkeep.PgDeletedProjects;
import dev.easel.server.upkeep.Removal;
import dev.easel.server.webclient.WebClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
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

    /** The part of that deadline that handing projects over may take; what is left then is saved here. */
    private static final int HAND_OVER_PART = 3;

    private final InstantSource clock = Clock.systemUTC();
    private final InstantSource steady = new SteadyClock(clock, System::nanoTime);
    private final Vertx vertx;
    private final Settings settings;
    private final Storage storage;
    private final String id = UUID.randomUUID().toString();
    private final Ownership ownership;
    private final EventLoops loops;
    private final Rooms rooms;
    private final Removal removal;
    private final CatchUp catchUp;
    private final Healing healing;
    private final HistoryParts history;
    private final VersionParts versions;
    private final HttpApi api;
    private final SocketRoute sockets;
    private final Connections connections;
    private final Gate gate;
    private final Forwarding forwarding;
    private final HandOver handOver;

    Instance(Vertx vertx, Settings settings, Storage storage, PrometheusMeterRegistry registry) {
        this.vertx = vertx;
        this.settings = settings;
        this.storage = storage;

        StoreMetrics stored = new StoreMetrics(registry);
        OwnershipMetrics owning = new OwnershipMetrics(registry);
        ownership = new Ownership(
                await(EventLoops.deployOne(vertx, clock)),
                new PgOwners(storage.database(), id),
                settings.ownership(),
                id,
                clock,
                steady::millis,
                owning);
        PgProjectStore store = new PgProjectStore(
                storage.database(), settings.autoSave().chunk(), stored::unreadable, stored::setAside, ownership);
        Loop background = await(EventLoops.deployOne(vertx, clock));
        UpkeepMetrics upkeep = new UpkeepMetrics(registry);
        removal = new Removal(background, new PgDeletedProjects(storage.database()), upkeep);
        PgProjects projects =
                new PgProjects(storage.database(), stored::unreadable, UUID::randomUUID, clock, removal::wake);

        GroupCommit journal = new GroupCommit(
                await(EventLoops.deployOne(vertx, clock)),
                storage.journal().stores(),
                settings.journal(),
                new JournalMetrics(registry),
                RandomGenerator.getDefault());
        DirtyProjects dirty = new DirtyProjects(clock);
        AutoSaveMetrics saved = new AutoSaveMetrics(registry, dirty::size, dirty::oldestAgeMs);
        AutoSave autoSave = new AutoSave(
                background, dirty, store, saved, settings.autoSave().parallel());
        loops = await(EventLoops.deploy(vertx, settings.loops(), clock));
        Residence residence = new Residence(settings.residence(), new ResidenceMetrics(registry));
        rooms = new Rooms(
                loops.loops(),
                new RoomPorts(
                        store,
                        store,
                        this::moveToPeople,
                        ownership.tenure(),
                        journal,
                        autoSave,
                        residence,
                        settings.rooms(),
                        new RoomMetrics(registry),
                        Instance::sessionId));
        journal.attach(rooms);
        ownership.attach(rooms, project -> tellChanged(projects, project));
        autoSave.attach(rooms);
        await(vertx.deployVerticle(
                new AutoSaveVerticle(autoSave, settings.autoSave().intervalMs())));

        catchUp = new CatchUp(
                background,
                new PgBehindProjects(storage.database()),
                this::catchUp,
                () -> residence.waitingLoads() > 0,
                upkeep,
                settings.storage().database().isPresent() ? CatchUp.SHARED_MS : 0);
        healing = new Healing(background, new PgSetAsideObjects(storage.database()));
        healing.start();
        removal.wake();
        history = new HistoryParts(
                storage.database(),
                background,
                settings.history(),
                settings.http().timeoutMs(),
                upkeep);
        history.start();

        Vitals vitals = new Vitals(
                new HealthParts(storage, ownership, journal, autoSave, dirty, saved).judgedBy(settings.health(), clock),
                () -> new RoomsHealth(residence.bytes(), residence.mostBytes(), residence.waitingLoads()),
                () -> saved.figures(clock.millis()),
                registry,
                clock);
        WebClient client = WebClient.load(Instance.class.getClassLoader());
        Durability durability = new Durability(rooms, settings.http().timeoutMs());
        Forms forms = new Forms(
                rooms,
                new PgFormPast(
                        storage.database(),
                        settings.history().stateBytes(),
                        new Permits(
                                PgFormPast.LONG_READS,
                                settings.http().timeoutMs(),
                                "too many forms were opened long ago; try again",
                                1)::run),
                durability,
                UUID::randomUUID,
                clock.millis());
        versions = new VersionParts(
                storage.database(), rooms, projects, history.past().states(), durability, settings.http(), clock);
        api = new HttpApi(rooms, projects, forms, durability, versions.notes(), vitals, settings.http(), client);
        connections = new Connections(settings.connections(), new ConnectionMetrics(registry));
        gate = new Gate(
                new OriginPolicy(settings.origins(), settings.host(), ListenAddress.isLoopback(settings.host())));
        sockets = new SocketRoute(rooms, settings.sockets());
        forwarding = new Forwarding(
                new ForwardingSettings(
                        id,
                        settings.connections().most(),
                        settings.connections().idleMs()),
                storage.clusterSecret(),
                ownership,
                connections::ofAnInstance,
                this::prepare,
                new ForwardingMetrics(registry));
        handOver = new HandOver(background, rooms, ownership, forwarding::prepare, owning);
    }

    /** What another instance has is none of this one's. */
    private Future<Void> catchUp(UUID project) {
        return rooms.catchUp(project)
                .recover(failure -> failure instanceof ProjectUnavailable it && it.reason() == Reason.ELSEWHERE
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
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

    /** A project in memory was changed in the database, by another instance or by hand. */
    private void tellChanged(PgProjects projects, UUID project) {
        projects.find(project)
                .onSuccess(found -> found.ifPresent(
                        now -> rooms.changed(new ProjectNews(now.id(), now.title(), now.version(), now.settings()))));
    }

    /** Returns where it serves. */
    URI listen() {
        HttpServerOptions options = connections.configure(sockets.configure(new HttpServerOptions()));
        int port = await(loops.listen(settings.host(), settings.port(), options, this::serve));
        URI at = settings.advertise().orElseGet(() -> ListenAddress.reachedAt(settings.host(), port));
        PgInstances instances = new PgInstances(
                vertx, storage.primary(), settings.ownership(), new PgInstances.Self(id, at, CommandLine.version()));
        await(ownership.start(instances, loops.loops()));
        catchUp.start(); // it claims what it loads
        return URI.create("http://" + settings.host() + ":" + port);
    }

    /**
     * Hands over what it can, takes nothing new, saves what is dirty, tells the clients, and closes their connections,
     * in that order.
     */
    void stop() {
        catchUp.stop();
        healing.stop();
        history.stop();
        removal.stop();
        await(ownership.leave());
        long handOverMs = settings.shutdownMs() / HAND_OVER_PART;
        await(handOver.all(handOverMs)
                .timeout(handOverMs, TimeUnit.MILLISECONDS)
                .otherwiseEmpty());
        Future<Void> closed = loops.close((settings.shutdownMs() - handOverMs) * CLOSING_PERCENT / 100);
        forwarding.drain();
        history.api().drain();
        await(rooms.drain()
                .onFailure(failure -> LOG.error("Not everything could be saved: {}", failure.toString()))
                .otherwiseEmpty());
        await(closed.otherwiseEmpty());
        await(ownership.stop());
    }

    /** Called on each event loop. */
    private void serve(HttpServer server) {
        Router router = Router.router(vertx);
        forwarding.mountEntrance(router);
        gate.mount(router);
        sockets.mountDoor(router);
        forwarding.mount(vertx, router);
        sockets.mount(router);
        Loop loop = new VertxLoop(vertx, vertx.getOrCreateContext(), steady);
        history.api().mount(router, loop);
        versions.api().mount(router, loop);
        api.mount(router, loop);
        server.connectionHandler(connections::accept).requestHandler(router);
    }

    private static String sessionId() {
        return UUID.randomUUID().toString();
    }
}
