package dev.easel.server.store;

import dev.easel.protocol.Event;
import dev.easel.server.database.CursorScan;
import dev.easel.server.database.Database;
import dev.easel.server.derived.EventRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads the rows of {@code event}. A missing or unreadable event fails the read: the events after it cannot be applied.
 */
final class EventRows {
    private static final String SELECT =
            "select " + EventRow.COLUMNS + " from event where project_id = $1 and seq > $2 and seq <= $3 order by seq";

    private final Database database;

    EventRows(Database database) {
        this.database = database;
    }

    /** Reads the events after those that the tail has, up to {@code upTo}, in order. Needs a transaction. */
    Future<Void> read(SqlConnection connection, UUID project, long upTo, Tail tail) {
        if (tail.seq() >= upTo) {
            return Future.succeededFuture();
        }
        return new CursorScan<Void>(database, "changes", rows -> take(project, rows, tail))
                .run(connection, SELECT, Tuple.of(project, tail.seq(), upTo))
                .compose(_ -> tail.seq() == upTo ? Future.succeededFuture() : Future.failedFuture(tail.missing()));
    }

    /** On a worker thread, one batch after the other; nothing of a batch is kept but in the tail. */
    private static List<Void> take(UUID project, RowSet<Row> rows, Tail tail) {
        List<Event> events = new ArrayList<>(rows.size());
        rows.forEach(row -> events.add(EventRow.read(project, row)));
        tail.take(events);
        return List.of();
    }
}
