package dev.easel.server.retention;

import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.HeapBytes;
import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.derived.CanvasTooLarge;
import dev.easel.server.derived.JournalScan;
import dev.easel.server.forms.FoldedForms;
import dev.easel.server.horizon.Horizon;
import dev.easel.server.horizon.HorizonState;
import dev.easel.server.stamps.StampedCanvas;
import dev.easel.server.stamps.StampedObject;
import dev.easel.server.upkeep.OldEvents.Step;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves the horizon of a project: the events behind it are applied to the state at it, and what comes out is the state
 * at the next. Nothing derived is used for that; what forms show is read with the help of snapshots. All of it is one
 * transaction; the row of the project is locked only in its last moments, as by whoever changes versions, and what the
 * choice rests on is looked at again then.
 */
final class Fold {
    /** One at a time for each project, until the transaction ends. */
    private static final String LOCK =
            "select pg_try_advisory_xact_lock(hashtextextended('easel horizon ' || $1::uuid::text, 0)) as locked";

    /**
     * Times never go back from one event to the next: a binary search finds the last old one; null where one is
     * missing. No row where the last fold is not dropped yet.
     */
    private static final String STANDING = """
            with recursive standing as (
                select coalesce(horizon.seq, 0) as begin, coalesce(horizon.dropped_seq, 0) as dropped, checkpoint_seq,
                       least(now(), $2) - $3::bigint * interval '1 millisecond' as until,
                       %2$s as pinned
                  from project left join horizon on horizon.project_id = id where id = $1),
            halved (low, high) as (
                select begin, greatest(begin, least(checkpoint_seq - 1, pinned, begin + %1$d)) + 1 from standing
                union all
                select case when event.at < until then middle else low end,
                       case when event.at < until then high else middle end
                  from (select low, high, (low + high) / 2 as middle from halved where high - low > 1) as half
                  join event on event.project_id = $1 and event.seq = middle
                 cross join standing)
            select begin, checkpoint_seq, pinned, (select low from halved where high - low <= 1) as expired,
                   (select at from event where project_id = $1 and seq = begin + 1)
                       < until - $4::bigint * interval '1 millisecond' as late,
                   (select coalesce(sum(pg_column_size(objects) + pg_column_size(stamps)), 0)::bigint
                      from horizon_part where project_id = $1) as state_bytes
              from standing where dropped = begin""".formatted(Standing.MOST, Pins.OLDEST);

    private static final String EPOCH = "select epoch from event where project_id = $1 and seq = $2";

    private static final String OLD_PARTS = "delete from horizon_part where project_id = $1 and seq <> $2";

    private static final String LOCK_PROJECT = "select from project where id = $1 for no key update";

    /** In a statement behind the lock, which sees all that was committed before it. */
    private static final String MOVE = """
            insert into horizon (project_id, seq, epoch, at, parts, objects, dropped_seq, folded_at)
            select id, $2, $3, $4, $5, $6, 0, now() from project
             where id = $1 and checkpoint_seq > $2
               and exists (select from event where project_id = $1 and event.seq = $2 and event.epoch = $3)
               and coalesce(%s >= $2, true)
               and not exists (select from instance where not knows_horizon)
            on conflict (project_id) do update
               set seq = excluded.seq, epoch = excluded.epoch, at = excluded.at, parts = excluded.parts,
                   objects = excluded.objects, folded_at = excluded.folded_at
             where horizon.seq = $7 and horizon.dropped_seq = $7""".formatted(Pins.OLDEST);

    /** Nobody has asked for them, and their content is gone. */
    private static final String NOTES = """
            delete from version
             where project_id = $1 and kind = 'auto' and name is null and head_seq < $2
               and id <> (select active_version from project where id = $1)""";

    private final Database database;
    private final HorizonState states;
    private final long mostBytes;

    Fold(Database database, long mostBytes) {
        this.database = database;
        this.states = new HorizonState(database);
        this.mostBytes = mostBytes;
    }

    /**
     * @param nowMs in milliseconds since 1970
     * @param keptMs how long events are kept, in milliseconds
     */
    Future<Step> next(UUID project, long nowMs, long keptMs) {
        return database.transaction(
                "begin",
                connection -> connection
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(project))
                        .compose(rows -> rows.iterator().next().getBoolean("locked")
                                ? standing(connection, project, nowMs, keptMs)
                                : Future.succeededFuture(OptionalLong.empty()))
                        .compose(next -> next.isPresent()
                                ? fold(connection, project, next.getAsLong())
                                : Future.succeededFuture(new Step.Nothing())));
    }

    private static Future<OptionalLong> standing(SqlConnection connection, UUID project, long nowMs, long keptMs) {
        return connection
                .preparedQuery(STANDING)
                .execute(Tuple.of(project, Timestamps.of(nowMs), keptMs, Standing.LATE_MS))
                .map(rows -> rows.size() == 0
                        ? OptionalLong.empty()
                        : standing(project, rows.iterator().next()).next());
    }

    private static Standing standing(UUID project, Row row) {
        if (row.getLong("expired") == null) {
            throw new IllegalStateException("an event of project " + project + " is missing");
        }
        Long pinned = row.getLong("pinned");
        return new Standing(
                row.getLong("begin"),
                row.getLong("checkpoint_seq"),
                pinned == null ? OptionalLong.empty() : OptionalLong.of(pinned),
                row.getLong("expired"),
                row.getLong("state_bytes"),
                Boolean.TRUE.equals(row.getBoolean("late")));
    }

    private Future<Step> fold(SqlConnection connection, UUID project, long next) {
        FoldedForms forms = new FoldedForms(database, mostBytes, project);
        return Horizon.of(connection, project)
                .compose(horizon -> states.stamped(connection, project, horizon, bounded())
                        .compose(canvas -> replayed(connection, project, canvas, next, forms))
                        .compose(canvas -> states.write(connection, project, canvas)
                                .compose(parts -> forms.write(connection, id -> object(canvas, id))
                                        .compose(_ -> move(connection, project, horizon, canvas, parts)))));
    }

    private Future<StampedCanvas> replayed(
            SqlConnection connection, UUID project, StampedCanvas canvas, long next, FoldedForms forms) {
        JournalScan scan = new JournalScan(
                project,
                canvas.seq(),
                next,
                event -> {
                    forms.take(event, id -> object(canvas, id));
                    canvas.apply(event, (_, _) -> {});
                },
                () -> check(canvas.bytes()));
        return scan.run(database, connection).map(canvas);
    }

    private static @Nullable CanvasObject object(StampedCanvas canvas, String id) {
        StampedObject found = canvas.object(id);
        return found == null ? null : found.object();
    }

    private Consumer<CanvasObject> bounded() {
        long[] bytes = {0};
        return object -> {
            bytes[0] += HeapBytes.of(object);
            check(bytes[0]);
        };
    }

    private void check(long bytes) {
        if (bytes > mostBytes) {
            throw new CanvasTooLarge();
        }
    }

    private static Future<Step> move(
            SqlConnection connection, UUID project, Horizon from, StampedCanvas canvas, int parts) {
        int objects = canvas.objects().size();
        return epoch(connection, project, canvas.seq())
                .compose(epoch -> connection
                        .preparedQuery(OLD_PARTS)
                        .execute(Tuple.of(project, canvas.seq()))
                        .compose(_ -> connection.preparedQuery(LOCK_PROJECT).execute(Tuple.of(project)))
                        .compose(_ -> connection
                                .preparedQuery(MOVE)
                                .execute(Tuple.of(
                                        project,
                                        canvas.seq(),
                                        epoch,
                                        Timestamps.of(canvas.at()),
                                        parts,
                                        objects,
                                        from.seq()))))
                .compose(moved -> moved.rowCount() == 1
                        ? connection.preparedQuery(NOTES).execute(Tuple.of(project, canvas.seq()))
                        : Future.failedFuture(new IllegalStateException("what it rests on has changed meanwhile")))
                .map(_ -> new Step.Folded(canvas.seq(), canvas.seq() - from.seq(), objects));
    }

    private static Future<Long> epoch(SqlConnection connection, UUID project, long seq) {
        return connection
                .preparedQuery(EPOCH)
                .execute(Tuple.of(project, seq))
                .map(rows -> rows.iterator().next().getLong("epoch"));
    }
}
