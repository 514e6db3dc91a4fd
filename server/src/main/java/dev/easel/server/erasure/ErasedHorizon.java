package dev.easel.server.erasure;

import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.stamps.ObjectsCodec;
import dev.easel.server.stamps.Stamp;
import dev.easel.server.stamps.StampedObject;
import dev.easel.server.stamps.StampsCodec;
import dev.easel.server.stamps.StampsCodec.Stamped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes names out of the state at the horizon of a project: of folded events it is all that is left. */
final class ErasedHorizon {
    /** Stands in place of the names. */
    static final String ERASED = "erased";

    /** As a fold: it is waited for, and none begins meanwhile. */
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('easel horizon ' || ?::uuid::text, 0))";

    private static final String HORIZON = "select seq, at, parts from horizon where project_id = ?";

    private static final String PART =
            "select objects, stamps from horizon_part where project_id = ? and seq = ? and part = ?";

    private static final String WRITE =
            "update horizon_part set objects = ?, stamps = ? where project_id = ? and seq = ? and part = ?";

    private final Connection connection;
    private final UUID project;
    private final Names names;

    ErasedHorizon(Connection connection, UUID project, Names names) {
        this.connection = connection;
        this.project = project;
        this.names = names;
    }

    /** Returns how many parts had one of the names. One part is in memory at a time. Needs a transaction. */
    long erase() throws SQLException, IOException {
        lock();
        long changed = 0;
        try (PreparedStatement statement = connection.prepareStatement(HORIZON)) {
            statement.setObject(1, project);
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    long seq = rows.getLong(1);
                    long at =
                            rows.getObject(2, OffsetDateTime.class).toInstant().toEpochMilli();
                    for (int part = 0; part < rows.getInt(3); part++) {
                        changed += part(seq, at, part);
                    }
                }
            }
        }
        return changed;
    }

    private void lock() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setObject(1, project);
            statement.execute();
        }
    }

    private int part(long seq, long at, int part) throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(PART)) {
            statement.setObject(1, project);
            statement.setLong(2, seq);
            statement.setInt(3, part);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? part(seq, at, part, rows.getBytes(1), rows.getBytes(2)) : 0;
            }
        }
    }

    private int part(long seq, long at, int part, byte[] objects, byte[] stamps) throws SQLException, IOException {
        List<CanvasObject> canvas =
                ObjectsCodec.decode(seq, at, objects, _ -> true).objects();
        Stamped stamped = StampsCodec.decode(stamps, canvas);
        boolean isNamed = canvas.stream().anyMatch(it -> names.has(it.updatedBy()))
                || stamped.stamps().stream().anyMatch(it -> names.has(it.by()));
        if (!isNamed) {
            return 0;
        }
        List<StampedObject> now = stamped.objects().stream().map(this::without).toList();
        Map<Long, Stamp> written = new HashMap<>();
        stamped.stamps()
                .forEach(it -> written.put(it.seq(), new Stamp(it.seq(), it.at(), without(it.by()), it.author())));
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setBytes(1, ObjectsCodec.encode(seq, at, List.of(), now));
            statement.setBytes(2, StampsCodec.encode(now, written::get));
            statement.setObject(3, project);
            statement.setLong(4, seq);
            statement.setInt(5, part);
            return statement.executeUpdate();
        }
    }

    private StampedObject without(StampedObject it) {
        CanvasObject object = it.object();
        return new StampedObject(
                new CanvasObject(
                        object.id(), object.props(), object.seq(), object.updatedAt(), without(object.updatedBy())),
                it.written());
    }

    private String without(String name) {
        return names.has(name) ? ERASED : name;
    }
}
