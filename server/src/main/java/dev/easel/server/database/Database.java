package dev.easel.server.database;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The pool of connections to PostgreSQL. Every wait is bounded: PostgreSQL ends statements and idle transactions after
 * {@link #STATEMENT_MS}; a connection that has received nothing for {@link #SILENCE_MS} is closed, and what waits for
 * it fails. May be used from any thread; futures complete on the context of the caller.
 */
public final class Database {
    /**
     * How long a statement may run, or a transaction be idle, in milliseconds. A server that hangs does not lock a
     * project's row for longer.
     */
    static final int STATEMENT_MS = 5_000;

    /** Longer than any statement may run: only a dead connection or a hung server is silent this long. */
    static final int SILENCE_MS = 15_000;

    /** Unused connections are closed after this time, before they count as silent. */
    private static final int IDLE_MS = 10_000;

    private final Vertx vertx;
    private final Pool pool;

    private Database(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /**
     * Makes the pool. Connections are opened when they are needed.
     *
     * @param connections the most that are open; a caller that finds all of them in use waits, at most
     *     {@link #SILENCE_MS}
     */
    public static Database open(Vertx vertx, DatabaseAddress address, int connections) {
        return open(vertx, address, connections, SILENCE_MS);
    }

    static Database open(Vertx vertx, DatabaseAddress address, int connections, int silenceMs) {
        PgConnectOptions options = address.connectOptions()
                .setCachePreparedStatements(true)
                .addProperty(
                        "synchronous_commit", "on") // durable means on disk, also where the role has another default
                .addProperty("statement_timeout", Integer.toString(STATEMENT_MS))
                .addProperty("idle_in_transaction_session_timeout", Integer.toString(STATEMENT_MS))
                .addProperty("tcp_user_timeout", Integer.toString(STATEMENT_MS));
        PoolOptions limits = new PoolOptions()
                .setMaxSize(connections)
                .setConnectionTimeout(silenceMs)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.min(IDLE_MS, silenceMs / 2))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        NetClientOptions net = new NetClientOptions()
                .setConnectTimeout(STATEMENT_MS)
                .setReadIdleTimeout(silenceMs)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return new Database(
                vertx,
                PgBuilder.pool()
                        .connectingTo(options)
                        .with(limits)
                        .with(net)
                        .using(vertx)
                        .build());
    }

    /** Runs one statement in a transaction of its own. */
    public Future<RowSet<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values);
    }

    public <T> Future<T> connection(Function<SqlConnection, Future<T>> work) {
        return pool.withConnection(connection -> work.apply(connection).recover(this::failLater));
    }

    /** Commits when the work succeeds, rolls back when it fails. */
    public <T> Future<T> transaction(String begin, Function<SqlConnection, Future<T>> work) {
        return connection(connection -> connection
                .query(begin)
                .execute()
                .compose(_ -> work.apply(connection))
                .compose(result -> connection.query("commit").execute().map(result))
                .recover(failure ->
                        connection.query("rollback").execute().transform(_ -> Future.failedFuture(failure))));
    }

    /** Fails a turn later: by then the pool has removed the connection, should the failure have closed it. */
    private <T> Future<T> failLater(Throwable failure) {
        Promise<T> later = Promise.promise();
        vertx.runOnContext(_ -> later.fail(failure));
        return later.future();
    }

    /** Runs work that is too long for an event loop on a worker thread. */
    public <T> Future<T> worker(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    /** Runs a trivial query; fails when the database does not answer. */
    public Future<Void> ping() {
        return pool.query("select 1").execute().mapEmpty();
    }

    public Future<Void> close() {
        return pool.close();
    }
}
