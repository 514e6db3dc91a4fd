package dev.easel.server.history;

import dev.easel.server.database.Timestamps;
import dev.easel.server.derived.PastState;
import dev.easel.server.horizon.FoldedAway;
import dev.easel.server.horizon.Horizon;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * The canvas of a project as it was after any of its durable events. May be used from any thread; futures complete on
 * the context of the caller, and fail with {@link HistoryUnavailable} where there is no such state, and with
 * {@link FoldedAway} where it is before the horizon. A project that is
 * not in memory is not loaded for it.
 */
public final class PastStates {
    /**
     * Times never go back from one event to the next, so a binary search finds the last one that is not later: event
     * {@code low} is none of the later ones, or there is none; event {@code high} is later, or after the last. It
     * begins at the horizon, which is not later.
     */
    private static final String SEQ_AT = """
            with recursive halved (low, high) as (
                select $3::bigint, seq + 1 from project where id = $1
                union all
                select case when event.at > $2 then low else middle end,
                       case when event.at > $2 then middle else high end
                  from (select low, high, (low + high) / 2 as middle from halved where high - low > 1) as half
                  join event on event.project_id = $1 and event.seq = middle)
            select low from halved where high - low <= 1""";

    private final StateReader reader;

    PastStates(StateReader reader) {
        this.reader = reader;
    }

    /** The canvas after event {@code seq}; at 0 the empty one. */
    public Future<PastState> at(UUID project, long seq) {
        return reader.read(connection -> StateReader.head(connection, project)
                .compose(head -> seq > head
                        ? Future.failedFuture(HistoryUnavailable.ahead(head))
                        : reader.at(connection, project, seq, StateReader.UNTOLD)));
    }

    /**
     * The canvas at a time: after the last event that is not later.
     *
     * @param at in milliseconds since 1970
     */
    public Future<PastState> atTime(UUID project, long at) {
        return reader.read(connection -> Horizon.of(connection, project)
                .compose(horizon -> horizon.seq() > 0 && at < horizon.at()
                        ? Future.failedFuture(new FoldedAway(horizon.seq()))
                        : seqAt(connection, project, at, horizon.seq()))
                .compose(seq -> reader.at(connection, project, seq, StateReader.UNTOLD)));
    }

    private static Future<Long> seqAt(SqlConnection connection, UUID project, long at, long from) {
        return connection
                .preparedQuery(SEQ_AT)
                .execute(Tuple.of(project, Timestamps.of(at), from))
                .compose(rows -> rows.size() == 0
                        ? Future.failedFuture(HistoryUnavailable.noProject())
                        : Future.succeededFuture(rows.iterator().next().getLong("low")));
    }
}
