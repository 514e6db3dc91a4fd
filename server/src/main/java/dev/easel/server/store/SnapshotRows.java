package dev.easel.server.store;

import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.Database;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.List;
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

    private static final String READ = """
            select seq, objects from snapshot where project_id = $1 and seq <= $2 order by seq desc limit 1""";

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRows.class);

    private final Database database;

    SnapshotRows(Database database) {
        this.database = database;
    }

    Future<Void> save(Snapshot snapshot) {
        return database.worker(() -> SnapshotCodec.encode(snapshot.objects())).compose(bytes -> {
            if (bytes.length > MOST_BYTES) {
                LOG.warn("Project {} is too large for a snapshot: {} bytes", snapshot.project(), bytes.length);
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

    /** The latest snapshot at {@code seq} or before; the empty canvas at 0 when there is none. */
    Future<StoredSnapshot> atOrBefore(UUID project, long seq) {
        return database.query(READ, Tuple.of(project, seq))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(new StoredSnapshot(0, List.of()))
                        : database.worker(() -> {
                            var row = rows.iterator().next();
                            return new StoredSnapshot(
                                    row.getLong("seq"),
                                    SnapshotCodec.decode(
                                            row.getBuffer("objects").getBytes()));
                        }));
    }

    record StoredSnapshot(long seq, List<CanvasObject> objects) {}
}
