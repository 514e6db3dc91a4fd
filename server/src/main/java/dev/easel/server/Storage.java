package dev.easel.server;

import static dev.easel.server.Blocking.await;

import dev.easel.embedded.EmbeddedPostgres;
import dev.easel.server.database.Database;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.database.Migrations;
import dev.easel.server.store.PgJournalConnections;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL of an instance, embedded or given: started, waited for, migrated and connected to. Its methods block;
 * those that end it may be called while {@link #start} waits, from another thread.
 */
final class Storage {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

    private static final long RETRY_MS = 2_000;

    private final Vertx vertx;
    private final StorageSettings settings;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private volatile @Nullable EmbeddedPostgres embedded;
    private volatile @Nullable Database database;
    private volatile @Nullable PgJournalConnections journal;

    Storage(Vertx vertx, StorageSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /**
     * Returns when the database is there and has the schema of this version. Waits for one that cannot be reached, and
     * says so.
     */
    void start() throws InterruptedException {
        DatabaseAddress address = settings.database().orElseGet(this::startEmbedded);
        if (!address.ignored().isEmpty()) {
            LOG.warn("DATABASE_URL has parameters that Easel does not know and ignores: {}", address.ignored());
        }
        Migrations migrations = new Migrations(vertx, address);
        retry(address, migrations::run);
        if (!retry(address, migrations::writesThrough)) {
            LOG.error("The database runs with fsync off: what Easel calls durable is lost when that machine fails");
        }
        database = Database.open(vertx, address, settings.connections());
        journal = new PgJournalConnections(vertx, address);
    }

    /** There is one when {@link #start} has returned. */
    Database database() {
        return Objects.requireNonNull(database);
    }

    /** There is one when {@link #start} has returned. */
    PgJournalConnections journal() {
        return Objects.requireNonNull(journal);
    }

    /** Makes {@link #start} give up where it waits for the database. */
    void stopWaiting() {
        stopping.countDown();
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

    /** Stops the embedded database; a given one is left alone. */
    void stopEmbedded() {
        EmbeddedPostgres running = embedded;
        if (running != null) {
            running.stop();
        }
    }

    private DatabaseAddress startEmbedded() {
        LOG.info(
                "Starting the embedded PostgreSQL in {}",
                settings.data().toAbsolutePath().normalize());
        EmbeddedPostgres started = EmbeddedPostgres.start(settings.data());
        embedded = started;
        return DatabaseAddress.of(started.address().url());
    }

    /** Asks the database until it can be reached. */
    private <T> T retry(DatabaseAddress address, Supplier<Future<T>> ask) throws InterruptedException {
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
}
