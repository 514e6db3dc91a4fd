package dev.easel.server.store;

import dev.easel.protocol.Event;
import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.StoredChanges;
import dev.easel.server.canvas.CanvasObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * Everything that is stored of projects, as it is, for a command that checks it. Blocks; over one connection of JDBC.
 * Between {@link #begin} and the next it sees one consistent state, and what it reads it reads in pieces: any size will
 * do. Confined to one thread.
 */
public final class History implements AutoCloseable {
    /** Rows on their way at once: 25 MiB when every one is an object as large as it may be. */
    private static final int ROWS = 100;

    private static final String STANDING = "select epoch, seq, checkpoint_seq from project where id = ?";

    private static final String EVENTS = """
            select seq, epoch, at, actor, client, edit, group_id, changes::text from event
             where project_id = ? order by seq""";

    private static final String DOUBLED = """
            select client::text || ' ' || edit from event
             where project_id = ? group by client, edit having count(*) > 1 limit 10""";

    private static final String OBJECTS = """
            select id, props::text, seq, updated_at, updated_by from canvas_object
             where project_id = ? order by id""";

    private static final String SNAPSHOTS = "select seq from snapshot where project_id = ? order by seq";

    private static final String SNAPSHOT = "select objects from snapshot where project_id = ? and seq = ?";

    private final Connection connection;

    private History(Connection connection) {
        this.connection = connection;
    }

    public static History open(DatabaseAddress address) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(address.jdbcProperties());
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        Connection connection = new org.postgresql.Driver().connect(address.jdbcUrl(), properties);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        return new History(connection);
    }

    /** All there are. */
    public List<UUID> projects() throws SQLException {
        List<UUID> projects = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("select id from project order by created_at, id")) {
            each(statement, row -> projects.add(row.getObject(1, UUID.class)));
        }
        return projects;
    }

    /** From here on everything is read as it stands now. Empty when there is no such project. */
    public Optional<Standing> begin(UUID project) throws SQLException {
        connection.rollback();
        List<Standing> found = new ArrayList<>();
        read(STANDING, project, row -> found.add(new Standing(row.getLong(1), row.getLong(2), row.getLong(3))));
        return found.stream().findFirst();
    }

    public void events(UUID project, Each<StoredEvent> each) throws SQLException {
        read(
                EVENTS,
                project,
                row -> each.take(new StoredEvent(
                        row.getLong(1),
                        row.getLong(2),
                        millis(row, 3),
                        row.getString(4),
                        row.getObject(5, UUID.class),
                        row.getLong(6),
                        Optional.ofNullable(row.getString(7)),
                        row.getString(8))));
    }

    /** Some of the {@code client edit} that stand there more than once. */
    public List<String> doubled(UUID project) throws SQLException {
        List<String> doubled = new ArrayList<>();
        read(DOUBLED, project, row -> doubled.add(row.getString(1)));
        return doubled;
    }

    /** In the order of their ids, as the database has it. */
    public void objects(UUID project, Each<StoredObject> each) throws SQLException {
        read(
                OBJECTS,
                project,
                row -> each.take(new StoredObject(
                        row.getString(1), row.getString(2), row.getLong(3), millis(row, 4), row.getString(5))));
    }

    /** Their seqs, ascending. */
    public List<Long> snapshots(UUID project) throws SQLException {
        List<Long> seqs = new ArrayList<>();
        read(SNAPSHOTS, project, row -> seqs.add(row.getLong(1)));
        return seqs;
    }

    /** @throws IOException it cannot be read */
    public List<CanvasObject> snapshot(UUID project, long seq) throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(SNAPSHOT)) {
            statement.setObject(1, project);
            statement.setLong(2, seq);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IOException("it is not there");
                }
                return SnapshotText.read(rows.getBytes(1));
            } catch (InvalidContent invalid) {
                throw new IOException(invalid);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void read(String sql, UUID project, Each<ResultSet> each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, project);
            each(statement, each);
        }
    }

    private static void each(PreparedStatement statement, Each<ResultSet> each) throws SQLException {
        statement.setFetchSize(ROWS);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                each.take(rows);
            }
        }
    }

    private static long millis(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant().toEpochMilli();
    }

    /** Where a project's row says it stands. */
    public record Standing(long epoch, long seq, long checkpoint) {}

    /** A row of {@code canvas_object}, unchecked. */
    public record StoredObject(String id, String props, long seq, long updatedAt, String updatedBy) {}

    /** A row of {@code event}, its changes unread. */
    public record StoredEvent(
            long seq, long epoch, long at, String by, UUID client, long edit, Optional<String> group, String changes) {
        /** @throws InvalidContent the changes cannot be read */
        public Event event() {
            return new Event(seq, at, by, client, edit, group, StoredChanges.read(changes));
        }
    }

    /** Takes what was read, piece by piece. */
    @FunctionalInterface
    public interface Each<T> {
        void take(T it) throws SQLException;
    }
}
