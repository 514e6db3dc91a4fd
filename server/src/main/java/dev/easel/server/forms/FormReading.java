package dev.easel.server.forms;

import dev.easel.protocol.JsonReader;
import dev.easel.protocol.StoredChanges;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.CursorScan;
import dev.easel.server.database.Database;
import dev.easel.server.derived.HistorySnapshots;
import dev.easel.server.derived.PastState;
import dev.easel.server.horizon.FoldedAway;
import dev.easel.server.horizon.Horizon;
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
 * One look at what a form knew of one object, in a transaction in which the horizon stays. Confined to the context of
 * the call.
 */
final class FormReading {
    /** Events of the project that are looked through as a short read. */
    static final int FEW = 1_000;

    /** Events of the project that are looked through: as many as for a whole state of the past. */
    static final int MOST_REPLAYED = 50_000;

    private static final String AUTHOR = """
            select client, group_id from event
             where project_id = $1 and seq = $2 and position($3 in changes::text) > 0""";

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
    private final SqlConnection connection;
    private final UUID project;
    private final String object;
    private final boolean hasRoom;
    /** As it stands in the changes of an event, which are compact. */
    private final String mark;

    /** @param hasRoom whether it may take long; otherwise such a one fails with {@link TakesLong} */
    FormReading(
            Database database,
            HistorySnapshots snapshots,
            SqlConnection connection,
            UUID project,
            String object,
            boolean hasRoom) {
        this.database = database;
        this.snapshots = snapshots;
        this.connection = connection;
        this.project = project;
        this.object = object;
        this.hasRoom = hasRoom;
        this.mark = "\"id\":\"" + object + "\"";
    }

    /** Fails with {@link FoldedAway} where it rests on events that are folded. */
    Future<FormBase> at(long seq) {
        return Horizon.of(connection, project)
                .compose(horizon -> seq <= horizon.seq() ? folded(seq, horizon.seq()) : kept(seq, horizon.seq()));
    }

    /** The object has to be the same since. A form made the event and did not show all: then what it shows is kept. */
    private Future<FormBase> folded(long seq, long horizon) {
        return start(seq, horizon)
                .compose(start -> FoldedForm.of(connection, project, object)
                        .map(form -> form.filter(it -> it.seq() == seq)
                                .map(it -> FormBase.of(it.session(), start.props(), it.known()))
                                .orElseGet(() -> FormBase.seen(start.props()))));
    }

    private Future<FormBase> kept(long seq, long horizon) {
        return query(AUTHOR, Tuple.of(project, seq, mark)).compose(rows -> {
            Optional<FormSession> session = rows.stream().findFirst().flatMap(FormReading::session);
            long root = session.map(FormSession::root).orElse(seq);
            return root < horizon ? fromHorizon(session, root, seq, horizon) : from(session, root, seq, horizon);
        });
    }

    private static Optional<FormSession> session(Row row) {
        return FormSession.of(row.getUUID("client"), Optional.ofNullable(row.getString("group_id")));
    }

    private Future<FormBase> from(Optional<FormSession> session, long root, long seq, long horizon) {
        return start(Math.min(root, seq), horizon)
                .compose(start -> replay(new PastFold(session, root, object, start.props()), start, seq));
    }

    /** What the form knew at the horizon is the object there, unless it was changed since the root. */
    private Future<FormBase> fromHorizon(Optional<FormSession> session, long root, long seq, long horizon) {
        return start(horizon, horizon)
                .compose(start -> FoldedForm.of(connection, project, object).compose(form -> {
                    Optional<FoldedForm> own = form.filter(
                            it -> session.filter(it.session()::isSameForm).isPresent());
                    if (own.isEmpty() && (start.changed() == 0 || start.changed() > root)) {
                        return Future.failedFuture(new FoldedAway(horizon));
                    }
                    PastFold fold = new PastFold(session, horizon, object, start.props());
                    own.ifPresent(it -> fold.goOnFrom(it.seq(), it.known()));
                    return replay(fold, start, seq);
                }));
    }

    private Future<FormBase> replay(PastFold fold, Start start, long seq) {
        return checkFew(start, seq)
                .compose(_ -> new CursorScan<Void>(database, "changes", rows -> take(rows, fold))
                        .run(connection, EVENTS, Tuple.of(project, start.seq(), seq, mark)))
                .map(_ -> fold.base());
    }

    private Future<Void> checkFew(Start start, long seq) {
        long events = seq - start.seq();
        if (events > MOST_REPLAYED) {
            throw new FormRefused(
                    FormRefused.Reason.TOO_OLD,
                    "what the form knew at base is more than " + MOST_REPLAYED + " events away; read the object again");
        }
        return events > FEW && !hasRoom ? Future.failedFuture(new TakesLong()) : Future.succeededFuture();
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

    /** Where the replay begins: the object at some seq that is not after {@code seq}, nor before the horizon. */
    private Future<Start> start(long seq, long horizon) {
        return query(SAVED, Tuple.of(project, object)).compose(rows -> {
            if (rows.size() == 0) {
                return Future.failedFuture(new ProjectUnavailable(Reason.ABSENT, null));
            }
            Row row = rows.iterator().next();
            long checkpoint = row.getLong("checkpoint_seq");
            Long changed = row.getLong("object_seq");
            boolean isUsable = checkpoint >= horizon;
            if (isUsable && (checkpoint <= seq || changed != null && changed <= seq)) {
                return Future.succeededFuture(new Start(
                        Math.min(checkpoint, seq),
                        changed == null ? 0 : changed,
                        Optional.ofNullable(row.getString("props")).map(JsonReader::stored)));
            }
            return hasRoom
                    ? snapshots
                            .latest(connection, project, seq, it -> it.id().equals(object))
                            .map(FormReading::in)
                    : Future.failedFuture(new TakesLong());
        });
    }

    private static Start in(PastState snapshot) {
        Optional<CanvasObject> found = snapshot.objects().stream().findFirst();
        return new Start(snapshot.seq(), found.map(CanvasObject::seq).orElse(0L), found.map(CanvasObject::props));
    }

    private Future<RowSet<Row>> query(String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values);
    }

    /** @param changed the event that changed the object last; 0 where it is not there */
    private record Start(long seq, long changed, Optional<Json> props) {}
}
