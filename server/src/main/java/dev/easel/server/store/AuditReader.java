package dev.easel.server.store;

import dev.easel.protocol.Event;
import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.StoredChanges;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.horizon.Horizon;
import dev.easel.server.stamps.ObjectsCodec;
import dev.easel.server.stamps.StampsCodec;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads everything that is stored of a project, unchecked, for the command that verifies it. Blocking, over one
 * connection of JDBC. From one {@link #begin} to the next it sees one consistent state. Rows are fetched in pieces, so
 * that a project may be of any size. Confined to one thread.
 */
public final class AuditReader implements AutoCloseable {
    /** Rows of one fetch: at most 25 MiB, were each an object of the largest size. */
    private static final int ROWS = 100;

    private static final String PROJECTS = """
            select id, created_at from project union all select id, created_at from trashed_project
             order by created_at, id""";

    private static final String PROJECT = """
            select epoch, seq, checkpoint_seq
              from (select id, epoch, seq, checkpoint_seq from project union all
                    select id, epoch, seq, checkpoint_seq from trashed_project) as stored
             where id = ?""";

    private static final String EVENTS = """
            select seq, epoch, at, actor, client, edit, group_id, changes::text from event
             where project_id = ? and seq > ? order by seq""";

    private static final String DUPLICATE_EDITS = """
            with one as (select ?::uuid as id)
            select client::text || ' ' || edit
              from (select client, edit from one join event on project_id = id
                    union all
                    select client, unnest(edits) from one join folded_edit on project_id = id) as held
             group by client, edit having count(*) > 1 limit 10""";

    private static final String HORIZON =
            "select seq, epoch, at, parts, objects, dropped_seq from horizon where project_id = ?";

    private static final String PARTS =
            "select objects, stamps from horizon_part where project_id = ? and seq = ? order by part";

    private static final String FOLDED_EDITS = """
            select count(seq), count(distinct seq), coalesce(min(seq), 0), coalesce(max(seq), 0)
              from (select unnest(seqs) as seq from folded_edit where project_id = ?) as held""";

    /** Rows in which nothing would be found, or something else. */
    private static final String ODD_EDITS = """
            select client::text || ' ' || seq from folded_edit
             where project_id = ?
               and (cardinality(edits) <> cardinality(seqs) or cardinality(edits) <> cardinality(contents)
                 or cardinality(edits) <> cardinality(sockets) or seq <> (select max(it) from unnest(seqs) as it)
                 or first_edit <> (select min(it) from unnest(edits) as it)
                 or last_edit <> (select max(it) from unnest(edits) as it))
             limit 10""";

    private static final String OBJECTS = """
            select id, props, seq, updated_at, updated_by from saved_object
             where project_id = ? order by id""";

    private static final String SNAPSHOTS = "select seq from snapshot where project_id = ? order by seq";

    private static final String SNAPSHOT = "select objects from snapshot where project_id = ? and seq = ?";

    private final Connection connection;

    private AuditReader(Connection connection) {
        this.connection = connection;
    }

    public static AuditReader open(DatabaseAddress address) throws SQLException {
        Connection connection = address.connect();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        return new AuditReader(connection);
    }

    /** The ids of all projects, those in the trash among them, the oldest first. */
    public List<UUID> projects() throws SQLException {
        List<UUID> projects = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PROJECTS)) {
            each(statement, row -> projects.add(row.getObject(1, UUID.class)));
        }
        return projects;
    }

    /** Begins a consistent read of the project; empty when there is no such project. */
    public Optional<StoredProject> begin(UUID project) throws SQLException {
        connection.rollback();
        List<StoredProject> found = new ArrayList<>();
        read(PROJECT, project, row -> found.add(new StoredProject(row.getLong(1), row.getLong(2), row.getLong(3))));
        return found.stream().findFirst();
    }

    /** @param after the events behind this one */
    public void events(UUID project, long after, RowConsumer<StoredEvent> each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
            statement.setObject(1, project);
            statement.setLong(2, after);
            each(
                    statement,
                    row -> each.accept(new StoredEvent(
                            row.getLong(1),
                            row.getLong(2),
                            millis(row, 3),
                            row.getString(4),
                            row.getObject(5, UUID.class),
                            row.getLong(6),
                            Optional.ofNullable(row.getString(7)),
                            row.getString(8))));
        }
    }

    /** Where its journal begins. */
    public StoredHorizon horizon(UUID project) throws SQLException {
        List<StoredHorizon> found = new ArrayList<>();
        read(
                HORIZON,
                project,
                row -> found.add(new StoredHorizon(
                        new Horizon(row.getLong(1), row.getLong(2), millis(row, 3), row.getInt(4), row.getInt(5)),
                        row.getLong(6))));
        return found.isEmpty() ? new StoredHorizon(Horizon.NONE, 0) : found.getFirst();
    }

    /**
     * The canvas at the horizon.
     *
     * @throws IOException it cannot be read, or not what wrote its properties
     */
    public List<CanvasObject> horizonObjects(UUID project, Horizon horizon) throws SQLException, IOException {
        List<CanvasObject> objects = new ArrayList<>();
        int parts = 0;
        try (PreparedStatement statement = connection.prepareStatement(PARTS)) {
            statement.setObject(1, project);
            statement.setLong(2, horizon.seq());
            statement.setFetchSize(1);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<CanvasObject> part = ObjectsCodec.decode(
                                    horizon.seq(), horizon.at(), rows.getBytes(1), _ -> true)
                            .objects();
                    StampsCodec.decode(rows.getBytes(2), part);
                    objects.addAll(part);
                    parts++;
                }
            }
        }
        if (parts != horizon.parts()) {
            throw new IOException("it has " + parts + " parts, and not " + horizon.parts());
        }
        if (objects.size() != horizon.objects()) {
            throw new IOException("it has " + objects.size() + " objects, and not " + horizon.objects());
        }
        return objects;
    }

    /** The names of edits that are kept, whose events were dropped. */
    public FoldedEdits foldedEdits(UUID project) throws SQLException {
        List<FoldedEdits> found = new ArrayList<>();
        read(
                FOLDED_EDITS,
                project,
                row -> found.add(new FoldedEdits(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4))));
        return found.getFirst();
    }

    /** Some of the {@code client seq} of rows of such names that contradict themselves; none when all is well. */
    public List<String> oddEdits(UUID project) throws SQLException {
        List<String> odd = new ArrayList<>();
        read(ODD_EDITS, project, row -> odd.add(row.getString(1)));
        return odd;
    }

    /** Some of the {@code client edit} that are stored more than once; none when all is well. */
    public List<String> duplicateEdits(UUID project) throws SQLException {
        List<String> duplicateEdits = new ArrayList<>();
        read(DUPLICATE_EDITS, project, row -> duplicateEdits.add(row.getString(1)));
        return duplicateEdits;
    }

    /** Reads the object rows in the order of their ids. */
    public void objects(UUID project, RowConsumer<StoredObject> each) throws SQLException {
        read(
                OBJECTS,
                project,
                row -> each.accept(new StoredObject(
                        row.getString(1), row.getString(2), row.getLong(3), millis(row, 4), row.getString(5))));
    }

    /** The seqs of the snapshots, ascending. */
    public List<Long> snapshots(UUID project) throws SQLException {
        List<Long> seqs = new ArrayList<>();
        read(SNAPSHOTS, project, row -> seqs.add(row.getLong(1)));
        return seqs;
    }

    /**
     * The objects of one snapshot.
     *
     * @throws IOException the snapshot cannot be read
     */
    public List<CanvasObject> snapshot(UUID project, long seq) throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(SNAPSHOT)) {
            statement.setObject(1, project);
            statement.setLong(2, seq);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IOException("it does not exist");
                }
                return SnapshotCodec.decode(rows.getBytes(1));
            } catch (InvalidContent invalid) {
                throw new IOException(invalid);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void read(String sql, UUID project, RowConsumer<ResultSet> each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, project);
            each(statement, each);
        }
    }

    private static void each(PreparedStatement statement, RowConsumer<ResultSet> each) throws SQLException {
        statement.setFetchSize(ROWS);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                each.accept(rows);
            }
        }
    }

    private static long millis(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant().toEpochMilli();
    }

    /** A row of {@code project}: its epoch, the seq of its last event, and the seq of its object rows. */
    public record StoredProject(long epoch, long seq, long checkpoint) {}

    /** @param dropped the events up to this one are deleted */
    public record StoredHorizon(Horizon at, long dropped) {}

    /**
     * @param count of the names
     * @param distinct events that they name
     * @param first of these; 0 without one
     * @param last of these; 0 without one
     */
    public record FoldedEdits(long count, long distinct, long first, long last) {
        /** Whether each event up to {@code dropped} is named once, and no other. */
        public boolean isOf(long dropped) {
            return count == dropped && distinct == dropped && first == Math.min(dropped, 1) && last == dropped;
        }
    }

    /** A row of {@code saved_object}, unchecked. */
    public record StoredObject(String id, String props, long seq, long updatedAt, String updatedBy) {}

    /** A row of {@code event}, its changes not decoded. */
    public record StoredEvent(
            long seq, long epoch, long at, String by, UUID client, long edit, Optional<String> group, String changes) {
        /**
         * The row as an event.
         *
         * @throws InvalidContent the changes cannot be decoded
         */
        public Event event() {
            return new Event(seq, at, by, client, edit, group, StoredChanges.read(changes));
        }
    }

    /** Is called with each row that was read. */
    @FunctionalInterface
    public interface RowConsumer<T> {
        void accept(T row) throws SQLException;
    }
}
