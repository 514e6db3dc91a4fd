package dev.easel.server.members;

import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.members.MembersRefusal.Reason;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who asks to be let into projects. A member asks no more. May be used from any thread. */
public final class AccessRequests {
    /** The most that wait for one project. */
    static final int MOST = 100;

    private static final String LIST = """
            select r.user_id, p.name, r.message, r.at
              from access_request r left join person p using (user_id)
             where r.project_id = $1 order by r.at, r.user_id""";

    private static final String ASK = """
            with known as (
                select exists (select from member where project_id = $1 and user_id = $2) as is_member),
            asked as (
                insert into access_request (project_id, user_id, message, at)
                select $1, $2, $3, $4
                 where not (select is_member from known)
                   and (select count(*) from access_request where project_id = $1 and user_id <> $2) < $5
                    on conflict (project_id, user_id) do update set message = excluded.message, at = excluded.at
                returning 1)
            select 1 from known where is_member union all select 1 from asked""";

    private static final String REFUSE = "delete from access_request where project_id = $1 and user_id = $2";

    private final Database database;
    private final MemberChanges changes;
    private final InstantSource clock;

    public AccessRequests(Database database, InstantSource clock) {
        this.database = database;
        changes = new MemberChanges(database);
        this.clock = clock;
    }

    /** Who has waited for longest first. */
    public Future<List<AccessRequest>> list(UUID project) {
        return database.query(LIST, Tuple.of(project))
                .map(rows -> rows.stream()
                        .map(row -> new AccessRequest(
                                row.getString("user_id"),
                                Optional.ofNullable(row.getString("name")),
                                row.getString("message"),
                                Timestamps.millis(row, "at")))
                        .toList());
    }

    /** Once more replaces what was said before; of a member nothing is kept. Fails with a {@link MembersRefusal}. */
    public Future<Void> ask(UUID project, String user, String message) {
        Tuple values = Tuple.of(project, user, message, Timestamps.of(clock.millis()), MOST);
        return changes.byAnybody(
                        project,
                        Optional.of(user),
                        connection -> connection.preparedQuery(ASK).execute(values))
                .compose(rows -> rows.size() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(new MembersRefusal(Reason.TOO_MANY_REQUESTS)));
    }

    /** Fails with a {@link MembersRefusal}. */
    public Future<Void> refuse(UUID project, String user, Optional<String> by) {
        return changes.byOwner(
                        project,
                        by,
                        connection -> connection.preparedQuery(REFUSE).execute(Tuple.of(project, user)))
                .compose(rows -> rows.rowCount() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(new MembersRefusal(Reason.NO_REQUEST)));
    }
}
