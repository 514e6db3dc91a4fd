package dev.easel.bench.ceiling;

import dev.easel.bench.server.Database;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * Writes object rows straight into PostgreSQL, over one connection, each time in one transaction: a save is compared
 * with this. Confined to one thread.
 */
public final class RowWriter implements AutoCloseable {
    private static final String MERGE = """
            on conflict (project_id, id) do update
               set props = excluded.props, seq = excluded.seq,
                   updated_at = excluded.updated_at, updated_by = excluded.updated_by""";

    private static final String ROW = "(?, ?, ?::jsonb, ?, now(), ?)";

    private static final String COLUMNS = "(project_id, id, props, seq, updated_at, updated_by)";

    private static final String COPIED = """
            create temporary table copied (
                project_id uuid, id text, props jsonb, seq bigint, updated_at timestamptz, updated_by text)
            on commit delete rows""";

    private final Connection connection;

    public RowWriter(Database database) throws SQLException {
        connection = database.connect();
        connection.setAutoCommit(false);
        connection.unwrap(PGConnection.class).setPrepareThreshold(1);
        try (Statement statement = connection.createStatement()) {
            statement.execute(COPIED);
        }
        connection.commit();
    }

    /**
     * Statements of at most so many rows each.
     *
     * @param pipelined whether they are sent without waiting for the answer to the one before
     */
    public void upsert(UUID project, List<Row> rows, int perStatement, boolean pipelined) throws SQLException {
        int whole = rows.size() - rows.size() % perStatement;
        upsertEach(project, rows.subList(0, whole), perStatement, pipelined);
        upsertEach(project, rows.subList(whole, rows.size()), rows.size() - whole, pipelined);
        connection.commit();
    }

    private void upsertEach(UUID project, List<Row> rows, int perStatement, boolean pipelined) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String sql = "insert into canvas_object " + COLUMNS + " values "
                + String.join(",", java.util.Collections.nCopies(perStatement, ROW)) + MERGE;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < rows.size(); from += perStatement) {
                bind(statement, project, rows.subList(from, from + perStatement));
                if (pipelined) {
                    statement.addBatch();
                } else {
                    statement.executeUpdate();
                }
            }
            if (pipelined) {
                statement.executeBatch();
            }
        }
    }

    private static void bind(PreparedStatement statement, UUID project, List<Row> rows) throws SQLException {
        int parameter = 0;
        for (Row row : rows) {
            statement.setObject(++parameter, project);
            statement.setString(++parameter, row.id());
            statement.setString(++parameter, row.props());
            statement.setLong(++parameter, row.seq());
            statement.setString(++parameter, "anonymous");
        }
    }

    /** {@code COPY} into a temporary table, and one statement that merges it. */
    public void copy(UUID project, List<Row> rows) throws SQLException, IOException {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append(project)
                    .append('\t')
                    .append(row.id())
                    .append('\t')
                    .append(row.props().replace("\\", "\\\\"))
                    .append('\t')
                    .append(row.seq())
                    .append("\tnow\tanonymous\n");
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy copied from stdin", new StringReader(text.toString()));
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into canvas_object " + COLUMNS + " select * from copied " + MERGE);
        }
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** One object's, as far as objects differ. */
    public record Row(String id, String props, long seq) {}
}
