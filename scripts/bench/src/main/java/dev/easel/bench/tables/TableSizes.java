package dev.easel.bench.tables;

import dev.easel.bench.scenario.Figures;
import dev.easel.bench.server.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the tables every now and then, on a thread of its own, and writes each look into a file of comma-separated
 * values.
 */
final class TableSizes implements AutoCloseable {
    private static final int EVERY_S = 30;
    private static final List<String> TABLES = List.of("project", "version", "canvas_object", "event");

    private final Database database;
    private final PrintWriter file;
    private final List<TableSize> seen = new ArrayList<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private final long began = System.nanoTime();

    private TableSizes(Database database, PrintWriter file) {
        this.database = database;
        this.file = file;
    }

    /** The first look is at once. */
    static TableSizes watch(Database database, Path file) throws IOException {
        TableSizes sizes = new TableSizes(database, new PrintWriter(Files.newBufferedWriter(file), true));
        sizes.file.println(TableSize.HEAD);
        sizes.looks.scheduleAtFixedRate(sizes::look, 0, EVERY_S, TimeUnit.SECONDS);
        return sizes;
    }

    private void look() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TableSize.QUERY)) {
            while (row.next()) {
                TableSize size = TableSize.read(seconds, row);
                seen.add(size);
                file.println(size.line());
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Looks once more, and tells what the looks at the tables that edits change come to. */
    void into(Figures figures) throws InterruptedException, ExecutionException {
        looks.submit(this::look).get();
        for (String table : TABLES) {
            TableSize.tell(
                    seen.stream().filter(size -> size.table().equals(table)).toList(), figures);
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
        file.close();
    }
}
