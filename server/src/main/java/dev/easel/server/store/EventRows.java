package dev.easel.server.store;

import dev.easel.protocol.Event;
import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.StoredChanges;
import dev.easel.server.canvas.HeapBytes;
import dev.easel.server.database.CursorScan;
import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.persistence.LoadLimit;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the rows of {@code event}. A missing or unreadable event fails the read: the events after it cannot be applied.
 */
final class EventRows {
    private static final String SELECT = """
            select seq, at, actor, client, edit, group_id, changes::text as changes from event
             where project_id = $1 and seq > $2 and seq <= $3
             order by seq""";

    private final Database database;

    EventRows(Database database) {
        this.database = database;
    }

    /** All events after {@code after} up to {@code upTo}, in order. Needs a transaction. */
    Future<List<Event>> between(SqlConnection connection, UUID project, long after, long upTo, LoadLimit limit) {
        if (after >= upTo) {
            return Future.succeededFuture(List.of());
        }
        return new CursorScan<>(database, "changes", rows -> events(project, rows, limit))
                .run(connection, SELECT, Tuple.of(project, after, upTo))
                .compose(events -> Future.succeededFuture(checked(project, after, upTo, events)));
    }

    private static List<Event> checked(UUID project, long after, long upTo, List<Event> events) {
        long next = after + 1;
        for (Event event : events) {
            if (event.seq() != next) {
                break;
            }
            next++;
        }
        if (next != upTo + 1) {
            throw new IllegalStateException("event " + next + " of project " + project + " is missing");
        }
        return events;
    }

    private static List<Event> events(UUID project, RowSet<Row> rows, LoadLimit limit) {
        List<Event> events = new ArrayList<>(rows.size());
        rows.forEach(row -> events.add(event(project, row)));
        limit.events(events.stream().mapToLong(HeapBytes::of).sum());
        return events;
    }

    private static Event event(UUID project, Row row) {
        long seq = row.getLong("seq");
        try {
            return new Event(
                    seq,
                    Timestamps.millis(row, "at"),
                    row.getString("actor"),
                    row.getUUID("client"),
                    row.getLong("edit"),
                    Optional.ofNullable(row.getString("group_id")),
                    StoredChanges.read(row.getString("changes")));
        } catch (InvalidContent failure) {
            throw new IllegalStateException(
                    "event " + seq + " of project " + project + " cannot be read: " + failure.getMessage(), failure);
        }
    }
}
