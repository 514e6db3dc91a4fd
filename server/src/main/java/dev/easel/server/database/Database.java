package dev.easel.server.database;

import dev.easel.server.database.HostAnswer.NoneWrites;
import dev.easel.server.driver.WatchedDriver;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool of connections to PostgreSQL. Every wait is bounded ({@link Waits}). A connection is used only while it
 * leads to a server that takes writes: this is asked of each new one, and one over which it turns out to be otherwise
 * is closed, so that a failover heals by itself, behind one address or among several hosts. May be used from any
 * thread; futures complete on the context of the caller.
 */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** Unused connections are closed after this time, before they count as silent. */
    private static final int IDLE_MS = 10_000;

    /**
     * Most callers that wait for a connection: more than the look-ups of a project full of sessions that all come at
     * once. One more fails at once, and is told to come later.
     */
    public static final int MOST_WAITING = 4_000;

    private final Vertx vertx;
    private final PrimarySearch primary;
    private final Pool pool;
    private final int silenceMs;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger inUse = new AtomicInteger();
    private volatile boolean readOnly;

    private Database(Vertx vertx, PrimarySearch primary, PoolOptions limits, Waits waits) {
        this.vertx = vertx;
        this.primary = primary;
        silenceMs = waits.silenceMs();
        String settings = settings(primary.address(), waits);
        pool = ClientBuilder.pool(new WatchedDriver(waits.silenceMs()))
                .connectingTo(() -> primary.find().map(this::options))
                .with(limits)
                .with(new NetClientOptions().setConnectTimeout(Waits.STATEMENT_MS))
                .withConnectHandler(connection -> connected(connection, settings))
                .using(vertx)
                .build();
    }

    /**
     * Makes the pool. Connections are opened when they are needed.
     *
     * @param primary knows which host to connect to; may be shared with other pools
     * @param connections the most that are open; a caller that finds all of them in use waits, at most
     *     {@link Waits#silenceMs}
     */
    public static Database open(Vertx vertx, PrimarySearch primary, int connections) {
        return open(vertx, primary, connections, Waits.USUAL);
    }

    public static Database open(Vertx vertx, PrimarySearch primary, int connections, Waits waits) {
        return open(vertx, primary, connections, waits, MOST_WAITING);
    }

    public static Database open(Vertx vertx, DatabaseAddress address, int connections) {
        return open(vertx, new PrimarySearch(vertx, address), connections);
    }

    static Database open(Vertx vertx, PrimarySearch primary, int connections, Waits waits, int mostWaiting) {
        PoolOptions limits = new PoolOptions()
                .setMaxSize(connections)
                .setMaxWaitQueueSize(mostWaiting)
                .setConnectionTimeout(waits.silenceMs())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.min(IDLE_MS, waits.silenceMs() / 2))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return new Database(vertx, primary, limits, waits);
    }

    private SqlConnectOptions options(DatabaseHost host) {
        return primary.address().connectOptions(host).setCachePreparedStatements(true);
    }

    /** Makes the settings of the address and then those that the server relies on; tells whether writes are taken. */
    private static String settings(DatabaseAddress address, Waits waits) {
        Map<String, String> settings = new LinkedHashMap<>(address.settings());
        settings.put("synchronous_commit", "on"); // durable means on disk, also where the role has another default
        settings.put("statement_timeout", Integer.toString(waits.statementMs()));
        settings.put("lock_timeout", Integer.toString(waits.lockMs()));
        settings.put("idle_in_transaction_session_timeout", Integer.toString(waits.statementMs()));
        settings.put("tcp_user_timeout", Integer.toString(Waits.STATEMENT_MS));
        return SessionSettings.sql(settings) + ", current_setting('transaction_read_only') as read_only, "
                + SessionSettings.COMPRESSION + ", "
                + CommitWaits.endAbandoned(DatabaseAddress.APPLICATION, waits.abandonedMs());
    }

    /** A new connection is not used before it has its settings, and the server has said that it takes writes. */
    private void connected(SqlConnection connection, String settings) {
        connection.query(settings).execute().onComplete((answer, failure) -> {
            if (failure != null) {
                end(connection).onFailure(_ -> connection.close());
                return;
            }
            boolean refused = answer.iterator().next().getString("read_only").equals("on");
            tell(refused);
            if (refused) {
                primary.doubt();
                end(connection);
            } else {
                connection.close(); // into the pool
            }
        });
    }

    private void tell(boolean isReadOnly) {
        if (isReadOnly != readOnly) {
            readOnly = isReadOnly;
            LOG.warn("The database {}", isReadOnly ? "takes no writes: it is read-only" : "takes writes again");
        }
    }

    /** Closes it for good: the pool cannot be told to, but the server can. */
    private static Future<Void> end(SqlConnection connection) {
        return connection
                .query("rollback; select pg_terminate_backend(pg_backend_pid())")
                .execute()
                .mapEmpty();
    }

    /** Whether the server that was reached last takes no writes, as a standby does. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** Runs one statement in a transaction of its own. */
    public Future<RowSet<Row>> query(String sql, Tuple values) {
        return connection(connection -> connection.preparedQuery(sql).execute(values));
    }

    /**
     * Fails with a {@link NotReplicated} when what was done is committed, and may be lost in a failover.
     */
    public <T> Future<T> connection(Function<SqlConnection, Future<T>> work) {
        return held().compose(connection -> {
            inUse.incrementAndGet();
            CommitWaits waits = CommitWaits.watch(connection);
            return Future.succeededFuture(connection)
                    .compose(work)
                    .transform((result, failure) -> waits.isBrokenOff()
                            ? Future.failedFuture(new NotReplicated())
                            : failure == null ? Future.succeededFuture(result) : Future.failedFuture(failure))
                    .recover(failure -> failed(connection, failure))
                    .onComplete(_ -> {
                        inUse.decrementAndGet();
                        connection.close();
                    });
        });
    }

    private void notConnected(Throwable failure) {
        primary.doubt();
        if (failure instanceof NoneWrites none && none.isReadable()) {
            tell(true);
        }
    }

    private <T> Future<T> failed(SqlConnection connection, Throwable failure) {
        String state =
                failure instanceof PgException answer && !Refusals.isRaised(answer) ? answer.getSqlState() : null;
        if (SqlStates.isReadOnly(state)) {
            tell(true);
        }
        if (SqlStates.endsConnection(state) || failure instanceof NotReplicated) {
            primary.doubt();
            return end(connection).transform(_ -> failLater(failure));
        }
        if (failure instanceof ClosedConnectionException || failure instanceof IOException) {
            primary.doubt();
        }
        return failLater(failure);
    }

    /** A connection that the caller keeps, and ends by closing this pool. */
    public Future<SqlConnection> held() {
        waiting.incrementAndGet();
        return pool.getConnection()
                .onComplete((_, _) -> waiting.decrementAndGet())
                .onFailure(this::notConnected);
    }

    /** Callers that wait for a connection; {@link #MOST_WAITING} at most. */
    public int waiting() {
        return waiting.get();
    }

    /** Connections that callers have, but for those that are {@link #held}. */
    public int inUse() {
        return inUse.get();
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

    /**
     * Runs the work in a transaction of which the triggers know who does it: they write that into the audit log.
     *
     * @param who the user id, or the pseudonym of a guest
     */
    public <T> Future<T> as(Optional<String> who, Function<SqlConnection, Future<T>> work) {
        return transaction(
                "begin",
                connection -> connection
                        .preparedQuery("select set_config('easel.who', $1, true)")
                        .execute(Tuple.of(who.orElse("")))
                        .compose(_ -> work.apply(connection)));
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
        return connection(connection -> connection.query("select 1").execute().mapEmpty());
    }

    /** Fails when it takes longer than a connection may be silent: the end of a server must not wait for more. */
    public Future<Void> close() {
        return pool.close().timeout(silenceMs, TimeUnit.MILLISECONDS);
    }
}
