package dev.easel.server.upkeep;

import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The rows of {@code trashed_project}, and those of {@code deleted_project}, which a trigger writes when the row of a
 * project is deleted for good, by whomever. One of the latter whose rows have all been removed stays for a minute and
 * is then looked at once more: a transaction that began before the deletion may have added something, where a version
 * of the server ran it that does not lock the project. May be used from any thread.
 */
public final class PgDeletedProjects implements DeletedProjects {
    /** The latest moment of a deletion that no transaction of before it can still follow. */
    private static final String SETTLED = "now() - interval '1 minute'";

    /** Projects that are deleted for good in one statement. */
    static final int PURGED = 100;

    /** One that is being brought back, or that another instance deletes, is left alone. */
    private static final String PURGE = """
            delete from trashed_project
             where id in (select id from trashed_project where deleted_at <= least(now(), $3) - $1 * interval '1 day'
                           order by deleted_at limit $2 for update skip locked)""";

    private static final String TRASHED = "select count(*) from trashed_project";

    private static final String NEXT = """
            select id, deleted_at < %1$s as settled, count(*) over () as waiting
              from deleted_project
             where (emptied_at is null or deleted_at < %1$s) and id <> all ($1::uuid[])
             order by deleted_at, id
             limit 1""".formatted(SETTLED);

    private static final String EMPTIED = "update deleted_project set emptied_at = now() where id = $1";
    private static final String FORGET = "delete from deleted_project where id = $1";

    private final Database database;
    private final InstantSource clock;
    private final int trashDays;

    /**
     * @param clock a project has been in the trash for long enough where both this clock and the database's say so
     * @param trashDays how long a project is kept in the trash
     */
    public PgDeletedProjects(Database database, InstantSource clock, int trashDays) {
        this.database = database;
        this.clock = clock;
        this.trashDays = trashDays;
    }

    @Override
    public Future<Integer> purgeSome() {
        return database.query(PURGE, Tuple.of(trashDays, PURGED, Timestamps.of(clock.millis())))
                .map(SqlResult::rowCount);
    }

    @Override
    public Future<Long> trashed() {
        return database.query(TRASHED, Tuple.tuple())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    @Override
    public Future<Optional<Remains>> next(Set<UUID> except) {
        return database.query(NEXT, Tuple.tuple().addArrayOfUUID(except.toArray(UUID[]::new)))
                .map(rows -> rows.stream().<Remains>map(this::remains).findFirst());
    }

    private Remains remains(Row row) {
        UUID project = row.getUUID("id");
        return new Rest(
                database, project, row.getLong("waiting"), row.getBoolean("settled"), new RemainingRows(project));
    }

    /** @param settled nothing can be added any more: the project is forgotten when nothing is left */
    private record Rest(Database database, UUID project, long waiting, boolean settled, RemainingRows rows)
            implements Remains {
        @Override
        public Future<Integer> removeSome() {
            return rows.removeSome(database)
                    .compose(removed -> removed > 0
                            ? Future.succeededFuture(removed)
                            : database.query(settled ? FORGET : EMPTIED, Tuple.of(project))
                                    .map(0));
        }
    }
}
