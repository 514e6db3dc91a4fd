package dev.easel.server.store;

import dev.easel.server.database.Database;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Waits;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.journal.JournalStore.Position;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The journal in PostgreSQL, over a connection of its own, so that no commit waits for a save or a load. The connection
 * is opened when it is needed, and again after it was lost or closed as idle. May be used from any thread; a second
 * call waits for the first.
 *
 * <p>The arrays of a batch are encoded on the event loop of the connection, which is the loop of the first caller.
 */
public final class PgJournalStore implements JournalStore {
    /**
     * The lock is one that only a deletion waits for. It is there to be written: so the answer, like that of a commit,
     * comes when all that it tells of has reached the standby, if there is a synchronous one. What is read may be a
     * commit whose own wait ended with a crash of PostgreSQL, or was canceled.
     */
    private static final String POSITIONS =
            "select id, epoch, seq from project where id = any ($1::uuid[]) order by id for key share";

    private final Database database;

    public PgJournalStore(Vertx vertx, PrimarySearch primary, Waits waits) {
        database = Database.open(vertx, primary, 1, waits);
    }

    @Override
    public Future<Set<UUID>> commit(List<Run> batch) {
        if (batch.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        return ask(JournalBatch.COMMIT, JournalBatch.values(batch))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).collect(Collectors.toUnmodifiableSet()))
                .recover(failure -> Future.failedFuture(CommitFailure.of(failure)));
    }

    @Override
    public Future<Map<UUID, Position>> positions(Set<UUID> projects) {
        return ask(POSITIONS, Tuple.tuple().addArrayOfUUID(projects.toArray(UUID[]::new)))
                .map(rows -> rows.stream()
                        .collect(Collectors.toUnmodifiableMap(
                                row -> row.getUUID("id"),
                                row -> new Position(row.getLong("epoch"), row.getLong("seq")))))
                .recover(failure -> Future.failedFuture(CommitFailure.of(failure)));
    }

    private Future<RowSet<Row>> ask(String sql, Tuple values) {
        return database.connection(connection -> connection.preparedQuery(sql).execute(values));
    }

    boolean isReadOnly() {
        return database.isReadOnly();
    }

    public Future<Void> close() {
        return database.close();
    }
}
