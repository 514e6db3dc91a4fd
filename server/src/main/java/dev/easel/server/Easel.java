package dev.easel.server;

import dev.easel.embedded.EmbeddedPostgres;
import dev.easel.server.autosave.AutoSave;
import dev.easel.server.autosave.AutoSaveMetrics;
import dev.easel.server.autosave.AutoSaveVerticle;
import dev.easel.server.autosave.DirtyProjects;
import dev.easel.server.http.Desk;
import dev.easel.server.http.DeskPorts;
import dev.easel.server.http.DeskSettings;
import dev.easel.server.http.Vitals;
import dev.easel.server.http.WebClient;
import dev.easel.server.journal.GroupCommit;
import dev.easel.server.journal.JournalMetrics;
import dev.easel.server.loop.Loop;
import dev.easel.server.room.RoomMetrics;
import dev.easel.server.room.RoomPorts;
import dev.easel.server.room.Rooms;
import dev.easel.server.socket.SocketRoute;
import dev.easel.server.store.Database;
import dev.easel.server.store.DatabaseAddress;
import dev.easel.server.store.Migrations;
import dev.easel.server.store.PgJournalStore;
import dev.easel.server.store.PgProjectStore;
import dev.easel.server.store.PgProjects;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance, put together in straight lines. {@link #start} and {@link #stop} block and are called from ordinary
 * threads; {@link #stop} may come while {@link #start} still waits for its database.
 */
public final class Easel {
    private static final Logger LOG = LoggerFactory.getLogger(Easel.class);

    private static final long RETRY_MS = 2_000;
    private static final int IMPORTS = 2;
    private static final int UPLOADS = 8;
    private static final long PATIENCE_MS = 15_000;
    private static final long UNSAVED_AGE_MS = 60_000;

    private final Settings settings;
    private final InstantSource clock = Clock.systemUTC();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Vertx vertx;

    private volatile EmbeddedPostgres embedded;
    private volatile Database database;
    private volatile PgJournalStore journalStore;
    private volatile Rooms rooms;
    private volatile List<LoopVerticle> fronts = List.of();

    public Easel(Settings settings) {
        this.settings = settings;
        vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(settings.loops() + 2)
                        .setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true)))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build();
    }

    /**
     * Returns where it serves, once it does. Waits for a database that cannot be reached, and says so.
     *
     * @throws RuntimeException it cannot serve, and waiting would not help
     */
    public URI start() throws InterruptedException {
        DatabaseAddress address = settings.database().orElseGet(this::startEmbedded);
        migrate(address);
        database = Database.open(vertx, address, settings.databaseConnections());

        DirtyProjects dirty = new DirtyProjects(clock);
        AutoSaveMetrics saved = new AutoSaveMetrics(registry, dirty);
        RoomMetrics counted = new RoomMetrics();
        new RoomMeters(registry, counted).register();

        PgProjectStore store = new PgProjectStore(database, settings.autoSave().chunk(), this::setAside);
        PgProjects projects = new PgProjects(database, this::setAside, UUID::randomUUID, clock);
        journalStore = new PgJournalStore(vertx, address);
        GroupCommit journal = new GroupCommit(
                loop(), journalStore, settings.journal(), new JournalMetrics(registry), RandomGenerator.getDefault());
        AutoSave autoSave =
                new AutoSave(loop(), dirty, store, saved, settings.autoSave().parallel());
        List<LoopVerticle> loops = loops();
        rooms = new Rooms(
                loops.stream().map(LoopVerticle::loop).toList(),
                new RoomPorts(
                        store,
                        journal,
                        autoSave,
                        settings.rooms(),
                        counted,
                        () -> UUID.randomUUID().toString()));
        journal.attach(rooms);
        autoSave.attach(rooms);
        deploy(new AutoSaveVerticle(autoSave, settings.autoSave().intervalMs()));

        Vitals vitals =
                new Vitals(database::ping, journal::state, () -> saved.figures(clock.millis()), registry, clock);
        WebClient client = WebClient.load(Easel.class.getClassLoader());
        Desk desk = new Desk(new DeskPorts(rooms, projects, vitals), deskSettings(), client);
        SocketRoute sockets = new SocketRoute(vertx, rooms, settings.rooms().limits());
        return listen(loops, desk, sockets);
    }

    /** Takes nothing new, saves what is dirty, tells the clients, and ends. */
    public void stop() {
        stopping.countDown();
        try {
            LOG.info("Easel is ending");
            List<Future<Void>> closed = fronts.stream()
                    .map(front -> front.close(settings.shutdownMs() * 7 / 10))
                    .toList();
            if (rooms != null) {
                await(rooms.drain()
                        .onFailure(cause -> LOG.error("Not everything could be saved: {}", cause.toString()))
                        .otherwiseEmpty());
            }
            await(Future.join(closed).otherwiseEmpty());
            if (journalStore != null) {
                await(journalStore.close().otherwiseEmpty());
            }
            if (database != null) {
                await(database.close().otherwiseEmpty());
            }
            await(vertx.close());
        } finally {
            if (embedded != null) {
                embedded.stop();
            }
        }
        LOG.info("Easel has ended");
    }

    private DatabaseAddress startEmbedded() {
        LOG.info(
                "Starting the embedded PostgreSQL in {}",
                settings.data().toAbsolutePath().normalize());
        embedded = EmbeddedPostgres.start(settings.data());
        return DatabaseAddress.of(embedded.address().url());
    }

    private void migrate(DatabaseAddress address) throws InterruptedException {
        Migrations migrations = new Migrations(vertx, address);
        insist(address, migrations::run);
        if (!insist(address, migrations::writesThrough)) {
            LOG.error("The database runs with fsync off: what Easel calls durable is lost when that machine fails");
        }
    }

    /** Asks the database until it can be reached. */
    private <T> T insist(DatabaseAddress address, Supplier<Future<T>> ask) throws InterruptedException {
        while (stopping.getCount() > 0) {
            try {
                return await(ask.get());
            } catch (RuntimeException failure) {
                if (!Migrations.isUnreachable(failure)) {
                    throw failure;
                }
                LOG.warn(
                        "The database at {} cannot be reached; trying again every {} s: {}",
                        address,
                        TimeUnit.MILLISECONDS.toSeconds(RETRY_MS),
                        failure.getMessage());
            }
            stopping.await(RETRY_MS, TimeUnit.MILLISECONDS);
        }
        throw new IllegalStateException("told to stop before the database was reached");
    }

    /** A bad row was set aside while a project was loaded: it is logged where it is found, and counted here. */
    private void setAside(int rows) {
        registry.counter("easel.objects.set.aside").increment(rows);
    }

    private List<LoopVerticle> loops() {
        List<LoopVerticle> loops = new ArrayList<>();
        for (int i = 0; i < settings.loops(); i++) {
            loops.add(loopVerticle());
        }
        return loops;
    }

    /** A loop of its own, as far as there are enough. */
    private Loop loop() {
        return loopVerticle().loop();
    }

    private LoopVerticle loopVerticle() {
        LoopVerticle verticle = new LoopVerticle(clock);
        deploy(verticle);
        return verticle;
    }

    private DeskSettings deskSettings() {
        return new DeskSettings(
                settings.rooms().limits(),
                settings.importBytes(),
                settings.importObjects(),
                IMPORTS,
                settings.assetBytes(),
                UPLOADS,
                PATIENCE_MS,
                settings.autoSave().intervalMs(),
                UNSAVED_AGE_MS);
    }

    /** All loops of rooms share one port; Vert.x calls a free one that is to be shared -1. */
    private URI listen(List<LoopVerticle> loops, Desk desk, SocketRoute sockets) {
        List<LoopVerticle> listening = new ArrayList<>();
        int port = settings.port() == 0 ? -1 : settings.port();
        for (LoopVerticle loop : loops) {
            await(loop.listen(desk, sockets, settings.host(), port));
            listening.add(loop);
        }
        fronts = List.copyOf(listening);
        return URI.create("http://" + settings.host() + ":" + fronts.getFirst().port());
    }

    private void deploy(Deployable verticle) {
        await(vertx.deployVerticle(verticle));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
