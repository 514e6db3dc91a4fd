package dev.easel.server.history;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.Database;
import dev.easel.server.derived.CanvasTooLarge;
import dev.easel.server.derived.HistorySnapshots;
import dev.easel.server.derived.JournalScan;
import dev.easel.server.derived.PastState;
import dev.easel.server.stamps.StampedCanvas;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads states from the latest snapshot and the events after it, within one transaction. */
final class StateReader {
    /** Events that are replayed for one state: five times as many as there are between two snapshots. */
    static final long MOST_REPLAYED = 50_000;

    /** Where nobody asks what was deleted. */
    static final BiConsumer<CanvasObject, Event> UNTOLD = (_, _) -> {};

    private static final String BEGIN = "begin isolation level repeatable read, read only";

    private static final String HEAD = "select seq from project where id = $1";

    private final Database database;
    private final HistorySnapshots snapshots;
    private final long mostBytes;
    private final Predicate<UUID> prepare;

    /**
     * @param mostBytes of the heap that the objects of one state may take, as estimated
     * @param prepare is told of a project that lacks snapshots, on any thread; false where none can be made, because it
     *     is too large
     */
    StateReader(Database database, long mostBytes, Predicate<UUID> prepare) {
        this.database = database;
        this.snapshots = new HistorySnapshots(database, mostBytes);
        this.mostBytes = mostBytes;
        this.prepare = prepare;
    }

    /** Everything that is read over this connection is of one moment. */
    <T> Future<T> read(Function<SqlConnection, Future<T>> work) {
        return HistoryUnavailable.orUnreachable(database.transaction(BEGIN, work));
    }

    /** Runs what takes the longer the larger a canvas or a page is: an event loop has no time for it. */
    <T> Future<T> worker(Callable<T> work) {
        return database.worker(work);
    }

    /** The seq of the last durable event. */
    static Future<Long> head(SqlConnection connection, UUID project) {
        return connection
                .preparedQuery(HEAD)
                .execute(Tuple.of(project))
                .compose(rows -> rows.size() == 0
                        ? Future.failedFuture(HistoryUnavailable.noProject())
                        : Future.succeededFuture(rows.iterator().next().getLong("seq")));
    }

    /**
     * The canvas after event {@code seq}, which is there.
     *
     * @param deleted is told of each object that an event after the snapshot deletes, as it was before; on worker
     *     threads
     */
    Future<PastState> at(SqlConnection connection, UUID project, long seq, BiConsumer<CanvasObject, Event> deleted) {
        return snapshots.latest(connection, project, seq).compose(begin -> {
            if (begin.seq() == seq) {
                return Future.succeededFuture(begin);
            }
            return checkReplayed(project, seq - begin.seq())
                    .compose(_ -> worker(() -> new Canvas(Limits.DEFAULTS, begin.seq(), begin.at(), begin.objects())))
                    .compose(canvas -> new JournalScan(
                                    project, begin.seq(), seq, it -> apply(canvas, it, deleted), () -> check(canvas))
                            .run(database, connection)
                            .compose(_ -> worker(() -> new PastState(
                                    seq, canvas.lastAt(), List.copyOf(canvas.objects()), canvas.bytes()))));
        });
    }

    /** The canvas of the latest snapshot that is not after {@code seq}, with what wrote the properties. */
    Future<StampedCanvas> stamped(SqlConnection connection, UUID project, long seq) {
        return snapshots
                .latestStamped(connection, project, seq)
                .compose(begin ->
                        checkReplayed(project, seq - begin.canvas().seq()).map(begin.canvas()));
    }

    private Future<Void> checkReplayed(UUID project, long events) {
        if (events <= MOST_REPLAYED) {
            return Future.succeededFuture();
        }
        return Future.failedFuture(prepare.test(project) ? HistoryUnavailable.unprepared() : new CanvasTooLarge());
    }

    private static void apply(Canvas canvas, Event event, BiConsumer<CanvasObject, Event> deleted) {
        List<CanvasObject> before = new ArrayList<>();
        for (Change change : event.changes()) {
            CanvasObject object = change instanceof Change.Delete ? canvas.object(change.id()) : null;
            if (object != null) {
                before.add(object);
            }
        }
        canvas.apply(event);
        canvas.forgetDeletions(event.seq(), 0);
        for (CanvasObject object : before) {
            if (canvas.object(object.id()) == null) {
                deleted.accept(object, event);
            }
        }
    }

    private void check(Canvas canvas) {
        if (canvas.bytes() > mostBytes) {
            throw new CanvasTooLarge();
        }
    }
}
