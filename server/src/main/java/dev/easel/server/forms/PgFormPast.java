package dev.easel.server.forms;

import dev.easel.server.bulk.Capacity;
import dev.easel.server.database.Database;
import dev.easel.server.derived.HistorySnapshots;
import dev.easel.server.horizon.FoldedAway;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * Replays one object from the rows in PostgreSQL: from its saved row where that is old enough, otherwise from the
 * snapshot before, and of the events only those in whose text its id stands. Few such reads need a snapshot or many
 * events, and those few take turns. What takes longer than a statement may fails. May be used from any thread.
 */
public final class PgFormPast implements FormPast {
    /** Reads at the same time that need a snapshot or many events; each has a connection to the database meanwhile. */
    public static final int LONG_READS = 2;

    private static final String BEGIN = "begin isolation level repeatable read, read only";

    /** An event is there or dropped; then the name of its edit is kept. */
    private static final String LATEST = """
            select greatest(
                (select max(seq) from event where project_id = $1 and client = $2),
                (select max(seq) from folded_edit where project_id = $1 and client = $2),
                0) as latest""";

    private final Database database;
    private final HistorySnapshots snapshots;
    private final Capacity capacity;

    /**
     * @param stateBytes most bytes of the heap that the object of a snapshot may take, as estimated
     * @param capacity of the reads that take long
     */
    public PgFormPast(Database database, long stateBytes, Capacity capacity) {
        this.database = database;
        this.snapshots = new HistorySnapshots(database, stateBytes);
        this.capacity = capacity;
    }

    @Override
    public Future<FormBase> at(UUID project, String object, long seq) {
        return read(project, object, seq, false)
                .recover(failure -> failure instanceof TakesLong
                        ? capacity.run(() -> read(project, object, seq, true))
                        : Future.failedFuture(failure));
    }

    @Override
    public Future<Long> latest(UUID project, UUID client) {
        return database.transaction(
                        BEGIN, connection -> connection.preparedQuery(LATEST).execute(Tuple.of(project, client)))
                .map(rows -> rows.iterator().next().getLong("latest"))
                .recover(failure -> Future.failedFuture(notRead(failure)));
    }

    private Future<FormBase> read(UUID project, String object, long seq, boolean hasRoom) {
        return database.transaction(
                        BEGIN,
                        connection ->
                                new FormReading(database, snapshots, connection, project, object, hasRoom).at(seq))
                .recover(failure -> Future.failedFuture(
                        failure instanceof FoldedAway
                                ? new FormRefused(
                                        FormRefused.Reason.TOO_OLD,
                                        "what the form knew at base is not kept any more; read the object again,"
                                                + " and send the seq of the project as base")
                                : failure instanceof ProjectUnavailable
                                                || failure instanceof FormRefused
                                                || failure instanceof TakesLong
                                        ? failure
                                        : notRead(failure)));
    }

    private static Throwable notRead(Throwable failure) {
        return new ProjectUnavailable(Reason.NOT_LOADED, failure);
    }
}
