package dev.easel.server.upkeep;

import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Deletes the entries of the audit log that are older than they have to be kept. */
public final class OldAudit {
    static final long BETWEEN_MS = TimeUnit.HOURS.toMillis(1);

    /** Rows that one statement deletes. */
    static final int ROWS = 5_000;

    /** Only then does the table let go of rows. */
    private static final String RETENTION = "begin; set local easel.audit = 'retention'";

    private static final String DELETE = """
            delete from audit where (at, id) in (
                select at, id from audit where at < least(now(), $3) - $1 * interval '1 day'
                 order by at, id limit $2)""";

    private final Database database;
    private final InstantSource clock;
    private final int days;
    private final Rounds rounds;

    /**
     * @param clock an entry is old where both this clock and the database's say so
     * @param days how long entries are kept; 0 for ever
     */
    public OldAudit(Loop loop, Database database, InstantSource clock, int days) {
        this.database = database;
        this.clock = clock;
        this.days = days;
        this.rounds = new Rounds(
                loop,
                "The removal of old audit entries",
                BETWEEN_MS,
                () -> deleteSome().map(rows -> rows > 0));
    }

    /** Begins the first round. May be called from any thread. */
    public void start() {
        if (days > 0) {
            rounds.wake();
        }
    }

    /** Begins nothing any more. May be called from any thread. */
    public void stop() {
        rounds.stop();
    }

    /** How many rows. */
    Future<Integer> deleteSome() {
        return database.transaction(
                RETENTION,
                connection -> connection
                        .preparedQuery(DELETE)
                        .execute(Tuple.of(days, ROWS, Timestamps.of(clock.millis())))
                        .map(SqlResult::rowCount));
    }
}
