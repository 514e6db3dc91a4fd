package dev.easel.server.audit;

import dev.easel.server.database.Database;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who signs in and out, whose sign-in is refused, and which guests come by a link. Nobody waits for it, and
 * whoever tries without end fills nothing. May be used from any thread.
 */
public final class SignInLog {
    private static final Logger LOG = LoggerFactory.getLogger(SignInLog.class);

    /** Refused sign-ins that are written down in a minute; more are counted. */
    static final int REFUSED = 60;

    /** New guests who are written down in a minute; more are counted. */
    static final int GUESTS = 600;

    /** Entries that are on their way to the database; more are counted. */
    static final int PENDING = 100;

    private static final long MINUTE_MS = 60_000;

    /** A reason is cut to so many characters. */
    private static final int REASON = 200;

    private static final String WRITE = """
            insert into audit (act, who, detail)
            values ($1, $2, jsonb_strip_nulls(jsonb_build_object('way', $3::text, 'reason', $4::text)))""";

    private static final String REDEEMED =
            "insert into audit (act, who, project_id, subject) values ('link_redeemed', $1, $2, $3)";

    private final Database database;
    private final InstantSource clock;
    private final Runnable dropped;
    private final AtomicInteger pending = new AtomicInteger();
    private final Object minutes = new Object();
    private long minute;
    private int refused;
    private int guests;

    /** @param dropped is run for each that is not written down */
    public SignInLog(Database database, InstantSource clock, Runnable dropped) {
        this.database = database;
        this.clock = clock;
        this.dropped = dropped;
    }

    /** @param way how, in one word, such as {@code oidc} */
    public void signedIn(String user, String way) {
        write("signed_in", user, way, null);
    }

    public void signedOut(String user) {
        write("signed_out", user, null, null);
    }

    /**
     * @param user who it would have been, where that is known
     * @param reason for operators; has nothing that is secret
     */
    public void refused(Optional<String> user, String way, String reason) {
        if (mayWriteRefused()) {
            write("sign_in_refused", user.orElse(null), way, reason.substring(0, Math.min(reason.length(), REASON)));
        } else {
            dropped.run();
        }
    }

    /** A guest has come by a link for the first time. */
    public void redeemed(UUID project, UUID link, String guest) {
        if (mayWriteGuest()) {
            write(REDEEMED, Tuple.of(guest, project, link.toString()));
        } else {
            dropped.run();
        }
    }

    private boolean mayWriteRefused() {
        synchronized (minutes) {
            turn();
            return refused++ < REFUSED;
        }
    }

    private boolean mayWriteGuest() {
        synchronized (minutes) {
            turn();
            return guests++ < GUESTS;
        }
    }

    private void turn() {
        long now = clock.millis() / MINUTE_MS;
        if (now != minute) {
            minute = now;
            refused = 0;
            guests = 0;
        }
    }

    private void write(String act, @Nullable String user, @Nullable String way, @Nullable String reason) {
        write(WRITE, Tuple.of(act, user, way, reason));
    }

    private void write(String sql, Tuple values) {
        if (pending.incrementAndGet() > PENDING) {
            pending.decrementAndGet();
            dropped.run();
            return;
        }
        Future<?> written = database.query(sql, values);
        written.onComplete((_, failure) -> {
            pending.decrementAndGet();
            if (failure != null) {
                dropped.run();
                LOG.atWarn().addKeyValue(Field.ERROR, Cause.of(failure)).log("A sign-in is not in the audit log");
            }
        });
    }
}
