package dev.easel.server.store;

import dev.easel.protocol.Event;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a project as one consistent state: its object rows, and the events after their checkpoint. */
final class ProjectRead {
    static final String BEGIN = "begin isolation level repeatable read, read only";

    private static final String PROJECT = """
            select id, title, settings::text as settings, active_version, seq, checkpoint_seq,
                   (select at from event where project_id = $1 and seq = checkpoint_seq) as checkpoint_at,
                   (select max(seq) from snapshot where project_id = $1) as snapshot_seq
              from project where id = $1""";

    private static final Logger LOG = LoggerFactory.getLogger(ProjectRead.class);

    private final Database database;
    private final ObjectRows objects;
    private final EventRows events;

    ProjectRead(Database database, ObjectRows objects) {
        this.database = database;
        this.objects = objects;
        this.events = new EventRows(database);
    }

    /** @param epoch the epoch to which this load has raised the project, already committed */
    Future<Loaded> at(long epoch, UUID project, LoadLimit limit) {
        return database.transaction(
                BEGIN,
                connection -> connection
                        .preparedQuery(PROJECT)
                        .execute(Tuple.of(project))
                        .compose(rows -> rows.size() == 0
                                ? Future.succeededFuture(new Loaded.Absent())
                                : found(connection, epoch, rows, limit)));
    }

    private Future<Loaded> found(SqlConnection connection, long epoch, RowSet<Row> rows, LoadLimit limit) {
        Row row = rows.iterator().next();
        UUID project = row.getUUID("id");
        return objects.allRows(connection, project, limit).compose(stored -> {
            boolean readable = stored.stream().allMatch(Optional::isPresent);
            Base base = readable ? base(row, stored) : new Base(0, 0, List.of());
            if (!readable) {
                LOG.warn("Project {} has rows that cannot be read: all of its journal is read instead", project);
            }
            return events.between(connection, project, base.seq, row.getLong("seq"), limit)
                    .map(after -> found(epoch, row, base, after));
        });
    }

    private static Base base(Row row, List<Optional<CanvasObject>> stored) {
        long at = row.getOffsetDateTime("checkpoint_at") == null ? 0 : Timestamps.millis(row, "checkpoint_at");
        return new Base(
                row.getLong("checkpoint_seq"),
                at,
                stored.stream().flatMap(Optional::stream).toList());
    }

    private static Loaded found(long epoch, Row row, Base base, List<Event> events) {
        ProjectNews news = new ProjectNews(
                row.getUUID("id"), row.getString("title"), row.getUUID("active_version"), ProjectRows.settings(row));
        long snapshot = Optional.ofNullable(row.getLong("snapshot_seq")).orElse(0L);
        return new Loaded.Found(news, epoch, base.seq, base.at, base.objects, events, snapshot);
    }

    /** The state that the events are applied to. */
    private record Base(long seq, long at, List<CanvasObject> objects) {}
}
