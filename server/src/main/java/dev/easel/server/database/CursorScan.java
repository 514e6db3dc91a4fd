package dev.easel.server.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the result of a query, of any size, through a cursor. A worker thread decodes each batch of rows while the next
 * batch is fetched. Needs a transaction. Used once, on one event loop.
 */
public final class CursorScan<T> {
    /** Target size of a batch in characters of text, estimated from the batch before it. */
    private static final long BATCH_BYTES = 1 << 20;

    private static final int FIRST_ROWS = 50;
    private static final int MOST_ROWS = 1_000;

    private final Database database;
    private final String text;
    private final Function<RowSet<Row>, List<T>> values;
    private final List<T> found = new ArrayList<>();
    private int rows = FIRST_ROWS;

    @SuppressWarnings("NullAway.Init") // set by run, before it is read
    private Future<RowSet<Row>> fetched;

    private Future<Void> decoded = Future.succeededFuture();

    /**
     * @param text the column that holds most of a row's bytes
     * @param values decodes rows, on a worker thread
     */
    public CursorScan(Database database, String text, Function<RowSet<Row>, List<T>> values) {
        this.database = database;
        this.text = text;
        this.values = values;
    }

    public Future<List<T>> run(SqlConnection connection, String sql, Tuple parameters) {
        return connection
                .prepare(sql)
                .compose(statement -> run(statement, parameters).eventually(statement::close));
    }

    private Future<List<T>> run(PreparedStatement statement, Tuple parameters) {
        Cursor cursor = statement.cursor(parameters);
        fetched = cursor.read(rows);
        return Iteration.whileTrue(
                        () -> fetched.compose(batch -> decoded.map(_ -> batch)).map(batch -> next(cursor, batch)))
                .eventually(() -> decoded) // also where a fetch fails: who asked goes on when nothing of it runs
                .compose(_ -> decoded)
                .eventually(cursor::close)
                .map(found);
    }

    /** At most two batches of rows are in memory: one is decoded, and one is fetched. */
    private boolean next(Cursor cursor, RowSet<Row> batch) {
        decoded = database.worker(() -> values.apply(batch)).map(found::addAll).mapEmpty();
        if (!cursor.hasMore()) {
            return false;
        }
        resize(batch);
        fetched = cursor.read(rows);
        return true;
    }

    private void resize(RowSet<Row> batch) {
        long bytes = 1;
        for (Row row : batch) {
            bytes += row.getString(text).length();
        }
        rows = Math.clamp(BATCH_BYTES * batch.size() / bytes, 1, MOST_ROWS);
    }
}
