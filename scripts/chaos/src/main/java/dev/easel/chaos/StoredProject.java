package dev.easel.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.protocol.reference.BoardModel;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What the tables say about one project, read without the server. */
record StoredProject(List<Stored> events, BoardModel rows, long checkpoint) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A row of the event table. */
    record Stored(long seq, long epoch, long at, UUID client, long edit, JsonNode changes) {}

    static StoredProject of(Connection connection, String project) throws SQLException, IOException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return new StoredProject(
                events(connection, project), rows(connection, project), checkpoint(connection, project));
    }

    private static List<Stored> events(Connection connection, String project) throws SQLException, IOException {
        List<Stored> events = new ArrayList<>();
        try (PreparedStatement statement = statement(
                        connection,
                        "select seq, epoch, (extract(epoch from at) * 1000)::bigint, client, edit, changes"
                                + " from event where project_id = ? order by seq",
                        project);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                events.add(new Stored(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getObject(4, UUID.class),
                        row.getLong(5),
                        MAPPER.readTree(row.getString(6))));
            }
        }
        return events;
    }

    private static BoardModel rows(Connection connection, String project) throws SQLException, IOException {
        Map<String, ObjectNode> objects = new TreeMap<>();
        try (PreparedStatement statement =
                        statement(connection, "select id, props from canvas_object where project_id = ?", project);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                objects.put(row.getString(1), (ObjectNode) MAPPER.readTree(row.getString(2)));
            }
        }
        return new BoardModel(objects);
    }

    private static long checkpoint(Connection connection, String project) throws SQLException {
        try (PreparedStatement statement =
                        statement(connection, "select checkpoint_seq from project where id = ?", project);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : -1;
        }
    }

    private static PreparedStatement statement(Connection connection, String sql, String project) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setObject(1, UUID.fromString(project));
        return statement;
    }
}
