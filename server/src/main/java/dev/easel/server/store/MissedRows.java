package dev.easel.server.store;

import dev.easel.server.database.Database;
import dev.easel.server.horizon.FoldedAway;
import dev.easel.server.horizon.Horizon;
import dev.easel.server.loop.SharedQuery;
import dev.easel.server.persistence.ProjectStore.Missed;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** Reads from the journal what a client that resumes has missed, as far as memory does not know it. */
final class MissedRows {
    /**
     * Epochs never decrease from one event to the next, so a binary search finds the first event of a later epoch:
     * event {@code low} is of an epoch up to the client's, {@code high} is of a later one or after the last event. It
     * begins at the horizon, which is that event where it is of a later epoch itself. No rows when an event is missing.
     */
    private static final String FIRST_OF_LATER_EPOCH = """
            with recursive halved (low, high) as (
                select coalesce(horizon.seq, 0) - case when horizon.epoch > $2 then 1 else 0 end,
                       case when horizon.epoch > $2 then horizon.seq else project.seq + 1 end
                  from project left join horizon on project_id = id where id = $1
                union all
                select case when event.epoch > $2 then low else middle end,
                       case when event.epoch > $2 then middle else high end
                  from (select low, high, (low + high) / 2 as middle from halved where high - low > 1) as half
                  join event on event.project_id = $1 and event.seq = middle)
            select high, (select seq from project where id = $1) as last, %s as horizon
              from halved where high - low <= 1""".formatted(Horizon.SEQ);

    private static final String DELETED = """
            select distinct change ->> 'id' as id
              from event, json_array_elements(changes) as change
             where project_id = $1 and seq > $2 and seq <= $3 and change ->> 'op' = 'delete'
             limit 20001""";

    private final Database database;
    private final SharedQuery<Copy, Copy, Missed> shared = SharedQuery.of(this::ask);

    MissedRows(Database database) {
        this.database = database;
    }

    /** Those who were cut off together come back with the same copy, and share the answer. */
    Future<Missed> after(UUID project, long epoch, long seq, long upTo) {
        Copy copy = new Copy(project, epoch, seq, upTo);
        return shared.ask(copy, copy);
    }

    /**
     * The horizon is looked at last: where it is not after {@code seq} then, all events after {@code seq} were there.
     * Otherwise it fails with {@link FoldedAway}.
     */
    private Future<Missed> ask(Copy copy) {
        return deleted(copy.project, copy.seq, copy.upTo)
                .compose(ids ->
                        firstOfLaterEpoch(copy.project, copy.epoch, copy.seq).map(first -> new Missed(first, ids)));
    }

    private Future<OptionalLong> firstOfLaterEpoch(UUID project, long epoch, long seq) {
        return database.query(FIRST_OF_LATER_EPOCH, Tuple.of(project, epoch)).map(rows -> {
            if (rows.size() == 0) {
                throw new IllegalStateException("project " + project + " does not exist, or an event of it is missing");
            }
            var row = rows.iterator().next();
            if (seq < row.getLong("horizon")) {
                throw new FoldedAway(row.getLong("horizon"));
            }
            long high = row.getLong("high");
            return high > row.getLong("last") ? OptionalLong.empty() : OptionalLong.of(high);
        });
    }

    private Future<List<String>> deleted(UUID project, long seq, long upTo) {
        return seq >= upTo
                ? Future.succeededFuture(List.of())
                : database.query(DELETED, Tuple.of(project, seq, upTo))
                        .map(rows ->
                                rows.stream().map(row -> row.getString("id")).toList());
    }

    /** @param upTo up to which deletions are asked for */
    private record Copy(UUID project, long epoch, long seq, long upTo) {}
}
