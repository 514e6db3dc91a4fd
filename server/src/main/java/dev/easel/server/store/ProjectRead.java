package dev.easel.server.store;

import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.horizon.Horizon;
import dev.easel.server.log.Field;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Previews.Known;
import dev.easel.server.persistence.Previews.Preview;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
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
                   (select max(seq) from snapshot where project_id = $1) as snapshot_seq,
                   %s as horizon
              from project where id = $1""".formatted(Horizon.SEQ);

    private static final String LAST_EPOCH = "select epoch from event where project_id = $1 and seq = $2";

    /** Whether the event that is known last is still there, and how much has come since. */
    private static final String SINCE = """
            select coalesce(bool_or(seq = $2 and epoch = $3), false) as is_there,
                   coalesce(sum(octet_length(changes::text)) filter (where seq > $2), 0)::bigint as bytes
              from event where project_id = $1 and seq >= $2 and seq <= $2 + $4""";

    /** Events, and bytes of them, that a copy in memory may be behind: with more, all is read again. */
    static final long MOST_BEHIND = 10_000;

    private static final long MOST_BYTES_BEHIND = 4 << 20;

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
     * @param known what is in memory already: where that still holds, only what has come since is read
     */
    Future<Loaded> at(long epoch, UUID project, Optional<Known> known, LoadLimit limit) {
        return database.transaction(
                BEGIN,
                connection -> connection
                        .preparedQuery(PROJECT)
                        .execute(Tuple.of(project))
                        .compose(rows -> rows.size() == 0
                                ? Future.succeededFuture(new Loaded.Absent())
                                : owned(connection, epoch, rows.iterator().next(), known, limit)));
    }

    private Future<Loaded> owned(
            SqlConnection connection, long epoch, Row row, Optional<Known> known, LoadLimit limit) {
        if (row.getLong("epoch") != epoch) {
            return Future.succeededFuture(new Loaded.Elsewhere());
        }
        return known.map(it -> since(connection, it, epoch, row, limit))
                .orElseGet(() -> found(connection, epoch, row, limit));
    }

    /** Without a claim: the owner may be another, and go on. Empty where the rows cannot be read as they are. */
    Future<Optional<Preview>> preview(UUID project, LoadLimit limit) {
        return database.transaction(
                BEGIN,
                connection -> connection
                        .preparedQuery(PROJECT)
                        .execute(Tuple.of(project))
                        .compose(rows -> rows.size() == 0
                                        || !areRowsUsable(rows.iterator().next())
                                ? Future.succeededFuture(Optional.empty())
                                : preview(connection, rows.iterator().next(), limit)));
    }

    private Future<Optional<Preview>> preview(SqlConnection connection, Row row, LoadLimit limit) {
        UUID project = row.getUUID("id");
        return connection
                .preparedQuery(LAST_EPOCH)
                .execute(Tuple.of(project, row.getLong("seq")))
                .map(last -> last.size() == 0 ? 0 : last.iterator().next().getLong("epoch"))
                .compose(epoch -> objects.allRows(connection, project, limit)
                        .compose(stored -> stored.stream().allMatch(Optional::isPresent)
                                ? fromRows(connection, epoch, row, stored, limit)
                                        .map(loaded -> preview(epoch, row, loaded))
                                : Future.succeededFuture(Optional.empty())));
    }

    private static Optional<Preview> preview(long epoch, Row row, Loaded loaded) {
        return loaded instanceof Loaded.Found found && found.saved() == found.checkpoint()
                ? Optional.of(new Preview(found, new Known(row.getLong("seq"), epoch, found.checkpoint())))
                : Optional.empty();
    }

    private Future<Loaded> since(SqlConnection connection, Known known, long epoch, Row row, LoadLimit limit) {
        return holds(connection, known, row).compose(holds -> {
            if (holds) {
                return continued(connection, known, epoch, row, limit);
            }
            limit.replayed(0);
            return found(connection, epoch, row, limit);
        });
    }

    /** A failover may have taken back what was read before, and a checkpoint with it. */
    private Future<Boolean> holds(SqlConnection connection, Known known, Row row) {
        return connection
                .preparedQuery(SINCE)
                .execute(Tuple.of(row.getUUID("id"), known.seq(), known.epoch(), MOST_BEHIND))
                .map(rows -> rows.iterator().next())
                .map(since -> (known.seq() == 0 || since.getBoolean("is_there"))
                        && row.getLong("seq") - known.seq() <= MOST_BEHIND
                        && since.getLong("bytes") <= MOST_BYTES_BEHIND
                        && row.getLong("checkpoint_seq") >= known.deletionsFrom());
    }

    private Future<Loaded> continued(SqlConnection connection, Known known, long epoch, Row row, LoadLimit limit) {
        Tail tail = new Tail(row.getUUID("id"), known.seq(), limit);
        return events.read(connection, row.getUUID("id"), row.getLong("seq"), tail)
                .map(_ -> new Loaded.Continued(
                        news(row),
                        epoch,
                        row.getLong("seq"),
                        tail.events(),
                        row.getLong("checkpoint_seq"),
                        snapshot(row)));
    }

    private static long snapshot(Row row) {
        return Optional.ofNullable(row.getLong("snapshot_seq")).orElse(0L);
    }

    private static ProjectNews news(Row row) {
        return new ProjectNews(
                row.getUUID("id"), row.getString("title"), row.getUUID("active_version"), ProjectRows.settings(row));
    }

    /** The events after them are there: the horizon is always behind the checkpoint, unless somebody set that back. */
    private static boolean areRowsUsable(Row row) {
        return row.getLong("checkpoint_seq") >= row.getLong("horizon");
    }

    private Future<Loaded> found(SqlConnection connection, long epoch, Row row, LoadLimit limit) {
        UUID project = row.getUUID("id");
        if (!areRowsUsable(row)) {
            return fromJournal(connection, epoch, row, limit);
        }
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
        return events.read(connection, row.getUUID("id"), row.getLong("seq"), tail)
                .map(_ -> found(epoch, row, tail, tail.isApplied() ? 0 : checkpoint, snapshot(row)));
    }

    private Future<Loaded> fromJournal(SqlConnection connection, long epoch, Row row, LoadLimit limit) {
        LOG.atWarn()
                .addKeyValue(Field.PROJECT, row.getUUID("id"))
                .addKeyValue(Field.EPOCH, epoch)
                .log("The project has rows that cannot be used: its journal is read instead");
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
                        if (snapshot.isFirst() || !(failure instanceof IllegalStateException)) {
                            return Future.failedFuture(failure);
                        }
                        LOG.atWarn()
                                .addKeyValue(Field.PROJECT, project)
                                .addKeyValue(Field.SEQ, snapshot.seq())
                                .setCause(failure)
                                .log("A snapshot of the project is not right: the one before it is taken");
                        return fromSnapshot(connection, epoch, row, snapshot.seq(), limit);
                    });
        });
    }

    /** @param saved the seq that the rows stand at; 0 where all of them are to be written again */
    private static Loaded found(long epoch, Row row, Tail tail, long saved, long snapshot) {
        return new Loaded.Found(
                news(row),
                epoch,
                row.getLong("seq"),
                tail.objectsSeq(),
                tail.objectsAt(),
                tail.objects(),
                tail.events(),
                saved,
                snapshot);
    }
}
