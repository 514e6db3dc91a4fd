package dev.easel.server.store;

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
 * Reads a query of any size through a cursor, batch by batch, and makes values of each batch on a worker thread while
 * the next one is on its way. Needs a transaction; used once, on one event loop.
 */
final class Scan<T> {
    /** Text in one batch, as far as the batch before it tells. */
    private static final long BATCH_BYTES = 1 << 20;

    private static final int FIRST_ROWS = 50;
    private static final int MOST_ROWS = 1_000;

    private final Database database;
    private final String text;
    private final Function<RowSet<Row>, List<T>> values;
    private final List<T> found = new ArrayList<>();
    private int rows = FIRST_ROWS;
    private Future<RowSet<Row>> coming;
    private Future<Void> made = Future.succeededFuture();

    /**
     * @param text the column that makes a row large
     * @param values makes values of rows, on a worker thread
     */
    Scan(Database database, String text, Function<RowSet<Row>, List<T>> values) {
        this.database = database;
        this.text = text;
        this.values = values;
    }

    Future<List<T>> run(SqlConnection connection, String sql, Tuple parameters) {
        return connection
                .prepare(sql)
                .compose(statement -> run(statement, parameters).eventually(statement::close));
    }

    private Future<List<T>> run(PreparedStatement statement, Tuple parameters) {
        Cursor cursor = statement.cursor(parameters);
        coming = cursor.read(rows);
        return Repeat.whileTrue(
                        () -> coming.compose(batch -> made.map(_ -> batch)).map(batch -> next(cursor, batch)))
                .compose(_ -> made)
                .eventually(cursor::close)
                .map(found);
    }

    /** At most two batches are there as rows: the one being made into values, and the one on its way. */
    private boolean next(Cursor cursor, RowSet<Row> batch) {
        made = database.worker(() -> values.apply(batch)).map(found::addAll).mapEmpty();
        if (!cursor.hasMore()) {
            return false;
        }
        resize(batch);
        coming = cursor.read(rows);
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
