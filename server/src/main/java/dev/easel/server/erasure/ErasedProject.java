package dev.easel.server.erasure;

import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes names out of one project: first in what is not derived, some rows at a time in the order of the keys, so that
 * nobody is held up and no deadlock comes of it. Then the epoch of the project is raised: whoever has it in memory
 * loads it again, without the names, as after a failover. Last all that is derived is deleted, and made again in the
 * background. That is done until a pass finds nothing more. Each statement is a transaction of its own.
 */
final class ErasedProject {
    /** Rows that one statement looks through. */
    static final int ROWS = 5_000;

    /** Passes, after which somebody must be writing under the name. */
    static final int PASSES = 5;

    /** Looks through some rows, and tells how many it has changed, and the last key; no key behind the last row. */
    private static final String REPLACE = """
            with page as (
                select %2$s as key from %1$s where project_id = ? and %2$s > ?::%4$s order by %2$s limit ?),
            named as (
                select %2$s as key from %1$s
                 where project_id = ? and %2$s in (select key from page) and %3$s like any (?) order by %2$s
                   for no key update),
            changed as (
                update %1$s set %3$s = ? where project_id = ? and %2$s in (select key from named) returning 1)
            select (select count(*) from changed), (select key::text from page order by key desc limit 1)""";

    private static final List<Column> COLUMNS = List.of(
            new Column("event", "seq", "actor", "bigint", "0"),
            new Column("canvas_object", "id", "updated_by", "text", ""),
            new Column("object_set_aside", "id", "updated_by", "text", ""),
            new Column("version", "id", "created_by", "uuid", new UUID(0, 0).toString()));

    /** All together, see the tables; who makes them looks for what is missing. */
    private static final List<String> DERIVED = List.of(
            "delete from history_entry where project_id = ?",
            "delete from history_block where project_id = ?",
            "delete from deleted_object where project_id = ?",
            "delete from history_snapshot where project_id = ?",
            "delete from snapshot where project_id = ?");

    /** Whether something that is derived has a name that nothing else has: it was made while names were replaced. */
    private static final String STALE = """
            select exists (select from history_entry, unnest(names) as name
                            where project_id = ? and name like any (?))
                or exists (select from deleted_object where project_id = ? and deleted_by like any (?))""";

    private static final String RAISE = "update project set epoch = epoch + 1 where id = ?";

    private final Connection connection;
    private final UUID project;
    private final Array patterns;
    private final ErasedHorizon horizon;
    private long replaced;

    ErasedProject(Connection connection, UUID project, Names names) throws SQLException {
        this.connection = connection;
        this.project = project;
        this.patterns = connection.createArrayOf("text", names.patterns());
        this.horizon = new ErasedHorizon(connection, project, names);
    }

    /** How often a name was replaced. */
    long replaced() {
        return replaced;
    }

    /** Returns false when the names come again and again. */
    boolean erase() throws SQLException, IOException {
        for (int pass = 0; pass < PASSES; pass++) {
            long found = horizon.erase();
            for (Column column : COLUMNS) {
                found += replace(column);
            }
            if (found == 0 && !isStale()) {
                return true;
            }
            replaced += found;
            update(RAISE); // first: whoever has the project in memory writes no more snapshots
            deleteDerived();
        }
        return false;
    }

    private long replace(Column column) throws SQLException {
        long changed = 0;
        @Nullable String key = column.first;
        try (PreparedStatement statement = connection.prepareStatement(column.replace)) {
            while (key != null) {
                statement.setObject(1, project);
                statement.setString(2, key);
                statement.setInt(3, ROWS);
                statement.setObject(4, project);
                statement.setArray(5, patterns);
                statement.setString(6, ErasedHorizon.ERASED);
                statement.setObject(7, project);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    changed += rows.getLong(1);
                    key = rows.getString(2);
                }
            }
        }
        return changed;
    }

    private boolean isStale() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STALE)) {
            statement.setObject(1, project);
            statement.setArray(2, patterns);
            statement.setObject(3, project);
            statement.setArray(4, patterns);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    private void deleteDerived() throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (String sql : DERIVED) {
                update(sql);
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void update(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, project);
            statement.executeUpdate();
        }
    }

    private static final class Column {
        private final String replace;
        private final String first;

        /** @param first below the least key, or the least */
        Column(String table, String key, String name, String type, String first) {
            this.replace = REPLACE.formatted(table, key, name, type);
            this.first = first;
        }
    }
}
