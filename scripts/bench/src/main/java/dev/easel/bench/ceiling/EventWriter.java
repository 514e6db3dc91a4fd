package dev.easel.bench.ceiling;

import dev.easel.bench.server.Database;
import dev.easel.protocol.Change;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * Writes events straight into PostgreSQL, over one connection, as durable as Easel's: its journal is compared with
 * this. Confined to one thread.
 */
public final class EventWriter implements AutoCloseable {
    static final String ACTOR = "anonymous";
    static final UUID CLIENT = UUID.fromString("00000000-0000-4000-8000-ffffffffffff");

    private static final String COLUMNS =
            "(project_id, seq, epoch, at, actor, client, edit, changes, content, over_socket)";

    private final Connection connection;
    private final List<UUID> projects;
    private long written;

    /** @param projects new ones, to which the events go in turn */
    public EventWriter(Database database, List<UUID> projects) throws SQLException {
        this.projects = List.copyOf(projects);
        connection = database.connect();
        connection.setAutoCommit(false);
        connection.unwrap(PGConnection.class).setPrepareThreshold(1);
    }

    /**
     * One transaction of so many events, which {@code perStatement} divides, each statement waiting for the one before.
     */
    public void insert(int events, int perStatement) throws SQLException {
        String sql = "insert into event " + COLUMNS + " values "
                + String.join(",", Collections.nCopies(perStatement, "(?, ?, 1, now(), ?, ?, ?, ?::json, ?, true)"));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < events; from += perStatement) {
                bind(statement, perStatement);
                statement.executeUpdate();
            }
        }
        connection.commit();
    }

    private void bind(PreparedStatement statement, int events) throws SQLException {
        int parameter = 0;
        for (int i = 0; i < events; i++) {
            written++;
            statement.setObject(++parameter, project());
            statement.setLong(++parameter, written);
            statement.setString(++parameter, ACTOR);
            statement.setObject(++parameter, CLIENT);
            statement.setLong(++parameter, written);
            statement.setString(++parameter, changes());
            statement.setLong(++parameter, written);
        }
    }

    /** One transaction of so many events. */
    public void copy(int events) throws SQLException, IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < events; i++) {
            written++;
            text.append(project())
                    .append('\t')
                    .append(written)
                    .append("\t1\tnow\t")
                    .append(ACTOR)
                    .append('\t');
            text.append(CLIENT).append('\t').append(written).append('\t');
            text.append(changes()).append('\t').append(written).append("\ttrue\n");
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy event " + COLUMNS + " from stdin", new StringReader(text.toString()));
        connection.commit();
    }

    private UUID project() {
        return projects.get((int) (written % projects.size()));
    }

    private String changes() {
        return EventCodec.changes(List.of(change(written))).toString();
    }

    /** As a client moves its rectangle. */
    static Change change(long number) {
        return new Change.Patch(
                "rectangle-%06d".formatted(number % 500),
                JsonReader.stored(
                        "{\"x\":%d.25,\"y\":%d.75}".formatted(1_000 + number % 7_919, 1_000 + number % 6_151)),
                List.of(),
                List.of());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
