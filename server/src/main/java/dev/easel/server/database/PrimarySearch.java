package dev.easel.server.database;

import dev.easel.server.database.HostAnswer.TakesWrites;
import dev.easel.server.driver.WatchedDriver;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the host that takes writes. The one that was found is used until there is reason to doubt it; then all are
 * asked at the same time, so that hosts that do not answer delay nobody for long. Where there is one host it is used
 * unasked. May be used from any thread, for as long as Vert.x is there.
 *
 * <p>An old primary that comes back, and was not kept from taking writes, takes them as the new one does. It is told by
 * its timeline, which each promotion raises: a host is not used once one of a later timeline has been.
 */
public final class PrimarySearch {
    private static final Logger LOG = LoggerFactory.getLogger(PrimarySearch.class);

    private static final String READ_ONLY = "select current_setting('transaction_read_only') = 'on'";

    /** The first eight digits of a WAL file's name are its timeline. */
    private static final String TIMELINE = """
            select system_identifier,
                   ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::bigint
              from pg_control_system()""";

    private static final TakesWrites UNTOLD = new TakesWrites(0, 0);

    private final Context context;
    private final DatabaseAddress address;
    private final ConnectionFactory<PgConnectOptions> connections;

    private @Nullable DatabaseHost found;
    private @Nullable Future<DatabaseHost> search;
    private TakesWrites latest = UNTOLD;

    public PrimarySearch(Vertx vertx, DatabaseAddress address) {
        this.address = address;
        context = vertx.getOrCreateContext();
        connections = new WatchedDriver(Waits.HOST_MS)
                .createConnectionFactory(vertx, new NetClientOptions().setConnectTimeout(Waits.HOST_MS));
    }

    DatabaseAddress address() {
        return address;
    }

    /**
     * The host to connect to. Fails with a {@link HostAnswer.NoneWrites}, or where all hosts refuse for a reason that
     * does not pass by itself, with that of the first.
     */
    synchronized Future<DatabaseHost> find() {
        if (address.hosts().size() == 1) {
            return Future.succeededFuture(address.hosts().getFirst());
        }
        if (found != null) {
            return Future.succeededFuture(found);
        }
        if (search == null) {
            Promise<DatabaseHost> promise = Promise.promise();
            search = promise.future();
            TakesWrites since = latest;
            context.runOnContext(_ -> new SearchRound(context, address, this::ask, since)
                    .run()
                    .onComplete((choice, failure) -> ended(promise, choice, failure)));
        }
        return search;
    }

    private void ended(
            Promise<DatabaseHost> promise, SearchRound.@Nullable Choice choice, @Nullable Throwable failure) {
        synchronized (this) {
            search = null;
            if (choice != null) {
                found = choice.host();
                latest = choice.answer();
                LOG.info("The database is at {}", choice.host());
            }
        }
        if (choice != null) {
            promise.complete(choice.host());
        } else {
            promise.fail(failure);
        }
    }

    /** The hosts are asked before the next connection is made. */
    synchronized void doubt() {
        found = null;
    }

    private Future<HostAnswer> ask(DatabaseHost host) {
        return Future.succeededFuture()
                .compose(_ -> connections.connect(context, address.connectOptions(host)))
                .compose(connection -> answer(connection).eventually(connection::close))
                .otherwise(HostAnswer.Failed::new);
    }

    private static Future<HostAnswer> answer(SqlConnection connection) {
        return connection
                .query(READ_ONLY)
                .execute()
                .compose(rows -> rows.iterator().next().getBoolean(0)
                        ? Future.succeededFuture(new HostAnswer.ReadOnly())
                        : timeline(connection).map(it -> it));
    }

    /** A database that is only much like PostgreSQL may not tell. */
    private static Future<TakesWrites> timeline(SqlConnection connection) {
        return connection
                .query(TIMELINE)
                .execute()
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new TakesWrites(row.getLong(0), row.getLong(1));
                })
                .otherwise(UNTOLD);
    }
}
