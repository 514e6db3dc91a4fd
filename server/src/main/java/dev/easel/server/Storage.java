package dev.easel.server;

import static dev.easel.server.Blocking.await;

import dev.easel.embedded.EmbeddedPostgres;
import dev.easel.server.database.Database;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.database.Migrations;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Trial;
import dev.easel.server.database.Verdict;
import dev.easel.server.ownership.ClusterSecret;
import dev.easel.server.store.PgJournalConnections;
import dev.easel.server.store.TableRights;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL of an instance, embedded or given: started, waited for, migrated and connected to. Its methods block;
 * those that end it may be called while {@link #start} waits, from another thread.
 */
final class Storage {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

    private final Vertx vertx;
    private final StorageSettings settings;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final DatabaseWait wait = new DatabaseWait(new RealTime(), LOG::warn);

    private @Nullable EmbeddedPostgres embedded;
    private volatile @Nullable Database database;
    private volatile @Nullable PrimarySearch primary;
    private volatile @Nullable PgJournalConnections journal;
    private volatile byte @Nullable [] clusterSecret;

    Storage(Vertx vertx, StorageSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /**
     * Returns when the database is there and has the schema of this version. Waits for one that cannot be reached, and
     * says so.
     */
    DatabaseAddress migrate() throws InterruptedException {
        DatabaseAddress address = settings.database().orElseGet(this::startEmbedded);
        if (!address.ignored().isEmpty()) {
            LOG.warn("DATABASE_URL has parameters that Easel does not know and ignores: {}", address.ignored());
        }
        Trial.Found found = wait.until(new Trial(vertx, address)::run);
        if (!found.writesThrough()) {
            LOG.error("The database runs with fsync off: what Easel calls durable is lost when that machine fails");
        }
        wait.until(new Migrations(vertx, address)::run);
        return address;
    }

    /** Returns when the database is migrated, and there are connections to it. */
    void start() throws InterruptedException {
        DatabaseAddress address = migrate();
        PrimarySearch search = new PrimarySearch(vertx, address);
        primary = search;
        Database pool = Database.open(vertx, search, settings.connections());
        database = pool;
        wait.until(() -> TableRights.check(pool, address));
        clusterSecret = wait.until(() -> ClusterSecret.of(pool, new SecureRandom())
                .recover(failure -> Future.failedFuture(Verdict.of(failure, address))));
        journal = new PgJournalConnections(vertx, search);
    }

    /** There is one when {@link #start} has returned. */
    Database database() {
        return Objects.requireNonNull(database);
    }

    /** What instances know each other by. There is one when {@link #start} has returned. */
    byte[] clusterSecret() {
        return Objects.requireNonNull(clusterSecret);
    }

    /** For connections beside the pool. There is one when {@link #start} has returned. */
    PrimarySearch primary() {
        return Objects.requireNonNull(primary);
    }

    /** There is one when {@link #start} has returned. */
    PgJournalConnections journal() {
        return Objects.requireNonNull(journal);
    }

    /** Makes {@link #start} give up where it waits for the database. */
    void stopWaiting() {
        stopping.countDown();
    }

    /** Whether {@link #stopWaiting} was called: what fails then fails because of it. */
    boolean isEnding() {
        return stopping.getCount() == 0;
    }

    /** Closes the connections. The embedded database runs on. */
    void disconnect() {
        PgJournalConnections connections = journal;
        if (connections != null) {
            await(connections.close().otherwiseEmpty());
        }
        Database pool = database;
        if (pool != null) {
            await(pool.close().otherwiseEmpty());
        }
    }

    /** Stops the embedded database, once it has started where it does so just now; a given one is left alone. */
    synchronized void stopEmbedded() {
        EmbeddedPostgres running = embedded;
        if (running != null) {
            embedded = null;
            running.stop();
        }
    }

    private synchronized DatabaseAddress startEmbedded() {
        if (isEnding()) {
            throw new ToldToEnd(null);
        }
        LOG.info(
                "Starting the embedded PostgreSQL in {}",
                settings.data().toAbsolutePath().normalize());
        EmbeddedPostgres started = EmbeddedPostgres.start(settings.data());
        embedded = started;
        return DatabaseAddress.of(started.address().url());
    }

    /** Passes until the server is told to end. */
    private final class RealTime implements DatabaseWait.Time {
        @Override
        public long nowMs() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public boolean pass(long ms) throws InterruptedException {
            return !stopping.await(ms, TimeUnit.MILLISECONDS);
        }
    }
}
