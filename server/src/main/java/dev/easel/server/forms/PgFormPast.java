package dev.easel.server.forms;

import dev.easel.protocol.JsonReader;
import dev.easel.protocol.StoredChanges;
import dev.easel.protocol.json.Json;
import dev.easel.server.bulk.Capacity;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.CursorScan;
import dev.easel.server.database.Database;
import dev.easel.server.derived.HistorySnapshots;
import dev.easel.server.derived.PastState;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Replays one object from the rows in PostgreSQL: from its saved row where that is old enough, otherwise from the
 * snapshot before, and of the events only those in whose text its id stands. Few such reads need a snapshot or many
 * events, and those few take turns. What takes longer than a statement may fails. May be used from any thread.
 */
public final class PgFormPast implements FormPast {
    /** Reads at the same time that need a snapshot or many events; each has a connection to the database meanwhile. */
    public static final int LONG_READS = 2;

    /** Events of the project that are looked through as a short read. */
    static final int FEW = 1_000;

    /** Events of the project that are looked through: as many as for a whole state of the past. */
    static final int MOST_REPLAYED = 50_000;

    private static final String BEGIN = "begin isolation level repeatable read, read only";

    private static final String AUTHOR = """
            select client, group_id from event
             where project_id = $1 and seq = $2 and position($3 in changes::text) > 0""";

    private static final String LATEST =
            "select coalesce(max(seq), 0) as latest from event where project_id = $1 and client = $2";

    private static final String SAVED = """
            select checkpoint_seq, saved.seq as object_seq, saved.props
              from project left join saved_object as saved on saved.project_id = project.id and saved.id = $2
             where project.id = $1""";

    private static final String EVENTS = """
            select seq, client, group_id, changes::text as changes from event
             where project_id = $1 and seq > $2 and seq <= $3 and position($4 in changes::text) > 0
             order by seq""";

    private final Database database;
    private final HistorySnapshots snapshots;
    private final Capacity capacity;

    /**
     * @param stateBytes most bytes of the heap that the object of a snapshot may take, as estimated
     * @param capacity of the reads that take long
     */
    public PgFormPast(Database database, long stateBytes, Capacity capacity) {
        this.database = database;
        this.snapshots = new HistorySnapshots(database, stateBytes);
        this.capacity = capacity;
    }

    @Override
    public Future<FormBase> at(UUID project, String object, long seq) {
        return read(project, object, seq, false)
                .recover(failure -> failure instanceof TakesLong
                        ? capacity.run(() -> read(project, object, seq, true))
                        : Future.failedFuture(failure));
    }

    @Override
    public Future<Long> latest(UUID project, UUID client) {
        return database.transaction(
                        BEGIN, connection -> connection.preparedQuery(LATEST).execute(Tuple.of(project, client)))
                .map(rows -> rows.iterator().next().getLong("latest"))
                .recover(failure -> Future.failedFuture(notRead(failure)));
    }

    private Future<FormBase> read(UUID project, String object, long seq, boolean hasRoom) {
        return database.transaction(BEGIN, connection -> new Reading(connection, project, object, hasRoom).at(seq))
                .recover(failure -> Future.failedFuture(
                        failure instanceof ProjectUnavailable
                                        || failure instanceof FormRefused
                                        || failure instanceof TakesLong
                                ? failure
                                : notRead(failure)));
    }

    private static Throwable notRead(Throwable failure) {
        return new ProjectUnavailable(Reason.NOT_LOADED, failure);
    }

    /** Confined to the context of one call. */
    private final class Reading {
        private final SqlConnection connection;
        private final UUID project;
        private final String object;
        private final boolean hasRoom;
        /** As it stands in the changes of an event, which are compact. */
        private final String mark;

        Reading(SqlConnection connection, UUID project, String object, boolean hasRoom) {
            this.connection = connection;
            this.project = project;
            this.object = object;
            this.hasRoom = hasRoom;
            this.mark = "\"id\":\"" + object + "\"";
        }

        Future<FormBase> at(long seq) {
            return query(AUTHOR, Tuple.of(project, seq, mark)).compose(rows -> {
                Optional<FormSession> session = rows.stream()
                        .findFirst()
                        .flatMap(row ->
                                FormSession.of(row.getUUID("client"), Optional.ofNullable(row.getString("group_id"))));
                long root = Math.min(session.map(FormSession::root).orElse(seq), seq);
                return start(root)
                        .compose(start -> checkFew(start, seq))
                        .compose(start -> replay(session, root, start, seq));
            });
        }

        private Future<Start> checkFew(Start start, long seq) {
            long events = seq - start.seq();
            if (events > MOST_REPLAYED) {
                throw new FormRefused(
                        FormRefused.Reason.TOO_OLD,
                        "what the form knew at base is more than " + MOST_REPLAYED
                                + " events away; read the object again");
            }
            return events > FEW && !hasRoom ? Future.failedFuture(new TakesLong()) : Future.succeededFuture(start);
        }

        private Future<FormBase> replay(Optional<FormSession> session, long root, Start start, long seq) {
            PastFold fold = new PastFold(session, root, object, start.props());
            return new CursorScan<Void>(database, "changes", rows -> take(rows, fold))
                    .run(connection, EVENTS, Tuple.of(project, start.seq(), seq, mark))
                    .map(_ -> fold.base());
        }

        /** On a worker thread, one batch after the other. */
        private static List<Void> take(RowSet<Row> rows, PastFold fold) {
            rows.forEach(row -> fold.apply(
                    row.getLong("seq"),
                    row.getUUID("client"),
                    Optional.ofNullable(row.getString("group_id")),
                    StoredChanges.read(row.getString("changes"))));
            return List.of();
        }

        /** Where the replay begins: the object at some seq that is not after {@code seq}. */
        private Future<Start> start(long seq) {
            return query(SAVED, Tuple.of(project, object)).compose(rows -> {
                if (rows.size() == 0) {
                    return Future.failedFuture(new ProjectUnavailable(Reason.ABSENT, null));
                }
                Row row = rows.iterator().next();
                long checkpoint = row.getLong("checkpoint_seq");
                Long changed = row.getLong("object_seq");
                if (checkpoint <= seq || changed != null && changed <= seq) {
                    return Future.succeededFuture(new Start(
                            Math.min(checkpoint, seq),
                            Optional.ofNullable(row.getString("props")).map(JsonReader::stored)));
                }
                return hasRoom
                        ? snapshots
                                .latest(connection, project, seq, it -> it.id().equals(object))
                                .map(Reading::in)
                        : Future.failedFuture(new TakesLong());
            });
        }

        private static Start in(PastState snapshot) {
            return new Start(
                    snapshot.seq(), snapshot.objects().stream().findFirst().map(CanvasObject::props));
        }

        private Future<RowSet<Row>> query(String sql, Tuple values) {
            return connection.preparedQuery(sql).execute(values);
        }
    }

    /** The read is not a short one, and has no room. */
    private static final class TakesLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TakesLong() {
            super("this takes long", null, false, false);
        }
    }

    private record Start(long seq, Optional<Json> props) {}
}
