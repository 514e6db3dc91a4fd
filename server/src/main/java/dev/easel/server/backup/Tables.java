package dev.easel.server.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables of the schema that is in use, as the catalogue of PostgreSQL lists them: a new one is never forgotten. */
final class Tables {
    /** How far the schema is migrated; restored by migrating. */
    static final String MIGRATIONS = "flyway_schema_history";

    /**
     * Of running servers: those of another machine are others. And who is signed in: a sign-in that has ended since
     * must not come back.
     */
    private static final Set<String> OF_SERVERS = Set.of(MIGRATIONS, "instance", "cluster_secret", "sign_in");

    private static final String COLUMNS = """
            select c.relname, a.attname
              from pg_class c join pg_attribute a on a.attrelid = c.oid
             where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
               and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
             order by c.relname, a.attnum""";

    private static final String REFERENCES = """
            select c.relname, f.relname
              from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
             where k.contype = 'f' and c.oid <> f.oid and c.relnamespace = current_schema()::regnamespace""";

    private Tables() {}

    /** Those that are backed up; each after the ones that it refers to, so that they can be filled in this order. */
    static List<Table> of(Connection connection) throws SQLException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        each(
                connection,
                COLUMNS,
                (table, column) ->
                        columns.computeIfAbsent(table, _ -> new ArrayList<>()).add(column));
        OF_SERVERS.forEach(columns::remove);
        Map<String, Set<String>> references = new HashMap<>();
        each(
                connection,
                REFERENCES,
                (table, other) ->
                        references.computeIfAbsent(table, _ -> new HashSet<>()).add(other));
        List<Table> ordered = new ArrayList<>();
        while (!columns.isEmpty()) {
            Map.Entry<String, List<String>> next = columns.entrySet().stream()
                    .filter(it ->
                            Collections.disjoint(columns.keySet(), references.getOrDefault(it.getKey(), Set.of())))
                    .findFirst()
                    .orElseThrow(() -> new SQLException("these tables refer to each other: " + columns.keySet()));
            columns.remove(next.getKey());
            ordered.add(new Table(next.getKey(), next.getValue()));
        }
        return ordered;
    }

    @FunctionalInterface
    private interface Pair {
        void take(String one, String other);
    }

    private static void each(Connection connection, String query, Pair each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                each.take(rows.getString(1), rows.getString(2));
            }
        }
    }
}
