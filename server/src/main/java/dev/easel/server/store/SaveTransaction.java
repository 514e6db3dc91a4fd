package dev.easel.server.store;

import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.persistence.Capture;
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

/**
 * One save, that is one checkpoint: object rows, then the fence together with the commit. The project's own row is
 * locked by the fence alone, for as long as PostgreSQL takes to read the commit behind it: a process that stops in the
 * middle keeps nobody from taking the project over. Used once, on one event loop.
 */
final class SaveTransaction {
    /**
     * Moves the checkpoint to {@code upTo}, the active version's head with it; never back, and never beyond the journal.
     * Where there is no such row it divides by zero, which aborts the transaction, so that the commit already sent
     * behind it commits nothing. One table alone: should the row be another's for a moment, the conditions are tried
     * again on what that one leaves.
     */
    private static final String FENCE = """
            with fenced as (
                update project
                   set checkpoint_seq = $3, updated_at = greatest(updated_at, $4)
                 where id = $1 and epoch = $2 and seq >= $3 and checkpoint_seq <= $3
                returning active_version),
            moved as (
                update version set head_seq = $3
                  from fenced
                 where version.project_id = $1 and version.id = fenced.active_version)
            select 1 / count(*) from fenced""";

    /** Statements sent ahead of the answers: PostgreSQL always has the next one, and the loop never makes many in a row. */
    private static final int AHEAD = 4;

    private static final String LOOK = "select epoch, seq, checkpoint_seq from project where id = $1";

    /** What a save meets that is not to be written: the fence's division by zero; no project for its rows. */
    private static final Set<String> NOT_NOW = Set.of("22012", "23503");

    private final SqlConnection connection;
    private final Capture capture;
    private final int chunk;
    private final List<Long> chunkNanos = new ArrayList<>();
    private long answeredAt;
    private boolean ended;

    /** @param capture with objects and deletions in id order */
    SaveTransaction(SqlConnection connection, Capture capture, int chunk) {
        this.connection = connection;
        this.capture = capture;
        this.chunk = chunk;
    }

    Future<SaveOutcome> run() {
        return connection
                .query("begin")
                .execute()
                .compose(_ -> cleared())
                .compose(_ -> objects())
                .compose(_ -> fenceAndCommit())
                .<SaveOutcome>map(_ -> new SaveOutcome.Saved(chunkNanos))
                .recover(this::rolledBack);
    }

    /** A capture from the very beginning is the whole canvas: rows that are there already may have been set aside. */
    private Future<Void> cleared() {
        return capture.after() > 0
                ? Future.succeededFuture()
                : connection
                        .preparedQuery(ObjectChunk.CLEAR)
                        .execute(Tuple.of(capture.project()))
                        .mapEmpty();
    }

    private Future<Void> objects() {
        Iterator<ObjectChunk> chunks = ObjectChunk.of(capture, chunk);
        Queue<Future<Boolean>> sent = new ArrayDeque<>();
        return Repeat.whileTrue(() -> {
            while (chunks.hasNext() && sent.size() < AHEAD) {
                sent.add(written(chunks.next()));
            }
            return sent.isEmpty() ? Future.succeededFuture(false) : sent.remove();
        });
    }

    /** Its time counts from the answer to the one before, which PostgreSQL was at until then. */
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
                .execute(Tuple.of(capture.project(), capture.epoch(), capture.upTo(), Times.of(capture.at())));
        Future<?> commit = connection.query("commit").execute();
        ended = true;
        return Future.join(fence, commit).mapEmpty();
    }

    private Future<SaveOutcome> rolledBack(Throwable failure) {
        Future<?> rolledBack =
                ended ? Future.succeededFuture() : connection.query("rollback").execute();
        return rolledBack.transform(
                _ -> failure instanceof PgException refused && NOT_NOW.contains(refused.getSqlState())
                        ? look(failure)
                        : Future.failedFuture(failure));
    }

    /** Nothing was written now. Is it somebody else's to write, was it before, or is this save in error? */
    private Future<SaveOutcome> look(Throwable failure) {
        return connection
                .preparedQuery(LOOK)
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
        if (row.getLong("seq") < capture.upTo()) {
            return Future.failedFuture(new IllegalStateException("the objects of project " + capture.project() + " at "
                    + capture.upTo() + " are ahead of its journal, which ends at " + row.getLong("seq")));
        }
        return Future.failedFuture(failure);
    }
}
