package dev.easel.server.members;

import dev.easel.server.catalog.Position;
import dev.easel.server.catalog.Projects.Listed;
import dev.easel.server.catalog.Projects.ListedPage;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.catalog.Projects.Whose;
import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The projects that one person may see, with the role they have there. May be used from any thread. */
public final class ListedProjects {
    /** What makes a project theirs is looked up first, so that nothing of all the others is read. */
    private static final String LIST = """
            with theirs as (
                select u.project_id,
                       case when m.role = 'owner' or l.role is null then m.role
                            when m.role is null or m.role = 'viewer' then l.role
                            else m.role end as role
                  from user_project u
                  left join member m on m.project_id = u.project_id and m.user_id = u.user_id
                  left join share_link l on l.project_id = u.project_id and l.id = u.link_id
                       and (l.expires_at is null or l.expires_at > $3)
                 where u.user_id = $1)
            select %1$s, theirs.role
              from theirs join project on project.id = theirs.project_id
             where role is not null and ($2 = 'all' or ($2 = 'mine') = (role = 'owner'))
               and ($5::timestamptz is null or (%2$s, id) < ($5, $6))
             order by %2$s desc, id desc limit $4""";

    private final Database database;
    private final String columns;
    private final Function<Row, ProjectRecord> reader;

    /**
     * @param columns of a project's row
     * @param reader of those columns
     */
    public ListedProjects(Database database, String columns, Function<Row, ProjectRecord> reader) {
        this.database = database;
        this.columns = columns;
        this.reader = reader;
    }

    /**
     * A page.
     *
     * @param column that the list is sorted by, the latest first
     * @param now by which links have ended
     */
    public Future<ListedPage> list(
            String user, Whose whose, String column, int limit, Optional<Position> after, OffsetDateTime now) {
        Tuple values = Tuple.tuple()
                .addString(user)
                .addString(whose.name().toLowerCase(Locale.ROOT))
                .addOffsetDateTime(now)
                .addInteger(limit + 1) // one more tells whether there is a next page
                .addOffsetDateTime(after.map(it -> Timestamps.ofMicros(it.at())).orElse(null))
                .addUUID(after.map(Position::project).orElse(null));
        return database.query(LIST.formatted(columns, column), values)
                .map(rows -> page(rows.stream().toList(), limit, column));
    }

    private ListedPage page(List<Row> rows, int limit, String column) {
        List<Row> shown = rows.subList(0, Math.min(limit, rows.size()));
        Optional<Position> next = rows.size() > limit
                ? Optional.of(shown.getLast())
                        .map(last -> new Position(Timestamps.micros(last, column), last.getUUID("id")))
                : Optional.empty();
        return new ListedPage(
                shown.stream()
                        .map(row -> new Listed(reader.apply(row), Roles.of(row.getString("role"))))
                        .toList(),
                next);
    }
}
