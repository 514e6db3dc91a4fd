package dev.easel.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TableRightsTest {
    /** Not used yet, and the one of the migrations. */
    private static final Set<String> OTHERS = Set.of("flyway_schema_history");

    @Test
    @DisplayName("the rights to every table that the migrations make are asked for")
    void every_table() {
        try (TestDatabase database = TestDatabase.create()) {
            Set<String> made = new TreeSet<>();
            database.sql("select tablename::text from pg_tables where schemaname = 'public'")
                    .forEach(row -> made.add(row.getString(0)));
            made.removeAll(OTHERS);
            assertEquals(made, new TreeSet<>(Arrays.asList(TableRights.TABLES)));
        }
    }
}
