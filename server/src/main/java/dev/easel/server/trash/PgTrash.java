package dev.easel.server.trash;

import dev.easel.server.catalog.CatalogRefusal;
import dev.easel.server.catalog.CatalogUnavailable;
import dev.easel.server.catalog.Position;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Trash;
import dev.easel.server.database.Database;
import dev.easel.server.database.Refusals;
import dev.easel.server.database.Timestamps;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of {@code trashed_project}. May be used from any thread. */
public final class PgTrash implements Trash {
    /** What moves with the row as it is. */
    private static final String SAME =
            "id, title, settings, created_at, updated_at, seq, checkpoint_seq, active_version";

    /** The deletion waits for whoever holds the row, and moves what that one has written. */
    private static final String DISCARD = """
            with gone as (delete from project where id = $1 returning *)
            insert into trashed_project (%1$s, epoch, deleted_at, picture_tag, picture_mime_type, picture_bytes,
                                         picture_made_at)
            select %1$s, epoch, clock_timestamp(), tag, mime_type, bytes, made_at
              from gone left join picture on picture.project_id = gone.id""".formatted(SAME);

    /** The epoch is raised: whoever has not heard that the project was away writes nothing for it. */
    private static final String UNDELETE = """
            with back as (delete from trashed_project where id = $1 returning *),
            made as (insert into project (%1$s, epoch) select %1$s, epoch + 1 from back)
            insert into picture (project_id, tag, mime_type, bytes, made_at)
            select id, picture_tag, picture_mime_type, picture_bytes, picture_made_at
              from back where picture_tag is not null""".formatted(SAME);

    private static final String COLUMNS = "id, title, created_at, updated_at, deleted_at ";

    private static final String LIST = "select " + COLUMNS + """
              from trashed_project
             where ($2::timestamptz is null or (deleted_at, id) < ($2, $3))
               and ($4::text is null
                    or exists (select from member
                                where project_id = trashed_project.id and user_id = $4 and role = 'owner'))
             order by deleted_at desc, id desc limit $1""";

    private final Database database;
    private final Projects projects;
    private final Duration kept;

    /**
     * @param projects where they come from, and go back to
     * @param days how long a project is kept; 0: not at all
     */
    public PgTrash(Database database, Projects projects, int days) {
        this.database = database;
        this.projects = projects;
        this.kept = Duration.ofDays(days);
    }

    @Override
    public int days() {
        return (int) kept.toDays();
    }

    @Override
    public Future<Boolean> discard(UUID project, Optional<String> by) {
        return kept.isZero()
                ? projects.delete(project, by)
                : available(move(DISCARD, project, by).map(rows -> rows.rowCount() == 1));
    }

    @Override
    public Future<Void> undelete(UUID project, Optional<String> by) {
        return available(move(UNDELETE, project, by).mapEmpty());
    }

    private Future<RowSet<Row>> move(String sql, UUID project, Optional<String> by) {
        return database.as(by, connection -> connection.preparedQuery(sql).execute(Tuple.of(project)));
    }

    @Override
    public Future<Listing> list(int limit, Optional<Position> after, Optional<String> owner) {
        Tuple values = Tuple.tuple()
                .addInteger(limit + 1) // one more tells whether there is a next page
                .addOffsetDateTime(
                        after.map(last -> Timestamps.ofMicros(last.at())).orElse(null))
                .addUUID(after.map(Position::project).orElse(null))
                .addString(owner.orElse(null));
        return available(
                database.query(LIST, values).map(rows -> page(rows.stream().toList(), limit)));
    }

    private Listing page(List<Row> rows, int limit) {
        List<Row> shown = rows.subList(0, Math.min(limit, rows.size()));
        Optional<Position> next = rows.size() > limit
                ? Optional.of(shown.getLast())
                        .map(last -> new Position(Timestamps.micros(last, "deleted_at"), last.getUUID("id")))
                : Optional.empty();
        return new Listing(shown.stream().map(this::trashed).toList(), next);
    }

    private Trashed trashed(Row row) {
        long deletedAt = Timestamps.millis(row, "deleted_at");
        return new Trashed(
                row.getUUID("id"),
                row.getString("title"),
                Timestamps.millis(row, "created_at"),
                Timestamps.millis(row, "updated_at"),
                deletedAt,
                deletedAt + kept.toMillis());
    }

    private static <T> Future<T> available(Future<T> answer) {
        return answer.recover(failure -> Future.failedFuture(
                Refusals.isOfRow(failure) ? new CatalogRefusal(failure) : new CatalogUnavailable(failure)));
    }
}
