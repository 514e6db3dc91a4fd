package dev.easel.server.database;

import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotice;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits that wait for a synchronous standby. PostgreSQL has written such a commit already and lets nobody see it yet;
 * no time-out ends the wait. Somebody may ({@code pg_cancel_backend}): then PostgreSQL says that it was committed, with
 * a warning that it may not have reached the standby.
 *
 * <p>Watches one use of a connection, on its event loop.
 */
final class CommitWaits {
    private static final Logger LOG = LoggerFactory.getLogger(CommitWaits.class);

    /** The function of PostgreSQL's that warns: it has this name in every language. */
    private static final String WAIT = "SyncRepWaitForLSN";

    private boolean isBrokenOff;

    private CommitWaits() {}

    static CommitWaits watch(SqlConnection connection) {
        CommitWaits waits = new CommitWaits();
        PgConnection.cast(connection).noticeHandler(waits::noticed);
        return waits;
    }

    private void noticed(PgNotice notice) {
        if (WAIT.equals(notice.getRoutine())) {
            isBrokenOff = true;
        }
        // The text may be that of a trigger of somebody else's, and hold values.
        LOG.warn("PostgreSQL warns by SQLSTATE {} ({})", notice.getCode(), notice.getRoutine());
    }

    /** Something that was called committed since the beginning may not have reached the standby. */
    boolean isBrokenOff() {
        return isBrokenOff;
    }

    /**
     * An expression that ends sessions whose commits have waited for so long that the client has closed their
     * connection: PostgreSQL does not notice, and while a standby hangs they would use up all connections there are.
     * What they committed can be seen then, as after a crash.
     */
    static String endAbandoned(String application, int abandonedMs) {
        if (abandonedMs == 0) {
            return "0";
        }
        return "(select count(pg_terminate_backend(pid)) from pg_stat_activity where wait_event = 'SyncRep'"
                + " and usename = current_user and datname = current_database() and application_name = '" + application
                + "' and state_change < clock_timestamp() - interval '"
                + TimeUnit.MILLISECONDS.toSeconds(abandonedMs) + " s')";
    }
}
