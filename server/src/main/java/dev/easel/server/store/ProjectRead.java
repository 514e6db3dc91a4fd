package dev.easel.server.store;

import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.room.Loaded;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** Reads a whole project as one consistent state. */
final class ProjectRead {
    static final String BEGIN = "begin isolation level repeatable read, read only";

    private static final String PROJECT = """
            select id, title, settings::text as settings, active_version, seq, checkpoint_seq,
                   (select at from event where project_id = $1 order by seq desc limit 1) as last_at
              from project where id = $1""";

    private final Database database;
    private final ObjectRows objects;

    ProjectRead(Database database, ObjectRows objects) {
        this.database = database;
        this.objects = objects;
    }

    /** @param epoch what the load has raised the project's epoch to, committed already */
    Future<Loaded> at(long epoch, UUID project) {
        return database.transaction(
                BEGIN,
                connection -> connection
                        .preparedQuery(PROJECT)
                        .execute(Tuple.of(project))
                        .compose(rows -> found(epoch, project, rows, connection)));
    }

    private Future<Loaded> found(long epoch, UUID project, RowSet<Row> rows, SqlConnection connection) {
        if (rows.size() == 0) {
            return Future.succeededFuture(new Loaded.Absent());
        }
        Row row = rows.iterator().next();
        if (!row.getLong("seq").equals(row.getLong("checkpoint_seq"))) {
            return Future.failedFuture(new IllegalStateException(
                    "the objects of project " + project + " are older than its events: they cannot be opened alone"));
        }
        return objects.all(connection, project).map(all -> found(epoch, row, all));
    }

    private static Loaded found(long epoch, Row row, List<CanvasObject> objects) {
        ProjectNews news = new ProjectNews(
                row.getUUID("id"), row.getString("title"), row.getUUID("active_version"), ProjectRows.settings(row));
        long lastAt = row.getOffsetDateTime("last_at") == null ? 0 : Times.millis(row, "last_at");
        return new Loaded.Found(news, epoch, row.getLong("seq"), lastAt, objects);
    }
}
