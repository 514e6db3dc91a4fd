package dev.easel.server.store;

import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.ObjectIds;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.HeapBytes;
import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.horizon.Horizon;
import dev.easel.server.horizon.HorizonState;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and writes the rows of {@code snapshot}. Encodes and decodes them on worker threads. */
final class SnapshotRows {
    /**
     * Bound of a snapshot, compressed. A larger one is not written: a replay of the journal only takes longer without
     * it.
     */
    private static final int MOST_BYTES = 64 << 20;

    /**
     * The lock only keeps the project from being deleted meanwhile: the content of a snapshot is durable, and stays
     * true when another instance owns the project by the time it is written. The conditions only reject calls that are
     * wrong.
     */
    private static final String WRITE = """
            insert into snapshot (project_id, seq, objects)
            select id, $3, $4 from project where id = $1 and epoch = $2 and seq >= $3 for key share
            on conflict do nothing""";

    private static final String SEQS = "select seq from snapshot where project_id = $1 order by seq";

    private static final String DELETE = "delete from snapshot where project_id = $1 and seq = any ($2::bigint[])";

    private static final String BEFORE = """
            select snapshot.seq, objects, event.at
              from snapshot join event using (project_id, seq)
             where project_id = $1 and seq < $2 and seq > $3 order by seq desc limit 1""";

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRows.class);

    private final Database database;
    private final HorizonState horizons;

    SnapshotRows(Database database) {
        this.database = database;
        this.horizons = new HorizonState(database);
    }

    Future<Void> save(Snapshot snapshot) {
        return database.worker(() -> SnapshotCodec.encode(snapshot.objects())).compose(bytes -> {
            if (bytes.length > MOST_BYTES) {
                LOG.atWarn()
                        .addKeyValue(Field.PROJECT, snapshot.project())
                        .log("The project is too large for a snapshot: {} bytes", bytes.length);
                return Future.succeededFuture();
            }
            Tuple values = Tuple.of(snapshot.project(), snapshot.epoch(), snapshot.seq(), Buffer.buffer(bytes));
            return database.query(WRITE, values).compose(_ -> deleteSurplus(snapshot.project()));
        });
    }

    private Future<Void> deleteSurplus(UUID project) {
        return database.query(SEQS, Tuple.of(project)).compose(rows -> {
            List<Long> surplus = SnapshotThinning.surplus(
                    rows.stream().map(row -> row.getLong("seq")).toList());
            return surplus.isEmpty()
                    ? Future.succeededFuture()
                    : database.query(DELETE, Tuple.of(project).addArrayOfLong(surplus.toArray(Long[]::new)))
                            .mapEmpty();
        });
    }

    /**
     * The latest snapshot before {@code seq} that can be read, or the canvas at the horizon: without one the empty
     * canvas at 0. Needs a transaction.
     *
     * @param limit is told the objects as they are read
     */
    Future<StoredSnapshot> before(SqlConnection connection, UUID project, long seq, LoadLimit limit) {
        return Horizon.of(connection, project).compose(horizon -> before(connection, project, horizon, seq, limit));
    }

    private Future<StoredSnapshot> before(
            SqlConnection connection, UUID project, Horizon horizon, long seq, LoadLimit limit) {
        Tuple values = Tuple.of(project, seq, horizon.seq());
        return connection.preparedQuery(BEFORE).execute(values).compose(rows -> {
            if (rows.size() == 0) {
                return first(connection, project, horizon, limit);
            }
            Row row = rows.iterator().next();
            return database.worker(() -> read(row, limit)).recover(failure -> {
                if (!isUnreadable(failure)) {
                    return Future.failedFuture(failure);
                }
                long unreadable = row.getLong("seq");
                LOG.atWarn()
                        .addKeyValue(Field.PROJECT, project)
                        .addKeyValue(Field.SEQ, unreadable)
                        .addKeyValue(Field.ERROR, Cause.of(failure))
                        .log("A snapshot of the project cannot be read: the one before it is taken");
                limit.replayed(0);
                return before(connection, project, horizon, unreadable, limit);
            });
        });
    }

    private Future<StoredSnapshot> first(SqlConnection connection, UUID project, Horizon horizon, LoadLimit limit) {
        return horizons.objects(connection, project, horizon, object -> {
                    limit.objects(HeapBytes.of(object));
                    return true;
                })
                .map(objects -> new StoredSnapshot(horizon.seq(), horizon.at(), objects, true));
    }

    private static boolean isUnreadable(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof InvalidContent;
    }

    private static StoredSnapshot read(Row row, LoadLimit limit) throws IOException {
        long seq = row.getLong("seq");
        Set<String> ids = new HashSet<>();
        List<CanvasObject> objects =
                SnapshotCodec.decode(row.getBuffer("objects").getBytes(), object -> {
                    if (!ObjectIds.isValid(object.id())
                            || object.seq() < 1
                            || object.seq() > seq
                            || !ids.add(object.id())) {
                        throw new UncheckedIOException(new IOException("object " + object.id() + " cannot be in it"));
                    }
                    limit.objects(HeapBytes.of(object));
                });
        return new StoredSnapshot(seq, Timestamps.millis(row, "at"), objects, false);
    }

    /**
     * @param at the time of event {@code seq}; 0 when there is none
     * @param isFirst there is none before it: the journal begins behind it
     */
    record StoredSnapshot(long seq, long at, List<CanvasObject> objects, boolean isFirst) {}
}
