package dev.easel.server.store;

import dev.easel.server.database.Iteration;
import dev.easel.server.database.Refusals;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes object rows so that a row which the database refuses does not keep the others from being written: a chunk that
 * is refused is tried again in halves, each within a savepoint, until the rows that are at fault are found. Slower than
 * without savepoints. Used once, within a transaction.
 */
final class GuardedRows {
    /**
     * The most rows that are set aside in one save: where more are refused, it is not their fault. Each costs a
     * statement for every halving of its chunk, and the save fails beyond it.
     */
    static final int MOST = 100;

    private final SqlConnection connection;
    private final Iterator<ObjectChunk> chunks;
    private final Deque<ObjectChunk> next = new ArrayDeque<>();
    private final List<Refused> refused = new ArrayList<>();
    private long written;

    GuardedRows(SqlConnection connection, Iterator<ObjectChunk> chunks) {
        this.connection = connection;
        this.chunks = chunks;
    }

    /**
     * Writes all rows that the database takes, and tells the others. Fails when it takes none of several because of a
     * rule, which is then about more than single rows, and when it refuses over {@link #MOST}.
     */
    Future<List<Refused>> write() {
        return Iteration.whileTrue(this::step)
                .compose(_ ->
                        isAboutAll() ? Future.failedFuture(refused.getFirst().why) : Future.succeededFuture(refused));
    }

    private boolean isAboutAll() {
        return written == 0 && refused.size() > 1 && refused.stream().noneMatch(row -> Refusals.isOfValues(row.why));
    }

    private Future<Boolean> step() {
        if (next.isEmpty()) {
            if (!chunks.hasNext()) {
                return Future.succeededFuture(false);
            }
            next.push(chunks.next());
        }
        ObjectChunk chunk = next.pop();
        return within(connection, () -> connection.preparedQuery(chunk.sql()).execute(chunk.values()))
                .compose(
                        _ -> {
                            written += chunk.size();
                            return Future.succeededFuture(true);
                        },
                        failure -> split(chunk, failure));
    }

    private Future<Boolean> split(ObjectChunk chunk, Throwable failure) {
        if (!(failure instanceof PgException why) || !Refusals.isOfRow(why) || refused.size() == MOST) {
            return Future.failedFuture(failure);
        }
        if (chunk.size() == 1) {
            refused.add(new Refused(chunk, why));
        } else {
            int half = chunk.size() / 2;
            next.push(chunk.part(half, chunk.size()));
            next.push(chunk.part(0, half));
        }
        return Future.succeededFuture(true);
    }

    /** Runs a statement so that the transaction goes on as before it when it fails. */
    static Future<Void> within(SqlConnection connection, Supplier<Future<?>> statement) {
        return connection
                .query("savepoint row")
                .execute()
                .compose(_ -> statement.get())
                .compose(
                        _ -> connection.query("release savepoint row").execute().<Void>mapEmpty(),
                        failure -> connection
                                .query("rollback to savepoint row")
                                .execute()
                                .compose(_ -> Future.failedFuture(failure)));
    }

    /** @param chunk of one row, which the database refused */
    record Refused(ObjectChunk chunk, PgException why) {}
}
