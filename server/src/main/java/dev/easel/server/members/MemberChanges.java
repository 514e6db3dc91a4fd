package dev.easel.server.members;

import dev.easel.server.database.Database;
import dev.easel.server.members.MembersRefusal.Reason;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Changes of who is let into a project, and of who asks for it: one after the other in each project, so that what a
 * change has looked at, bounds and owners, is still so when it is made. May be used from any thread.
 */
final class MemberChanges {
    /** It is no lock that a commit of the journal waits for. */
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended($1::uuid::text || ' members', 0))";

    private static final String LOOK = """
            select exists (select from project where id = $1) as there,
                   exists (select from member where project_id = $1 and user_id = $2 and role = 'owner') as is_owner""";

    private final Database database;

    MemberChanges(Database database) {
        this.database = database;
    }

    /**
     * A change that is for owners: who was one when they asked may be none any more. Fails with a
     * {@link MembersRefusal}.
     *
     * @param by the user id of who does it; empty where nobody signs in, and everybody may
     */
    <T> Future<T> byOwner(UUID project, Optional<String> by, Function<SqlConnection, Future<T>> change) {
        return make(project, by, by.isPresent(), change);
    }

    /** A change that anybody may make. Fails with a {@link MembersRefusal}. */
    <T> Future<T> byAnybody(UUID project, Optional<String> by, Function<SqlConnection, Future<T>> change) {
        return make(project, by, false, change);
    }

    private <T> Future<T> make(
            UUID project, Optional<String> by, boolean needsOwner, Function<SqlConnection, Future<T>> change) {
        return database.as(
                by,
                connection -> connection
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(project))
                        // A statement of its own: it sees what whoever had the lock before has committed.
                        .compose(_ -> connection.preparedQuery(LOOK).execute(Tuple.of(project, by.orElse(""))))
                        .compose(rows -> {
                            Row row = rows.iterator().next();
                            if (!row.getBoolean("there")) {
                                return Future.failedFuture(new MembersRefusal(Reason.NO_PROJECT));
                            }
                            return needsOwner && !row.getBoolean("is_owner")
                                    ? Future.failedFuture(new MembersRefusal(Reason.NO_OWNER))
                                    : change.apply(connection);
                        }));
    }
}
