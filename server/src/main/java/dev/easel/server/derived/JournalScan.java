package dev.easel.server.derived;

import dev.easel.protocol.Event;
import dev.easel.server.database.CursorScan;
import dev.easel.server.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Reads the events of a range in their order. Of any number, only two batches of rows are in memory. Used once. */
public final class JournalScan {
    private static final String EVENTS =
            "select " + EventRow.COLUMNS + " from event where project_id = $1 and seq > $2 and seq <= $3 order by seq";

    private final UUID project;
    private final long upTo;
    private final Consumer<Event> each;
    private final Runnable batch;
    private long seq;

    /**
     * @param after the events after this one up to {@code upTo}
     * @param each is told each event, on worker threads, one after the other
     * @param batch is run after some of them, on the same thread; may stop the scan by what it throws
     */
    public JournalScan(UUID project, long after, long upTo, Consumer<Event> each, Runnable batch) {
        this.project = project;
        this.seq = after;
        this.upTo = upTo;
        this.each = each;
        this.batch = batch;
    }

    /** Needs a transaction. Fails when an event is missing or cannot be read. */
    public Future<Void> run(Database database, SqlConnection connection) {
        if (seq >= upTo) {
            return Future.succeededFuture();
        }
        return new CursorScan<Void>(database, "changes", this::take)
                .run(connection, EVENTS, Tuple.of(project, seq, upTo))
                .compose(_ -> seq == upTo ? Future.succeededFuture() : Future.failedFuture(missing()));
    }

    private List<Void> take(RowSet<Row> rows) {
        for (Row row : rows) {
            Event event = EventRow.read(project, row);
            if (event.seq() != seq + 1) {
                throw missing();
            }
            seq++;
            each.accept(event);
        }
        batch.run();
        return List.of();
    }

    private IllegalStateException missing() {
        return new IllegalStateException("event " + (seq + 1) + " of project " + project + " is missing");
    }
}
