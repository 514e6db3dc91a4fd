package dev.easel.server.store;

import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.Iteration;
import dev.easel.server.database.Refusals;
import dev.easel.server.database.Timestamps;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.persistence.Capture;
import dev.easel.server.store.GuardedRows.Refused;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of one project whose rows the database refused, in the transaction of a save. What a save writes, or sets
 * aside, replaces what was set aside before; of the rest some are tried again. Used once.
 */
final class SetAsideRows {
    /** The most rows that one save tries again. Those that were tried longest ago come first. */
    static final int TRIED = 16;

    private static final int MOST_REASON = 500;

    private static final String IDS = "select id from object_set_aside where project_id = $1 order by tried_at";

    private static final String ADD = """
            insert into object_set_aside
                (project_id, id, props, seq, updated_at, updated_by, sqlstate, reason, tried_at)
            values ($1, $2, $3::text::json, $4, $5, $6, $7, $8, clock_timestamp())
            on conflict (project_id, id) do update
               set props = excluded.props, seq = excluded.seq, updated_at = excluded.updated_at,
                   updated_by = excluded.updated_by, sqlstate = excluded.sqlstate, reason = excluded.reason,
                   tried_at = excluded.tried_at""";

    private static final String REMOVE = "delete from object_set_aside where project_id = $1 and id = any ($2::text[])";

    /** Writes the row, or deletes it, and forgets that it was set aside. */
    private static final String HEAL = """
            with healed as (delete from object_set_aside where project_id = $1 and id = $2 returning *),
            gone as (
                delete from canvas_object
                 where project_id = $1 and id = $2 and exists (select from healed where props is null))
            insert into canvas_object (project_id, id, props, seq, updated_at, updated_by)
            select project_id, id, props::text::jsonb, seq, updated_at, updated_by from healed where props is not null
            on conflict (project_id, id) do update
               set props = excluded.props, seq = excluded.seq,
                   updated_at = excluded.updated_at, updated_by = excluded.updated_by""";

    private static final String TRIED_AGAIN =
            "update object_set_aside set tried_at = clock_timestamp() where project_id = $1 and id = $2";

    private static final Logger LOG = LoggerFactory.getLogger(SetAsideRows.class);

    private final SqlConnection connection;
    private final UUID project;
    private final Capture capture;
    private Set<String> known = Set.of();
    private int added;

    SetAsideRows(SqlConnection connection, Capture capture) {
        this.connection = connection;
        this.project = capture.project();
        this.capture = capture;
    }

    /** Reads which objects are set aside. Nearly always none is. */
    Future<Void> read() {
        return connection.preparedQuery(IDS).execute(Tuple.of(project)).map(rows -> {
            known = new LinkedHashSet<>();
            rows.forEach(row -> known.add(row.getString("id")));
            return null;
        });
    }

    /** After the rows were written, but for those refused: takes note of these, and tries others again. */
    Future<Void> settle(List<Refused> refused) {
        if (known.isEmpty() && refused.isEmpty()) {
            return Future.succeededFuture();
        }
        Set<String> captured = new HashSet<>(capture.deleted());
        capture.changed().forEach(object -> captured.add(object.id()));
        List<String> replaced = known.stream()
                .filter(id -> capture.after() == 0 || captured.contains(id))
                .toList();
        Iterator<String> again =
                known.stream().filter(id -> !replaced.contains(id)).limit(TRIED).iterator();
        Iterator<Refused> aside = refused.iterator();
        return connection
                .preparedQuery(REMOVE)
                .execute(Tuple.of(project).addArrayOfString(replaced.toArray(String[]::new)))
                .compose(_ -> each(aside, this::add))
                .compose(_ -> each(again, id -> heal(connection, project, id)));
    }

    /** How many objects were set aside that were not before. */
    int added() {
        return added;
    }

    private static <T> Future<Void> each(Iterator<T> items, Function<T, Future<?>> step) {
        return Iteration.whileTrue(
                () -> items.hasNext() ? step.apply(items.next()).map(true) : Future.succeededFuture(false));
    }

    private Future<?> add(Refused refused) {
        String reason =
                Objects.requireNonNullElse(refused.why().getErrorMessage(), "").replace('\0', ' ');
        String shown = reason.substring(0, Math.min(reason.length(), MOST_REASON));
        Tuple values = switch (refused.chunk()) {
            case ObjectChunk.Upserts upserts -> object(upserts.objects().getFirst());
            case ObjectChunk.Deletions deletions ->
                Tuple.of(project, deletions.ids().getFirst(), null, capture.upTo(), Timestamps.of(capture.at()), null);
        };
        String id = values.getString(1);
        LOG.atWarn()
                .addKeyValue(Field.PROJECT, project)
                .addKeyValue(Field.OBJECT, id)
                .addKeyValue(Field.EPOCH, capture.epoch())
                .addKeyValue(Field.SEQ, capture.upTo())
                .addKeyValue(Field.ERROR, Cause.of(refused.why()))
                .log("An object is set aside: the database refuses its row. It is kept in object_set_aside, with"
                        + " the reason, and tried again with later saves");
        added += known.contains(id) ? 0 : 1;
        return connection
                .preparedQuery(ADD)
                .execute(values.addString(refused.why().getSqlState()).addString(shown));
    }

    private Tuple object(CanvasObject object) {
        return Tuple.of(
                project,
                object.id(),
                object.props().toString(),
                object.seq(),
                Timestamps.of(object.updatedAt()),
                object.updatedBy());
    }

    /** Tries to write the row of one object that is set aside; whether the database takes it now. */
    static Future<Boolean> heal(SqlConnection connection, UUID project, String id) {
        Tuple values = Tuple.of(project, id);
        return GuardedRows.within(
                        connection, () -> connection.preparedQuery(HEAL).execute(values))
                .map(true)
                .recover(failure -> Refusals.isOfRow(failure)
                        ? connection.preparedQuery(TRIED_AGAIN).execute(values).map(false)
                        : Future.failedFuture(failure));
    }
}
