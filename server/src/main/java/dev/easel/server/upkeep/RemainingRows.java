package dev.easel.server.upkeep;

import dev.easel.server.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;

/**
 * The rows that a deleted project has left, removed table by table in the order of their keys. It remembers how far it
 * has come, so that no statement passes over the dead index entries of the statements before it. Used by one caller at
 * a time.
 */
final class RemainingRows {
    /** Bounds of one statement. A single row may be larger: a snapshot, or an image. */
    static final int ROWS = 5_000;

    static final int BYTES = 16 << 20;

    /**
     * The sizes are those of the columns as they are stored, for which PostgreSQL reads no value that is stored
     * elsewhere. It deletes a range of keys, and not a list of them, so that the plan is always a scan of that range.
     */
    private static final String REMOVE = """
            with first as (
                select %2$s as key, pg_column_size(%3$s) as size from %1$s
                 where project_id = $1 and %2$s >= $2::text::%4$s order by %2$s limit $3),
            summed as (
                select key, row_number() over keys as number, sum(size) over keys as bytes
                  from first window keys as (order by key)),
            chosen as (
                select key from summed where number = 1 or bytes <= $4 order by number desc limit 1),
            gone as (
                delete from %1$s using chosen
                 where project_id = $1 and %2$s >= $2::text::%4$s and %2$s <= chosen.key
                returning 1)
            select (select count(*) from gone)::int as rows, key::text as key from chosen""";

    private static final List<Table> TABLES = List.of(
            new Table("event", "seq", "changes", "bigint", "0"),
            new Table("canvas_object", "id", "props", "text", ""),
            new Table("object_set_aside", "id", "props", "text", ""),
            new Table("asset", "id", "bytes", "text", ""),
            new Table("snapshot", "seq", "objects", "bigint", Long.toString(Long.MIN_VALUE)),
            new Table("history_snapshot", "seq", "objects", "bigint", Long.toString(Long.MIN_VALUE)),
            new Table("history_entry", "to_seq", "names", "bigint", "0"),
            new Table("history_block", "seq", "objects", "bigint", "0"),
            new Table("deleted_object", "id", "props", "text", ""),
            new Table("horizon_part", "seq", "objects", "bigint", "0"),
            new Table("horizon", "seq", "objects", "bigint", "0"),
            new Table("folded_edit", "client", "edits", "uuid", new UUID(0, 0).toString()),
            new Table("folded_form", "object_id", "known", "text", ""),
            new Table("member", "user_id", "role", "text", ""),
            new Table("share_link", "id", "name", "uuid", new UUID(0, 0).toString()),
            new Table("user_project", "user_id", "since", "text", ""),
            new Table("access_request", "user_id", "message", "text", ""),
            new Table("version", "id", "name", "uuid", new UUID(0, 0).toString()));

    private final UUID project;
    private final Queue<Table> left = new ArrayDeque<>(TABLES);
    private String from = left.element().first;

    RemainingRows(UUID project) {
        this.project = project;
    }

    /** Removes some rows in a transaction of its own, and returns how many; 0 when no table has any. */
    Future<Integer> removeSome(Database database) {
        Table table = left.peek();
        if (table == null) {
            return Future.succeededFuture(0);
        }
        return database.query(table.remove, Tuple.of(project, from, ROWS, BYTES))
                .compose(rows -> rows.size() == 0 ? nextTable(database) : Future.succeededFuture(removed(rows)));
    }

    private Future<Integer> nextTable(Database database) {
        left.remove();
        Table next = left.peek();
        from = next == null ? "" : next.first;
        return removeSome(database);
    }

    /** Where all rows that were chosen have been removed by somebody else meanwhile, it has still come further. */
    private int removed(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        from = row.getString("key");
        return Math.max(1, row.getInteger("rows"));
    }

    private static final class Table {
        private final String remove;
        private final String first;

        /** @param first the least key */
        Table(String name, String key, String content, String type, String first) {
            this.remove = REMOVE.formatted(name, key, content, type);
            this.first = first;
        }
    }
}
