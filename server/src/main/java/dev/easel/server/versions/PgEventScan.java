package dev.easel.server.versions;

import dev.easel.protocol.Event;
import dev.easel.protocol.StoredChanges;
import dev.easel.server.database.CursorScan;
import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.versions.VersionPorts.EventScan;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The journal in PostgreSQL. Of any number of events two batches of rows are in memory. */
public final class PgEventScan implements EventScan {
    private static final String BEGIN = "begin isolation level repeatable read, read only";

    private static final String EVENTS = """
            select seq, at, actor, client, edit, group_id, changes::text as changes from event
             where project_id = $1 and seq > $2 and seq <= $3
             order by seq""";

    private final Database database;

    public PgEventScan(Database database) {
        this.database = database;
    }

    @Override
    public Future<Void> scan(UUID project, long after, long upTo, Consumer<Event> each) {
        return database.transaction(
                BEGIN,
                connection -> new CursorScan<Void>(database, "changes", rows -> told(rows, each))
                        .run(connection, EVENTS, Tuple.of(project, after, upTo))
                        .mapEmpty());
    }

    private static List<Void> told(RowSet<Row> rows, Consumer<Event> each) {
        for (Row row : rows) {
            each.accept(new Event(
                    row.getLong("seq"),
                    Timestamps.millis(row, "at"),
                    row.getString("actor"),
                    row.getUUID("client"),
                    row.getLong("edit"),
                    Optional.ofNullable(row.getString("group_id")),
                    StoredChanges.read(row.getString("changes"))));
        }
        return List.of();
    }
}
