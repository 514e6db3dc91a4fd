package dev.easel.server.store;

import dev.easel.server.room.Capture;
import dev.easel.server.room.ProjectStore.Position;
import dev.easel.server.room.SaveOutcome;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One save: object rows, then events, then the fence together with the commit. The project's own row is locked by the
 * fence alone, for as long as PostgreSQL takes to read the commit behind it: a process that stops in the middle keeps
 * nobody from taking the project over. Used once, on one event loop.
 */
final class SaveTransaction {
    /**
     * Moves the project from {@code after} to {@code upTo}, its active version with it. Where there is no such row it
     * divides by zero, which aborts the transaction, so that the commit already sent behind it commits nothing.
     */
    private static final String FENCE = """
            with fenced as (
                update project
                   set seq = $4, checkpoint_seq = $4, updated_at = greatest(updated_at, $5)
                 where id = $1 and epoch = $2 and seq = $3
                returning active_version),
            moved as (
                update version set head_seq = $4
                  from fenced
                 where version.project_id = $1 and version.id = fenced.active_version)
            select 1 / count(*) from fenced""";

    /**
     * What a save meets that is not the next one: the fence's division by zero; an event that is there already; no
     * project for its rows.
     */
    private static final Set<String> NOT_THE_NEXT = Set.of("22012", "23505", "23503");

    private final SqlConnection connection;
    private final Capture capture;
    private final int chunk;
    private final List<Long> chunkNanos = new ArrayList<>();
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
                .compose(_ -> objects())
                .compose(_ -> events())
                .compose(_ -> fenceAndCommit())
                .<SaveOutcome>map(_ -> new SaveOutcome.Saved(chunkNanos))
                .recover(this::rolledBack);
    }

    private Future<Void> objects() {
        Iterator<ObjectChunk> chunks = ObjectChunk.of(capture, chunk);
        return Repeat.whileTrue(() -> {
            if (!chunks.hasNext()) {
                return Future.succeededFuture(false);
            }
            ObjectChunk next = chunks.next();
            long began = System.nanoTime();
            return connection.preparedQuery(next.sql()).execute(next.values()).map(_ -> {
                chunkNanos.add(System.nanoTime() - began);
                return true;
            });
        });
    }

    private Future<Void> events() {
        EventBatches batches = new EventBatches(capture);
        return Repeat.whileTrue(() -> batches.hasNext()
                ? connection
                        .preparedQuery(EventBatches.INSERT)
                        .execute(batches.next())
                        .map(true)
                : Future.succeededFuture(false));
    }

    private Future<Void> fenceAndCommit() {
        long at = capture.events().isEmpty() ? 0 : capture.events().getLast().at();
        Future<?> fence = connection
                .preparedQuery(FENCE)
                .execute(Tuple.of(capture.project(), capture.epoch(), capture.after(), capture.upTo(), Times.of(at)));
        Future<?> commit = connection.query("commit").execute();
        ended = true;
        return Future.join(fence, commit).mapEmpty();
    }

    private Future<SaveOutcome> rolledBack(Throwable failure) {
        Future<?> rolledBack =
                ended ? Future.succeededFuture() : connection.query("rollback").execute();
        return rolledBack.transform(
                _ -> failure instanceof PgException refused && NOT_THE_NEXT.contains(refused.getSqlState())
                        ? look(failure)
                        : Future.failedFuture(failure));
    }

    /** Nothing was written now. Was it before, is it somebody else's to write, or was this save in error? */
    private Future<SaveOutcome> look(Throwable failure) {
        return connection
                .preparedQuery(PgProjectStore.POSITION)
                .execute(Tuple.of(capture.project()))
                .compose(rows -> {
                    Optional<Position> stored = PgProjectStore.position(rows);
                    if (stored.equals(Optional.of(new Position(capture.epoch(), capture.upTo())))) {
                        return Future.succeededFuture(new SaveOutcome.Saved(List.of()));
                    }
                    if (stored.equals(Optional.of(new Position(capture.epoch(), capture.after())))) {
                        return Future.failedFuture(failure);
                    }
                    return Future.succeededFuture(new SaveOutcome.Lost());
                });
    }
}
