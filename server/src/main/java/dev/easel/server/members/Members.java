package dev.easel.server.members;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.members.MembersRefusal.Reason;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The members of projects. Changes of one project come one after the other, so that it never is without an owner. May
 * be used from any thread.
 */
public final class Members {
    /** The most that a project has. */
    static final int MOST = 1_000;

    private static final String COLUMNS = "m.user_id, p.name, m.role, m.since";

    private static final String LIST = "select " + COLUMNS + " from member m left join person p using (user_id)"
            + " where m.project_id = $1 order by m.since, m.user_id";

    private static final String FIND = "select " + COLUMNS + " from member m left join person p using (user_id)"
            + " where m.project_id = $1 and m.user_id = $2";

    /** Whoever changes the members of a project holds this. It is no lock that a commit of the journal waits for. */
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended($1::uuid::text || ' members', 0))";

    private static final String COUNT = """
            select count(*)::int as members,
                   (count(*) filter (where role = 'owner' and user_id <> $2))::int as other_owners,
                   coalesce(bool_or(user_id = $2), false) as is_member,
                   exists (select from project where id = $1) as there
              from member where project_id = $1""";

    private static final String PUT = """
            with listed as (
                insert into user_project (user_id, project_id, since) values ($2, $1, $4) on conflict do nothing),
            answered as (
                delete from access_request where project_id = $1 and user_id = $2)
            insert into member (project_id, user_id, role, since) values ($1, $2, $3, $4)
                on conflict (project_id, user_id) do update set role = excluded.role
                 where member.role <> excluded.role""";

    /** A person that is removed is out: a link that they have redeemed lets them in again only when it is opened. */
    private static final String REMOVE = """
            with listed as (
                delete from user_project where user_id = $2 and project_id = $1 returning 1),
            removed as (
                delete from member where project_id = $1 and user_id = $2 returning 1)
            select 1 from listed union all select 1 from removed""";

    private final Database database;
    private final InstantSource clock;

    public Members(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The first to come first. */
    public Future<List<Member>> list(UUID project) {
        return database.query(LIST, Tuple.of(project))
                .map(rows -> rows.stream().map(Members::member).toList());
    }

    /**
     * Makes somebody a member, or gives another role. Fails with a {@link MembersRefusal}.
     *
     * @param by the user id of who does it
     */
    public Future<Member> put(UUID project, String user, Role role, Optional<String> by) {
        return changed(project, user, by, role == Role.OWNER, (connection, count) -> {
            if (!count.getBoolean("is_member") && count.getInteger("members") >= MOST) {
                return Future.failedFuture(new MembersRefusal(Reason.TOO_MANY_MEMBERS));
            }
            Tuple values = Tuple.of(project, user, Roles.text(role), Timestamps.of(clock.millis()));
            return connection
                    .preparedQuery(PUT)
                    .execute(values)
                    .compose(_ -> connection.preparedQuery(FIND).execute(Tuple.of(project, user)))
                    .map(rows -> member(rows.iterator().next()));
        });
    }

    /** Fails with a {@link MembersRefusal}. */
    public Future<Void> remove(UUID project, String user, Optional<String> by) {
        return changed(
                project,
                user,
                by,
                false,
                (connection, _) -> connection
                        .preparedQuery(REMOVE)
                        .execute(Tuple.of(project, user))
                        .compose(rows -> rows.size() > 0
                                ? Future.<Void>succeededFuture()
                                : Future.failedFuture(new MembersRefusal(Reason.NO_MEMBER))));
    }

    private <T> Future<T> changed(
            UUID project, String user, Optional<String> by, boolean staysOwner, Change<T> change) {
        return database.as(
                by,
                connection -> connection
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(project))
                        .compose(_ -> connection.preparedQuery(COUNT).execute(Tuple.of(project, user)))
                        .compose(rows -> {
                            Row count = rows.iterator().next();
                            if (!count.getBoolean("there")) {
                                return Future.failedFuture(new MembersRefusal(Reason.NO_PROJECT));
                            }
                            boolean isLast = !staysOwner
                                    && count.getBoolean("is_member")
                                    && count.getInteger("other_owners") == 0;
                            return isLast
                                    ? Future.failedFuture(new MembersRefusal(Reason.LAST_OWNER))
                                    : change.make(connection, count);
                        }));
    }

    private static Member member(Row row) {
        return new Member(
                row.getString("user_id"),
                Optional.ofNullable(row.getString("name")),
                Roles.of(row.getString("role")),
                Timestamps.millis(row, "since"));
    }

    @FunctionalInterface
    private interface Change<T> {
        Future<T> make(SqlConnection connection, Row count);
    }
}
