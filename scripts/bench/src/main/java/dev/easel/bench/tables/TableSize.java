package dev.easel.bench.tables;

import dev.easel.bench.scenario.Figures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What one look saw of one table. All but {@code live} and {@code dead}, which PostgreSQL estimates, count from when
 * the table was made.
 *
 * @param seconds since the first look
 * @param tableBytes on disk; {@code indexBytes} likewise
 * @param updatedHot updates that touched no index
 */
record TableSize(
        long seconds,
        String table,
        long tableBytes,
        long indexBytes,
        long live,
        long dead,
        long inserted,
        long updated,
        long updatedHot,
        long vacuums) {

    static final String HEAD = "s,table,table_bytes,index_bytes,live,dead,inserted,updated,updated_hot,vacuums";

    /** Has the columns of {@link #read}, for all tables. */
    static final String QUERY = """
            select relname, pg_table_size(relid), pg_indexes_size(relid), n_live_tup, n_dead_tup, n_tup_ins, n_tup_upd,
                   n_tup_hot_upd, vacuum_count + autovacuum_count
              from pg_stat_user_tables order by relname""";

    static TableSize read(long seconds, ResultSet row) throws SQLException {
        return new TableSize(
                seconds,
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9));
    }

    /** As a line under {@link #HEAD}. */
    String line() {
        return "%d,%s,%d,%d,%d,%d,%d,%d,%d,%d"
                .formatted(seconds, table, tableBytes, indexBytes, live, dead, inserted, updated, updatedHot, vacuums);
    }

    private long bytes() {
        return tableBytes + indexBytes;
    }

    /** @param looks at one table, in order */
    static void tell(List<TableSize> looks, Figures figures) {
        TableSize first = looks.getFirst();
        TableSize half = looks.get(looks.size() / 2);
        TableSize last = looks.getLast();
        double updates = last.updated() - first.updated();
        long dead = looks.stream().mapToLong(TableSize::dead).max().orElse(0);
        String table = first.table();
        figures.add(table + ": at the beginning, MB", first.bytes() / 1e6)
                .add(table + ": after half of the time, MB", half.bytes() / 1e6)
                .add(table + ": at the end, MB", last.bytes() / 1e6)
                .add(table + ": of that indexes, MB", last.indexBytes() / 1e6)
                .add(table + ": dead rows, most", (double) dead)
                .add(table + ": updates per second", updates / Math.max(1, last.seconds() - first.seconds()))
                .add(table + ": updates without an index, %", 100 * (last.updatedHot() - first.updatedHot()) / updates)
                .add(table + ": vacuums", (double) (last.vacuums() - first.vacuums()));
    }
}
