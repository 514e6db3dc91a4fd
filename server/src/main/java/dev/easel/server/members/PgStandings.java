package dev.easel.server.members;

import dev.easel.server.access.Standing;
import dev.easel.server.access.Standings;
import dev.easel.server.database.Database;
import dev.easel.server.database.Refusals;
import dev.easel.server.database.Timestamps;
import dev.easel.server.identity.Identity;
import dev.easel.server.identity.LinkGrant;
import dev.easel.server.identity.Person;
import dev.easel.server.loop.SharedQuery;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How people stand to projects, asked of the database each time: so nothing that was taken away is remembered. Those
 * who come to a project at the same time are asked for together. May be used from any thread.
 */
public final class PgStandings implements Standings {
    private static final String STANDINGS = """
            select exists (select from project where id = $1) as there,
                   exists (select from trashed_project where id = $1) as trashed,
                   (select role from member where project_id = $1 and user_id = who.user_id) as member,
                   link.role as link, link.changes_at
              from unnest($2::text[], $3::uuid[]) with ordinality as who (user_id, link_id, number)
             cross join lateral (
                   select min(role) as role, min(expires_at) as changes_at -- the higher role comes first by its name
                     from share_link
                    where project_id = $1 and (expires_at is null or expires_at > $4)
                      and (id = who.link_id
                           or id = (select link_id from user_project
                                     where user_id = who.user_id and project_id = $1))) as link
             order by number""";

    private final Database database;
    private final InstantSource clock;
    private final SharedQuery<UUID, Identity, Standing> each = new SharedQuery<>(this::of, Refusals::isOfValues);

    public PgStandings(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Future<Standing> of(UUID project, Identity who) {
        return each.ask(project, who);
    }

    @Override
    public Future<List<Standing>> of(UUID project, List<Identity> who) {
        @Nullable String[] users = new String[who.size()];
        @Nullable UUID[] links = new UUID[who.size()];
        for (int i = 0; i < users.length; i++) {
            users[i] = who.get(i).person().map(Person::user).orElse(null);
            links[i] = who.get(i)
                    .link()
                    .filter(it -> it.project().equals(project))
                    .map(LinkGrant::link)
                    .orElse(null);
        }
        Tuple values = Tuple.tuple()
                .addUUID(project)
                .addArrayOfString(users)
                .addArrayOfUUID(links)
                .addOffsetDateTime(Timestamps.of(clock.millis()));
        return database.query(STANDINGS, values)
                .map(rows -> rows.stream().map(PgStandings::standing).toList());
    }

    private static Standing standing(Row row) {
        return new Standing(
                row.getBoolean("there"),
                row.getBoolean("trashed"),
                Roles.of(row, "member"),
                Roles.of(row, "link"),
                row.getOffsetDateTime("changes_at") == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(Timestamps.millis(row, "changes_at")));
    }
}
