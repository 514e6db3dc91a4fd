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
 * nobody is held up and no deadlock comes of it. The last of them go together with all that follows: the epoch of the
 * project is raised, so that whoever has it in memory loads it again, without the names, as after a failover; and what
 * is derived is deleted, and made again in the background. So what is broken off is found again, by a name that is
 * left. That is done until a pass finds nothing more.
 */
final class ErasedProject {
    /** Rows that one statement looks through. */
    static final int ROWS = 5_000;

    /** Passes, after which somebody must be writing under the name. */
    static final int PASSES = 5;

    /** Looks through some rows, and tells how many have a name, and the last key; no key behind the last row. */
    private static final String FIND = """
            with page as (
                select %2$s as key, %3$s as name from %1$s
                 where project_id = ? and %2$s > ?::%4$s order by %2$s limit ?)
            select (select count(*) from page where name like any (?)),
                   (select key::text from page order by key desc limit 1)""";

    private static final String REPLACE = """
            with named as (
                select %2$s as key from %1$s
                 where project_id = ? and %2$s > ?::%4$s and %2$s <= ?::%4$s and %3$s like any (?) order by %2$s
                   for no key update)
            update %1$s set %3$s = ? where project_id = ? and %2$s in (select key from named)""";

    /** Nothing is derived of these, and nobody has them in memory. */
    private static final Column VERSIONS = new Column("version", "id", "created_by", "uuid", new UUID(0, 0).toString());

    private static final List<Column> AUTHORS = List.of(
            new Column("event", "seq", "actor", "bigint", "0"),
            new Column("canvas_object", "id", "updated_by", "text", ""),
            new Column("object_set_aside", "id", "updated_by", "text", ""));

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

    /** Who saves locks objects before the project: it comes behind them here, too. */
    private static final String RAISE = "update project set epoch = epoch + 1 where id = ?";

    /** Waits for a room that is writing a snapshot: one that comes later finds the new epoch, and writes none. */
    private static final String LOCK = "select from project where id = ? for update";

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
            long before = replaced;
            for (Page page = next(VERSIONS, VERSIONS.first); page != null; page = next(VERSIONS, page.to)) {
                replaced += replace(page);
            }
            if (!end(allButLast()) && replaced == before) {
                return true;
            }
        }
        return false;
    }

    /** Returns the last rows that have a name, and replaces it in those before; null where none have. */
    private @Nullable Page allButLast() throws SQLException {
        Page last = null;
        for (Column column : AUTHORS) {
            for (Page page = next(column, column.first); page != null; page = next(column, page.to)) {
                replaced += last == null ? 0 : replace(last);
                last = page;
            }
        }
        return last;
    }

    /** The end of a pass. Returns whether there was anything to do. */
    private boolean end(@Nullable Page last) throws SQLException, IOException {
        boolean isNamed = false;
        connection.setAutoCommit(false);
        try {
            long before = replaced;
            replaced += horizon.erase();
            replaced += last == null ? 0 : replace(last);
            isNamed = last != null || replaced > before || isStale();
            if (isNamed) {
                update(RAISE);
                deleteDerived();
            }
            connection.commit();
            if (isNamed) {
                update(LOCK);
                deleteDerived();
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return isNamed;
    }

    /** The next rows behind this key of which some have a name; null where none have. */
    private @Nullable Page next(Column column, String from) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(column.find)) {
            @Nullable String behind = from;
            while (behind != null) {
                statement.setObject(1, project);
                statement.setString(2, behind);
                statement.setInt(3, ROWS);
                statement.setArray(4, patterns);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    @Nullable String to = rows.getString(2);
                    if (to != null && rows.getLong(1) > 0) {
                        return new Page(column, behind, to);
                    }
                    behind = to;
                }
            }
        }
        return null;
    }

    private long replace(Page page) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(page.column.replace)) {
            statement.setObject(1, project);
            statement.setString(2, page.behind);
            statement.setString(3, page.to);
            statement.setArray(4, patterns);
            statement.setString(5, ErasedHorizon.ERASED);
            statement.setObject(6, project);
            return statement.executeUpdate();
        }
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
        for (String sql : DERIVED) {
            update(sql);
        }
    }

    private void update(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, project);
            statement.execute();
        }
    }

    /** The rows with a key behind the first of these, up to the second. */
    private record Page(Column column, String behind, String to) {}

    private static final class Column {
        private final String find;
        private final String replace;
        private final String first;

        /** @param first below the least key, or the least */
        Column(String table, String key, String name, String type, String first) {
            this.find = FIND.formatted(table, key, name, type);
            this.replace = REPLACE.formatted(table, key, name, type);
            this.first = first;
        }
    }
}
