package dev.easel.server.store;

import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.Iteration;
import dev.easel.server.database.Refusals;
import dev.easel.server.database.Timestamps;
import dev.easel.server.log.Field;
import dev.easel.server.persistence.Capture;
import dev.easel.server.store.GuardedRows.Refused;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transaction of one save: object rows, then the fence and the commit, which are sent together. Only the fence
 * locks the row of the project, until PostgreSQL reads the commit behind it; a process that stops in the middle of a
 * save therefore does not delay a take-over of the project. Where the database refuses a row, the transaction is made
 * again with {@link GuardedRows}, and the row is set aside (decision 0021). Used once, on one event loop.
 */
final class SaveTransaction {
    /**
     * Moves the checkpoint to {@code upTo}; never back, never past the journal, and never over changes that are not in
     * the rows: those of a save that was called committed, and that the database has lost since, in a failover. When no
     * row fulfils the conditions, it divides by zero: this aborts the transaction, so that the commit already sent
     * behind it commits nothing. The update reads no other table: where it has to wait for a lock, PostgreSQL checks
     * the conditions again on the row that the other transaction has committed.
     */
    private static final String FENCE = """
            with fenced as (
                update project
                   set checkpoint_seq = $3, updated_at = greatest(updated_at, $4)
                 where id = $1 and epoch = $2 and seq >= $3 and checkpoint_seq between $5 and $3
                returning 1)
            select 1 / count(*) from fenced""";

    /**
     * Moves the head of the active version along. A statement of its own, behind the fence: what was made active while
     * the fence waited for the row of the project is seen by this one only.
     */
    private static final String HEAD = """
            update version set head_seq = $2
             where project_id = $1 and id = (select active_version from project where id = $1)""";

    private static final Logger LOG = LoggerFactory.getLogger(SaveTransaction.class);

    /** Statements in flight: PostgreSQL always has the next one, and the event loop never encodes many in one turn. */
    private static final int IN_FLIGHT = 4;

    private static final String LEFT_OVER = """
            select id from canvas_object
             where project_id = $1 and not exists (select from unnest($2::text[]) as kept (id)
                                                    where kept.id = canvas_object.id)
             order by id""";

    private static final String FIND = "select epoch, seq, checkpoint_seq from project where id = $1";

    /** SQLSTATEs of a save whose conditions do not hold: the division by zero of the fence; no project for the rows. */
    private static final Set<String> NOT_FULFILLED = Set.of("22012", "23503");

    private final SqlConnection connection;
    private final Capture capture;
    private final int chunk;
    private final IntConsumer setAside;
    private final List<Long> chunkNanos = new ArrayList<>();
    private long answeredAt;
    private boolean ended;

    /**
     * @param capture with objects and deletions in id order
     * @param setAside is told how many objects were set aside
     */
    SaveTransaction(SqlConnection connection, Capture capture, int chunk, IntConsumer setAside) {
        this.connection = connection;
        this.capture = capture;
        this.chunk = chunk;
        this.setAside = setAside;
    }

    Future<SaveOutcome> run() {
        return attempt(chunks -> written(chunks).map(List.of()))
                .recover(failure -> Refusals.isOfRow(failure)
                        ? attempt(chunks -> new GuardedRows(connection, chunks).write())
                        : Future.failedFuture(failure));
    }

    private Future<SaveOutcome> attempt(Function<Iterator<ObjectChunk>, Future<List<Refused>>> rows) {
        ended = false;
        chunkNanos.clear();
        SetAsideRows aside = new SetAsideRows(connection, capture);
        Future<?> begun = connection.query("begin").execute();
        Future<?> known = aside.read(); // sent together
        return Future.join(begun, known)
                .compose(_ -> deletions())
                .compose(ids -> rows.apply(ObjectChunk.of(capture.project(), capture.changed(), ids, chunk)))
                .compose(aside::settle)
                .compose(_ -> fenceAndCommit())
                .<SaveOutcome>map(_ -> {
                    if (aside.added() > 0) {
                        setAside.accept(aside.added());
                    }
                    return new SaveOutcome.Saved(chunkNanos);
                })
                .recover(this::rolledBack);
    }

    /**
     * The ids whose rows are to be deleted. A capture from seq 0 holds all objects, and the rows may be anything: some
     * cannot be read, or were deleted by events that the rows lack. Then they are all those that it does not replace.
     */
    private Future<List<String>> deletions() {
        if (capture.after() > 0) {
            return Future.succeededFuture(capture.deleted());
        }
        String[] kept = capture.changed().stream().map(CanvasObject::id).toArray(String[]::new);
        return connection
                .preparedQuery(LEFT_OVER)
                .execute(Tuple.of(capture.project()).addArrayOfString(kept))
                .map(rows -> rows.stream().map(row -> row.getString("id")).toList());
    }

    private Future<Void> written(Iterator<ObjectChunk> chunks) {
        Queue<Future<Boolean>> sent = new ArrayDeque<>();
        return Iteration.whileTrue(() -> {
            while (chunks.hasNext() && sent.size() < IN_FLIGHT) {
                sent.add(written(chunks.next()));
            }
            return sent.isEmpty() ? Future.succeededFuture(false) : sent.remove();
        });
    }

    /** Its time counts from the answer to the statement before it, which PostgreSQL was executing until then. */
    private Future<Boolean> written(ObjectChunk next) {
        long sentAt = System.nanoTime();
        return connection.preparedQuery(next.sql()).execute(next.values()).map(_ -> {
            long now = System.nanoTime();
            chunkNanos.add(now - Math.max(sentAt, answeredAt));
            answeredAt = now;
            return true;
        });
    }

    private Future<Void> fenceAndCommit() {
        Future<?> fence = connection
                .preparedQuery(FENCE)
                .execute(Tuple.of(
                        capture.project(),
                        capture.epoch(),
                        capture.upTo(),
                        Timestamps.of(capture.at()),
                        capture.after()));
        Future<?> head = connection.preparedQuery(HEAD).execute(Tuple.of(capture.project(), capture.upTo()));
        Future<?> commit = connection.query("commit").execute();
        ended = true;
        return Future.join(fence, head, commit).mapEmpty();
    }

    private Future<SaveOutcome> rolledBack(Throwable failure) {
        Future<?> rolledBack =
                ended ? Future.succeededFuture() : connection.query("rollback").execute();
        return rolledBack.transform(
                _ -> failure instanceof PgException refused && NOT_FULFILLED.contains(refused.getSqlState())
                        ? findCause(failure)
                        : Future.failedFuture(failure));
    }

    /**
     * Nothing was written: the project has another owner, the same was saved before, the database has lost a save, or
     * this one is wrong.
     */
    private Future<SaveOutcome> findCause(Throwable failure) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(capture.project()))
                .compose(rows -> outcome(rows, failure));
    }

    private Future<SaveOutcome> outcome(RowSet<Row> rows, Throwable failure) {
        if (rows.size() == 0 || rows.iterator().next().getLong("epoch") != capture.epoch()) {
            return Future.succeededFuture(new SaveOutcome.Lost());
        }
        Row row = rows.iterator().next();
        if (row.getLong("checkpoint_seq") >= capture.upTo()) {
            return Future.succeededFuture(new SaveOutcome.Saved(List.of()));
        }
        if (row.getLong("checkpoint_seq") < capture.after()) {
            LOG.atWarn()
                    .addKeyValue(Field.PROJECT, capture.project())
                    .addKeyValue(Field.EPOCH, capture.epoch())
                    .log(
                            "The database has lost saves: the project is loaded again, as its rows are at {}, not {}",
                            row.getLong("checkpoint_seq"),
                            capture.after());
            return Future.succeededFuture(new SaveOutcome.Lost());
        }
        if (row.getLong("seq") < capture.upTo()) {
            return Future.failedFuture(new IllegalStateException("the objects of project " + capture.project() + " at "
                    + capture.upTo() + " are ahead of its journal, which ends at " + row.getLong("seq")));
        }
        return Future.failedFuture(failure);
    }
}
