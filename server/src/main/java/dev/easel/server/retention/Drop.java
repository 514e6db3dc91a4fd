package dev.easel.server.retention;

import dev.easel.server.database.Database;
import dev.easel.server.derived.Entries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/**
 * Drops the events that are folded, from the first on, some in each transaction, and what is derived from them. The
 * numbers of their edits are kept in the same transaction. Nothing is remembered here: how far it has come stands in
 * the row of the horizon, which is locked meanwhile; another instance that does the same finds it locked, and does
 * nothing.
 */
final class Drop {
    /** Events of one transaction. */
    static final int ROWS = 10_000;

    /** Bytes of their changes as they are stored; a larger event is dropped alone. */
    static final int BYTES = 16 << 20;

    /** The lock on the project keeps it from being deleted meanwhile. */
    private static final String DROP = """
            with locked as materialized (
                select horizon.seq, dropped_seq from horizon join project on project.id = horizon.project_id
                 where horizon.project_id = $1 and dropped_seq < horizon.seq
                   for no key update of horizon skip locked for key share of project),
            first as (
                select seq, pg_column_size(changes) as size from event
                 where project_id = $1
                   and seq > (select dropped_seq from locked) and seq <= (select seq from locked)
                 order by seq limit $2),
            summed as (
                select seq, row_number() over places as number, sum(size) over places as bytes
                  from first window places as (order by seq)),
            chosen as materialized (
                select seq as up_to from summed where number = 1 or bytes <= $3 order by seq desc limit 1),
            gone as (
                delete from event
                 where project_id = $1
                   and seq > (select dropped_seq from locked) and seq <= (select up_to from chosen)
                returning client, edit, seq, content, over_socket),
            kept as (
                insert into folded_edit (project_id, client, seq, first_edit, last_edit, edits, seqs, contents, sockets)
                select $1, client, max(seq), min(edit), max(edit), array_agg(edit order by edit),
                       array_agg(seq order by edit), array_agg(coalesce(content, 0) order by edit),
                       array_agg(coalesce(over_socket, true) order by edit)
                  from gone group by client),
            moved as (
                update horizon set dropped_seq = chosen.up_to from chosen where project_id = $1)
            select chosen.up_to, (select count(*)::int from gone) as rows from chosen""";

    /** A snapshot stays where a later one adds to it. */
    private static final List<String> DERIVED = List.of(
            "delete from snapshot where project_id = $1 and seq <= $2",
            """
            delete from history_snapshot as old
             where project_id = $1 and seq <= $2
               and not exists (select from history_snapshot as above
                                where above.project_id = $1 and above.seq > $2 and above.below_seq = old.seq)""",
            """
            delete from history_snapshot as alone
             where project_id = $1 and seq > $2 and below_seq is not null
               and not exists (select from history_snapshot as whole
                                where whole.project_id = $1 and whole.seq = alone.below_seq)""",
            "delete from history_entry where project_id = $1 and from_seq <= $2 and to_seq < $2 + "
                    + Entries.MOST_EVENTS,
            "delete from history_block where project_id = $1 and seq <= $2",
            "delete from deleted_object where project_id = $1 and seq <= $2");

    private final Database database;
    private final int most;

    /** @param most events of one transaction */
    Drop(Database database, int most) {
        this.database = database;
        this.most = most;
    }

    /** How many were dropped; 0 when nothing is to be, or somebody else does it. */
    Future<Integer> next(UUID project) {
        return database.transaction(
                "begin",
                connection -> connection
                        .preparedQuery(DROP)
                        .execute(Tuple.of(project, most, BYTES))
                        .compose(rows -> rows.size() == 0
                                ? Future.succeededFuture(0)
                                : dropped(connection, project, rows.iterator().next())));
    }

    private static Future<Integer> dropped(SqlConnection connection, UUID project, Row row) {
        Tuple values = Tuple.of(project, row.getLong("up_to"));
        Iterator<String> left = DERIVED.iterator();
        Future<RowSet<Row>> last = connection.preparedQuery(left.next()).execute(values);
        while (left.hasNext()) {
            String sql = left.next();
            last = last.compose(_ -> connection.preparedQuery(sql).execute(values));
        }
        return last.map(row.getInteger("rows"));
    }
}
