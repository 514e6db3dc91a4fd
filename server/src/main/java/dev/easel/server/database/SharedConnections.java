package dev.easel.server.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * Finds out whether two connections are two sessions of PostgreSQL. Behind a pooler that hands out connections for a
 * transaction or a statement they are not: then prepared statements, settings and locks of a session belong to whoever
 * comes next. Told by who answers: while one connection has a transaction open, the other must be answered by another
 * process, and each always by the same.
 */
final class SharedConnections {
    static final String TOLD = "it is behind a pooler that gives each transaction or statement another connection"
            + " (pool_mode = transaction or statement), and Easel needs connections of its own: set pool_mode = session"
            + " for this database, or let DATABASE_URL name PostgreSQL itself";

    /** A pooler that takes turns gives the same connection by chance, but not every time. */
    private static final int ROUNDS = 4;

    private static final String WHO =
            "select pg_backend_pid() || ' ' || extract(epoch from pg_postmaster_start_time())::text as who";

    private static final String LOCK = "select pg_try_advisory_lock($1, 0) as locked";
    private static final String UNLOCK = "select pg_advisory_unlock($1, 0)";

    private final SqlConnection one;
    private final SqlConnection other;

    SharedConnections(SqlConnection one, SqlConnection other) {
        this.one = one;
        this.other = other;
    }

    /**
     * Whether they are two sessions.
     *
     * @param key of a lock that nobody else uses
     */
    Future<Boolean> areApart(int key) {
        return ask(one).compose(
                        first -> ask(other).compose(second -> second.equals(first) ? isNot() : rounds(first, ROUNDS)))
                .compose(apart -> apart ? locked(key) : isNot());
    }

    private Future<Boolean> rounds(String first, int left) {
        if (left == 0) {
            return Future.succeededFuture(true);
        }
        return round(first).compose(apart -> apart ? rounds(first, left - 1) : isNot());
    }

    private Future<Boolean> round(String first) {
        return begin(other)
                .compose(_ -> ask(other))
                .compose(second ->
                        begin(one).compose(_ -> ask(one)).map(again -> again.equals(first) && !second.equals(first)))
                .compose(apart -> commit(other).compose(_ -> commit(one)).map(apart));
    }

    /** A lock of one session must keep the other out, and still be there to be given back. */
    private Future<Boolean> locked(int key) {
        Tuple lock = Tuple.of(key);
        return value(one, LOCK, lock)
                .compose(_ -> value(other, LOCK, lock))
                .compose(both -> (both.getBoolean(0) ? value(other, UNLOCK, lock) : Future.succeededFuture())
                        .compose(_ -> value(one, UNLOCK, lock))
                        .map(kept -> kept.getBoolean(0) && !both.getBoolean(0)));
    }

    private static Future<Boolean> isNot() {
        return Future.succeededFuture(false);
    }

    private static Future<Void> begin(SqlConnection connection) {
        return connection.query("begin").execute().mapEmpty();
    }

    private static Future<Void> commit(SqlConnection connection) {
        return connection.query("commit").execute().mapEmpty();
    }

    /** By a prepared statement, which is used in one transaction after the other. */
    private static Future<String> ask(SqlConnection connection) {
        return value(connection, WHO, Tuple.tuple()).map(row -> row.getString(0));
    }

    private static Future<Row> value(SqlConnection connection, String sql, Tuple values) {
        return connection
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.iterator().next());
    }
}
