package dev.easel.server.store;

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
            select id, epoch, title, settings::text as settings, active_version, seq, checkpoint_seq,
                   (select at from event where project_id = $1 and seq = checkpoint_seq) as checkpoint_at,
                   (select max(seq) from snapshot where project_id = $1) as snapshot_seq
              from project where id = $1""";

    private static final Logger LOG = LoggerFactory.getLogger(ProjectRead.class);

    private final Database database;
    private final ObjectRows objects;
    private final SnapshotRows snapshots;
    private final EventRows events;

    ProjectRead(Database database, ObjectRows objects, SnapshotRows snapshots) {
        this.database = database;
        this.objects = objects;
        this.snapshots = snapshots;
        this.events = new EventRows(database);
    }

    /**
     * Elsewhere if somebody has claimed the project since. That could be missed: what is told of a project is dropped
     * until its claim is known here.
     *
     * @param epoch the epoch to which this load has raised the project, already committed
     */
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
        if (row.getLong("epoch") != epoch) {
            return Future.succeededFuture(new Loaded.Elsewhere());
        }
        UUID project = row.getUUID("id");
        return objects.allRows(connection, project, limit)
                .compose(stored -> stored.stream().allMatch(Optional::isPresent)
                        ? fromRows(connection, epoch, row, stored, limit)
                        : fromJournal(connection, epoch, row, limit));
    }

    private Future<Loaded> fromRows(
            SqlConnection connection, long epoch, Row row, List<Optional<CanvasObject>> stored, LoadLimit limit) {
        long checkpoint = row.getLong("checkpoint_seq");
        long at = row.getOffsetDateTime("checkpoint_at") == null ? 0 : Timestamps.millis(row, "checkpoint_at");
        List<CanvasObject> there = stored.stream().flatMap(Optional::stream).toList();
        Tail tail = new Tail(row.getUUID("id"), checkpoint, at, there, limit);
        long snapshot = Optional.ofNullable(row.getLong("snapshot_seq")).orElse(0L);
        return events.read(connection, row.getUUID("id"), row.getLong("seq"), tail)
                .map(_ -> found(epoch, row, tail, tail.isApplied() ? 0 : checkpoint, snapshot));
    }

    private Future<Loaded> fromJournal(SqlConnection connection, long epoch, Row row, LoadLimit limit) {
        LOG.warn("Project {} has rows that cannot be read: its journal is read instead", row.getUUID("id"));
        return fromSnapshot(connection, epoch, row, row.getLong("seq") + 1, limit);
    }

    /** All events are applied here: where they do not fit the snapshot, the one before it is taken. */
    private Future<Loaded> fromSnapshot(SqlConnection connection, long epoch, Row row, long before, LoadLimit limit) {
        UUID project = row.getUUID("id");
        limit.replayed(0);
        return snapshots.before(connection, project, before, limit).compose(snapshot -> {
            Tail tail = new Tail(project, snapshot.seq(), snapshot.at(), snapshot.objects(), limit);
            return events.read(connection, project, row.getLong("seq"), tail)
                    .compose(_ -> database.worker(() -> {
                        tail.apply();
                        return found(epoch, row, tail, 0, snapshot.seq());
                    }))
                    .recover(failure -> {
                        if (snapshot.seq() == 0 || !(failure instanceof IllegalStateException)) {
                            return Future.failedFuture(failure);
                        }
                        LOG.warn("The snapshot of project {} at {} is not right", project, snapshot.seq(), failure);
                        return fromSnapshot(connection, epoch, row, snapshot.seq(), limit);
                    });
        });
    }

    /** @param saved the seq that the rows stand at; 0 where all of them are to be written again */
    private static Loaded found(long epoch, Row row, Tail tail, long saved, long snapshot) {
        ProjectNews news = new ProjectNews(
                row.getUUID("id"), row.getString("title"), row.getUUID("active_version"), ProjectRows.settings(row));
        return new Loaded.Found(
                news, epoch, tail.objectsSeq(), tail.objectsAt(), tail.objects(), tail.events(), saved, snapshot);
    }
}
