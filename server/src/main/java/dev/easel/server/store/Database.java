package dev.easel.server.store;

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
 * The pool of connections to PostgreSQL. It waits for nothing for ever: the server ends statements and idle transactions
 * after {@link #STATEMENT_MS}; a connection over which nothing has come for {@link #SILENCE_MS} is closed, which fails
 * what waits on it. May be used from any thread; futures complete on the context of the caller.
 */
public final class Database {
    /** The longest a statement may run, or a transaction stand idle: no more than a lease. */
    static final int STATEMENT_MS = 5_000;

    /** Longer than any statement may take, so that only a dead line or a hung server is silent this long. */
    static final int SILENCE_MS = 15_000;

    /** Connections unused this long are closed, well before they would count as silent. */
    private static final int IDLE_MS = 10_000;

    private final Vertx vertx;
    private final Pool pool;

    private Database(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /**
     * Connects when first used, and again whenever it must.
     *
     * @param connections at most so many; who finds them all taken waits, at most {@link #SILENCE_MS}
     */
    public static Database open(Vertx vertx, DatabaseAddress address, int connections) {
        return open(vertx, address, connections, SILENCE_MS);
    }

    static Database open(Vertx vertx, DatabaseAddress address, int connections, int silenceMs) {
        PgConnectOptions options = address.connectOptions()
                .setCachePreparedStatements(true)
                .addProperty("synchronous_commit", "on") // what is called durable is on disk, whatever the role says
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

    /** One statement, committed by itself. */
    Future<RowSet<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values);
    }

    <T> Future<T> connection(Function<SqlConnection, Future<T>> work) {
        return pool.withConnection(connection -> work.apply(connection).recover(this::aTurnLater));
    }

    /** Commits when the work succeeds, rolls back when it fails. */
    <T> Future<T> transaction(String begin, Function<SqlConnection, Future<T>> work) {
        return connection(connection -> connection
                .query(begin)
                .execute()
                .compose(_ -> work.apply(connection))
                .compose(result -> connection.query("commit").execute().map(result))
                .recover(failure ->
                        connection.query("rollback").execute().transform(_ -> Future.failedFuture(failure))));
    }

    /** By then the pool knows, should the connection have died of it, and does not hand it to the next. */
    private <T> Future<T> aTurnLater(Throwable failure) {
        Promise<T> later = Promise.promise();
        vertx.runOnContext(_ -> later.fail(failure));
        return later.future();
    }

    /** For work too long for an event loop. */
    <T> Future<T> worker(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    /** Asks the database something cheap; fails when it does not answer. */
    public Future<Void> ping() {
        return pool.query("select 1").execute().mapEmpty();
    }

    public Future<Void> close() {
        return pool.close();
    }
}
