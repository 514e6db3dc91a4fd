package dev.easel.server.horizon;

import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.HeapBytes;
import dev.easel.server.database.Database;
import dev.easel.server.database.Iteration;
import dev.easel.server.stamps.ObjectsCodec;
import dev.easel.server.stamps.Stamp;
import dev.easel.server.stamps.StampedCanvas;
import dev.easel.server.stamps.StampedObject;
import dev.easel.server.stamps.StampsCodec;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The canvas at a horizon, in the rows of {@code horizon_part}: what is left of the events before. Parts are read and
 * written one at a time, and encoded and decoded on worker threads. What cannot be read fails with an
 * {@link IllegalStateException}: there is nothing before it to begin with instead.
 */
public final class HorizonState {
    /** Estimated heap of the objects of one part; a larger object is a part of its own. */
    static final long PART_BYTES = 4 << 20;

    private static final String PART =
            "select objects, stamps from horizon_part where project_id = $1 and seq = $2 and part = $3";

    private static final String WRITE =
            "insert into horizon_part (project_id, seq, part, objects, stamps) values ($1, $2, $3, $4, $5)";

    private final Database database;

    public HorizonState(Database database) {
        this.database = database;
    }

    /** @param isKept is asked of each object as it is read; may end the read by what it throws */
    public Future<List<CanvasObject>> objects(
            SqlConnection connection, UUID project, Horizon horizon, Predicate<CanvasObject> isKept) {
        List<CanvasObject> kept = new ArrayList<>();
        int[] count = {0};
        return read(connection, project, horizon, row -> {
                    List<CanvasObject> part = objects(horizon, row);
                    count[0] += part.size();
                    part.stream().filter(isKept).forEach(kept::add);
                    return count[0];
                })
                .map(kept);
    }

    /**
     * The same with what wrote the properties; the empty canvas where there is no horizon.
     *
     * @param check is told each object as it is read; may end the read by what it throws
     */
    public Future<StampedCanvas> stamped(
            SqlConnection connection, UUID project, Horizon horizon, Consumer<CanvasObject> check) {
        List<StampedObject> objects = new ArrayList<>();
        List<Stamp> stamps = new ArrayList<>();
        return read(connection, project, horizon, row -> {
                    List<CanvasObject> part = objects(horizon, row);
                    part.forEach(check);
                    StampsCodec.Stamped stamped =
                            StampsCodec.decode(row.getBuffer("stamps").getBytes(), part);
                    objects.addAll(stamped.objects());
                    stamps.addAll(stamped.stamps());
                    return objects.size();
                })
                .compose(_ -> database.worker(
                        () -> new StampedCanvas(project, horizon.seq(), horizon.at(), objects, stamps)));
    }

    private static List<CanvasObject> objects(Horizon horizon, Row row) throws IOException {
        byte[] bytes = row.getBuffer("objects").getBytes();
        return ObjectsCodec.decode(horizon.seq(), horizon.at(), bytes, _ -> true)
                .objects();
    }

    /** @param reader says how many objects have been read */
    private Future<Void> read(SqlConnection connection, UUID project, Horizon horizon, PartReader reader) {
        int[] found = {0, 0};
        return Iteration.whileTrue(() -> found[0] == horizon.parts()
                        ? Future.succeededFuture(false)
                        : part(connection, project, horizon, found[0]++)
                                .compose(row -> database.worker(() -> reader.read(row)))
                                .map(objects -> {
                                    found[1] = objects;
                                    return true;
                                }))
                .compose(_ -> found[1] == horizon.objects()
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture(new IOException("it has " + found[1] + " objects")))
                .recover(failure -> Future.failedFuture(
                        failure instanceof IOException || failure instanceof IllegalArgumentException
                                ? unreadable(project, horizon, failure)
                                : failure));
    }

    private static Future<Row> part(SqlConnection connection, UUID project, Horizon horizon, int part) {
        return connection
                .preparedQuery(PART)
                .execute(Tuple.of(project, horizon.seq(), part))
                .compose(rows -> rows.size() == 1
                        ? Future.succeededFuture(rows.iterator().next())
                        : Future.failedFuture(new IOException("part " + part + " is missing")));
    }

    private static IllegalStateException unreadable(UUID project, Horizon horizon, Throwable failure) {
        return new IllegalStateException(
                "the state of project " + project + " at its horizon " + horizon.seq() + " cannot be read", failure);
    }

    /** Writes the canvas as the state at its seq. Needs a transaction. The number of parts. */
    public Future<Integer> write(SqlConnection connection, UUID project, StampedCanvas canvas) {
        return database.worker(() -> parts(canvas)).compose(parts -> {
            int[] written = {0};
            return Iteration.whileTrue(() -> written[0] == parts.size()
                            ? Future.succeededFuture(false)
                            : write(connection, project, canvas, written[0], parts.get(written[0]++)))
                    .map(_ -> parts.size());
        });
    }

    private Future<Boolean> write(
            SqlConnection connection, UUID project, StampedCanvas canvas, int part, List<StampedObject> objects) {
        return database.worker(() -> Tuple.of(
                        project,
                        canvas.seq(),
                        part,
                        Buffer.buffer(ObjectsCodec.encode(canvas.seq(), canvas.at(), List.of(), objects)),
                        Buffer.buffer(StampsCodec.encode(objects, canvas::stamp))))
                .compose(values -> connection.preparedQuery(WRITE).execute(values))
                .map(true);
    }

    private static List<List<StampedObject>> parts(StampedCanvas canvas) {
        canvas.forgetUnnamed();
        List<List<StampedObject>> parts = new ArrayList<>();
        List<StampedObject> part = new ArrayList<>();
        long bytes = 0;
        for (StampedObject it : canvas.objects()) {
            long size = HeapBytes.of(it.object());
            if (!part.isEmpty() && bytes + size > PART_BYTES) {
                parts.add(part);
                part = new ArrayList<>();
                bytes = 0;
            }
            part.add(it);
            bytes += size;
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    @FunctionalInterface
    private interface PartReader {
        int read(Row row) throws IOException;
    }
}
