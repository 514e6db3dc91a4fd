package dev.easel.server.forms;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonByValue;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.Database;
import dev.easel.server.database.Iteration;
import dev.easel.server.derived.HistorySnapshots;
import dev.easel.server.horizon.FoldedAway;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what forms show when the events before a horizon go: a form whose edit is the last of its object, and which had
 * not seen all that others had made of it, must not undo that when it goes on. For one fold;
 * confined to one thread at a time.
 */
public final class FoldedForms {
    /** Forms of one fold whose past is read; those of further objects count as having seen all. */
    static final int MOST = 1_000;

    private static final String KEPT = "select object_id, seq from folded_form where project_id = $1";

    private static final String FORGET =
            "delete from folded_form where project_id = $1 and object_id = any ($2::text[])";

    private final Database database;
    private final HistorySnapshots snapshots;
    private final UUID project;

    /** The last edit of each object, where it is that of a form, and the object had changed since the form's root. */
    private final Map<String, Long> last = new LinkedHashMap<>();

    /** @param stateBytes most bytes of the heap that the object of a snapshot may take, as estimated */
    public FoldedForms(Database database, long stateBytes, UUID project) {
        this.database = database;
        this.snapshots = new HistorySnapshots(database, stateBytes);
        this.project = project;
    }

    /**
     * Is told each event that is folded.
     *
     * @param before finds an object as it was before the event; null where it was not there
     */
    public void take(Event event, Function<String, @Nullable CanvasObject> before) {
        Optional<FormSession> form = FormSession.of(event.client(), event.group());
        for (Change change : event.changes()) {
            CanvasObject was = before.apply(change.id());
            if (was != null && form.filter(it -> was.seq() > it.root()).isPresent()) {
                last.put(change.id(), event.seq());
            } else {
                last.remove(change.id());
            }
        }
    }

    /**
     * Writes what the forms show, before the horizon moves, and forgets those whose object was changed since.
     *
     * @param after finds an object as it is at the new horizon; null where it is not there
     */
    public Future<Void> write(SqlConnection connection, Function<String, @Nullable CanvasObject> after) {
        Iterator<Map.Entry<String, Long>> left = last.entrySet().stream()
                .filter(it -> after.apply(it.getKey()) != null)
                .limit(MOST)
                .iterator();
        return Iteration.whileTrue(
                        () -> left.hasNext() ? write(connection, left.next()).map(true) : Future.succeededFuture(false))
                .compose(_ -> connection.preparedQuery(KEPT).execute(Tuple.of(project)))
                .map(rows -> rows.stream()
                        .filter(row -> isOver(row, after.apply(row.getString("object_id"))))
                        .map(row -> row.getString("object_id"))
                        .toArray(String[]::new))
                .compose(over -> over.length == 0
                        ? Future.succeededFuture()
                        : connection
                                .preparedQuery(FORGET)
                                .execute(Tuple.tuple().addUUID(project).addArrayOfString(over))
                                .mapEmpty());
    }

    private static boolean isOver(Row row, @Nullable CanvasObject now) {
        return now == null || now.seq() != row.getLong("seq");
    }

    private Future<Void> write(SqlConnection connection, Map.Entry<String, Long> edit) {
        return new FormReading(database, snapshots, connection, project, edit.getKey(), true)
                .at(edit.getValue())
                .compose(base -> shown(base, edit.getValue())
                        .map(it -> it.write(connection, project, edit.getKey()))
                        .orElseGet(Future::succeededFuture))
                .recover(failure -> failure instanceof FoldedAway || failure instanceof FormRefused
                        ? Future.succeededFuture() // it could not go on from there before either
                        : Future.failedFuture(failure));
    }

    private static Optional<FoldedForm> shown(FormBase base, long seq) {
        Optional<Json> known = base.known()
                .filter(it -> base.props()
                        .filter(now -> !JsonByValue.isEqual(it, now))
                        .isPresent());
        return base.session().flatMap(session -> known.map(it -> new FoldedForm(seq, session, it)));
    }
}
