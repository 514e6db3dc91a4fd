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
import java.util.function.Function;

/** The members of projects: a project is never without an owner. May be used from any thread. */
public final class Members {
    /** The most that a project has. */
    static final int MOST = 1_000;

    private static final String COLUMNS = "m.user_id, p.name, m.role, m.since";

    private static final String LIST = "select " + COLUMNS + " from member m left join person p using (user_id)"
            + " where m.project_id = $1 order by m.since, m.user_id";

    private static final String FIND = "select " + COLUMNS + " from member m left join person p using (user_id)"
            + " where m.project_id = $1 and m.user_id = $2";

    private static final String COUNT = """
            select count(*)::int as members,
                   (count(*) filter (where role = 'owner' and user_id <> $2))::int as other_owners,
                   coalesce(bool_or(user_id = $2), false) as is_member
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
    private final MemberChanges changes;
    private final InstantSource clock;

    public Members(Database database, InstantSource clock) {
        this.database = database;
        changes = new MemberChanges(database);
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
        Tuple values = Tuple.of(project, user, Roles.text(role), Timestamps.of(clock.millis()));
        return changes.byOwner(
                project,
                by,
                connection -> counted(connection, project, user, role == Role.OWNER)
                        .compose(count -> !count.getBoolean("is_member") && count.getInteger("members") >= MOST
                                ? Future.failedFuture(new MembersRefusal(Reason.TOO_MANY_MEMBERS))
                                : connection.preparedQuery(PUT).execute(values))
                        .compose(_ -> connection.preparedQuery(FIND).execute(Tuple.of(project, user)))
                        .map(rows -> member(rows.iterator().next())));
    }

    /** Owners may remove everybody, and everybody themselves. Fails with a {@link MembersRefusal}. */
    public Future<Void> remove(UUID project, String user, Optional<String> by) {
        Function<SqlConnection, Future<Void>> removal = connection -> counted(connection, project, user, false)
                .compose(_ -> connection.preparedQuery(REMOVE).execute(Tuple.of(project, user)))
                .compose(rows -> rows.size() > 0
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture(new MembersRefusal(Reason.NO_MEMBER)));
        return by.filter(user::equals).isPresent()
                ? changes.byAnybody(project, by, removal)
                : changes.byOwner(project, by, removal);
    }

    /** How many members there are; fails where they would be without an owner. */
    private static Future<Row> counted(SqlConnection connection, UUID project, String user, boolean staysOwner) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(project, user))
                .map(rows -> rows.iterator().next())
                .compose(count -> !staysOwner && count.getBoolean("is_member") && count.getInteger("other_owners") == 0
                        ? Future.failedFuture(new MembersRefusal(Reason.LAST_OWNER))
                        : Future.succeededFuture(count));
    }

    private static Member member(Row row) {
        return new Member(
                row.getString("user_id"),
                Optional.ofNullable(row.getString("name")),
                Roles.of(row.getString("role")),
                Timestamps.millis(row, "since"));
    }
}
