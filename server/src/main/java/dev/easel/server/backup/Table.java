package dev.easel.server.backup;

import java.util.List;
import java.util.stream.Collectors;

/** A table that is backed up: its columns are named in the file, so that a later order of them does not matter. */
record Table(String name, List<String> columns) {
    Table {
        columns = List.copyOf(columns);
    }

    /** As statements name it. */
    String sql() {
        return quoted(name) + columns.stream().map(Table::quoted).collect(Collectors.joining(", ", " (", ")"));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
