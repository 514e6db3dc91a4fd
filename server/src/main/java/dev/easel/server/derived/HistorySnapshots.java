package dev.easel.server.derived;

import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.HeapBytes;
import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.horizon.Horizon;
import dev.easel.server.horizon.HorizonState;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.stamps.ObjectsCodec;
import dev.easel.server.stamps.ObjectsCodec.Part;
import dev.easel.server.stamps.Stamp;
import dev.easel.server.stamps.StampedCanvas;
import dev.easel.server.stamps.StampedObject;
import dev.easel.server.stamps.StampsCodec;
import dev.easel.server.stamps.StampsCodec.Stamped;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rows of {@code history_snapshot}, and decodes them on worker threads. A snapshot that cannot be read,
 * because it is damaged or of a later version, is passed by for the one before it.
 */
public final class HistorySnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(HistorySnapshots.class);

    /** The latest, and the one below it where it does not stand alone: that one first. */
    private static final String LATEST = """
            with latest as (
                select seq, below_seq from history_snapshot
                 where project_id = $1 and seq <= $2 and seq > $3 order by seq desc limit 1)
            select snapshot.seq, latest.seq as latest_seq, latest.below_seq, at, objects, %s as stamps
              from latest join history_snapshot as snapshot
                on project_id = $1
               and (snapshot.seq = latest.seq or snapshot.seq = latest.below_seq and snapshot.below_seq is null)
             order by snapshot.seq""";

    private static final String OBJECTS = LATEST.formatted("''::bytea");
    private static final String STAMPED = LATEST.formatted("stamps");

    private final Database database;
    private final HorizonState horizons;
    private final long mostBytes;

    /** @param mostBytes of the heap that the objects of one snapshot may take */
    public HistorySnapshots(Database database, long mostBytes) {
        this.database = database;
        this.horizons = new HorizonState(database);
        this.mostBytes = mostBytes;
    }

    /**
     * The latest canvas at {@code seq} or before it: of a snapshot, of the horizon, or the empty one at 0. Fails with
     * {@link dev.easel.server.horizon.FoldedAway} where {@code seq} is before the horizon.
     */
    public Future<PastState> latest(SqlConnection connection, UUID project, long seq) {
        return latest(connection, project, seq, _ -> true);
    }

    /** The same with only those of its objects that are asked for: the others take no memory. */
    public Future<PastState> latest(
            SqlConnection connection, UUID project, long seq, Predicate<CanvasObject> isAskedFor) {
        return latest(
                connection,
                OBJECTS,
                project,
                seq,
                layers -> state(layers, isAskedFor),
                horizon -> horizons.objects(connection, project, horizon, counted(isAskedFor))
                        .compose(objects ->
                                database.worker(() -> state(horizon.seq(), horizon.at(), List.copyOf(objects)))));
    }

    /** The same with what wrote the properties. */
    public Future<StampedSnapshot> latestStamped(SqlConnection connection, UUID project, long seq) {
        return latest(
                connection,
                STAMPED,
                project,
                seq,
                layers -> stamped(project, layers),
                horizon -> horizons.stamped(connection, project, horizon, counter())
                        .map(canvas -> new StampedSnapshot(canvas, 0, Set.of())));
    }

    private <T> Future<T> latest(
            SqlConnection connection,
            String sql,
            UUID project,
            long seq,
            Decoder<T> decoder,
            Function<Horizon, Future<T>> begin) {
        return Horizon.of(connection, project)
                .compose(horizon -> horizon.reaches(seq)
                        .compose(_ -> latest(connection, sql, project, horizon, seq, decoder, begin)));
    }

    private <T> Future<T> latest(
            SqlConnection connection,
            String sql,
            UUID project,
            Horizon horizon,
            long seq,
            Decoder<T> decoder,
            Function<Horizon, Future<T>> begin) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(project, seq, horizon.seq()))
                .compose(rows -> {
                    List<Row> layers = rows.stream().toList();
                    if (layers.isEmpty()) {
                        return begin.apply(horizon);
                    }
                    return database.worker(() -> decoder.decode(whole(layers))).recover(failure -> {
                        if (!(failure instanceof IOException || failure instanceof IllegalArgumentException)) {
                            return Future.failedFuture(failure);
                        }
                        long unreadable = layers.getFirst().getLong("latest_seq");
                        LOG.atWarn()
                                .addKeyValue(Field.PROJECT, project)
                                .addKeyValue(Field.SEQ, unreadable)
                                .addKeyValue(Field.ERROR, Cause.of(failure))
                                .log("A snapshot of the past cannot be read: the one before it is taken");
                        return latest(connection, sql, project, horizon, unreadable - 1, decoder, begin);
                    });
                });
    }

    private static List<Row> whole(List<Row> layers) throws IOException {
        if (layers.size() != (layers.getFirst().getLong("below_seq") == null ? 1 : 2)) {
            throw new IOException("the snapshot below it is missing");
        }
        return layers;
    }

    private PastState state(List<Row> layers, Predicate<CanvasObject> isAskedFor) throws IOException {
        Map<String, CanvasObject> objects = new LinkedHashMap<>();
        for (Row layer : layers) {
            Part part = part(layer, isAskedFor);
            part.removed().forEach(objects::remove);
            part.objects().forEach(it -> objects.put(it.id(), it));
        }
        Row top = layers.getLast();
        return state(top.getLong("seq"), Timestamps.millis(top, "at"), List.copyOf(objects.values()));
    }

    private static PastState state(long seq, long at, List<CanvasObject> objects) {
        return new PastState(
                seq, at, objects, objects.stream().mapToLong(HeapBytes::of).sum());
    }

    private StampedSnapshot stamped(UUID project, List<Row> layers) throws IOException {
        Map<String, StampedObject> objects = new LinkedHashMap<>();
        List<Stamp> stamps = new ArrayList<>();
        Set<String> below = Set.of();
        for (Row layer : layers) {
            Part part = part(layer, _ -> true);
            Stamped stamped = StampsCodec.decode(layer.getBuffer("stamps").getBytes(), part.objects());
            part.removed().forEach(objects::remove);
            stamped.objects().forEach(it -> objects.put(it.object().id(), it));
            stamps.addAll(stamped.stamps());
            if (layer == layers.getFirst()) {
                below = Set.copyOf(objects.keySet());
            }
        }
        Row top = layers.getLast();
        StampedCanvas canvas =
                new StampedCanvas(project, top.getLong("seq"), Timestamps.millis(top, "at"), objects.values(), stamps);
        return new StampedSnapshot(canvas, layers.getFirst().getLong("seq"), below);
    }

    private Part part(Row layer, Predicate<CanvasObject> isAskedFor) throws IOException {
        return ObjectsCodec.decode(
                layer.getLong("seq"),
                Timestamps.millis(layer, "at"),
                layer.getBuffer("objects").getBytes(),
                counted(isAskedFor));
    }

    private Predicate<CanvasObject> counted(Predicate<CanvasObject> isAskedFor) {
        Consumer<CanvasObject> counter = counter();
        return object -> {
            boolean isKept = isAskedFor.test(object);
            if (isKept) {
                counter.accept(object);
            }
            return isKept;
        };
    }

    /** Throws where the objects that it is told take more than one canvas may. */
    private Consumer<CanvasObject> counter() {
        long[] bytes = {0};
        return object -> {
            bytes[0] += HeapBytes.of(object);
            if (bytes[0] > mostBytes) {
                throw new CanvasTooLarge();
            }
        };
    }

    /**
     * A canvas that goes on from a snapshot.
     *
     * @param below the seq of the latest snapshot that stands alone; 0 where there is none
     * @param belowIds the objects in that one
     */
    public record StampedSnapshot(StampedCanvas canvas, long below, Set<String> belowIds) {}

    @FunctionalInterface
    private interface Decoder<T> {
        T decode(List<Row> layers) throws IOException;
    }
}
