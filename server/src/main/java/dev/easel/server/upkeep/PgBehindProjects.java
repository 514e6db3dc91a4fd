package dev.easel.server.upkeep;

import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.OptionalLong;

/**
 * Finds projects whose rows are behind their journal, by reading the table of projects from its first page to its last,
 * a number of pages at a time. There is no index for it: both columns change with every batch and every save, and an
 * index on them would make each of these write all indexes of the table. A row that moves to an earlier page meanwhile
 * is not seen; then somebody edits or saves that project. May be used from any thread.
 */
public final class PgBehindProjects implements BehindProjects {
    /** Pages of one part: 2 MiB, some thousand projects. */
    static final int PAGES = 256;

    private static final String ALL_PAGES =
            "select pg_relation_size('project') / current_setting('block_size')::bigint as pages";

    private static final String BEHIND = """
            select id, epoch, seq, checkpoint_seq,
                   coalesce((select at from event where project_id = id and event.seq = checkpoint_seq + 1), updated_at)
                       as since
              from project
             where ctid >= $1::text::tid and ctid < $2::text::tid and checkpoint_seq < seq""";

    private static final String IS_UNCHANGED =
            "select 1 from project where id = $1 and epoch = $2 and seq = $3 and checkpoint_seq = $4";

    private final Database database;

    public PgBehindProjects(Database database) {
        this.database = database;
    }

    @Override
    public Future<Part> look(long from) {
        return database.query(ALL_PAGES, Tuple.tuple())
                .compose(rows -> look(from, rows.iterator().next().getLong("pages")));
    }

    private Future<Part> look(long from, long pages) {
        long next = from + PAGES;
        return database.query(BEHIND, Tuple.of(page(from), page(next)))
                .map(rows -> new Part(
                        rows.stream().map(PgBehindProjects::behind).toList(),
                        next < pages ? OptionalLong.of(next) : OptionalLong.empty()));
    }

    private static String page(long number) {
        return "(" + number + ",0)";
    }

    private static Behind behind(Row row) {
        return new Behind(
                row.getUUID("id"),
                row.getLong("epoch"),
                row.getLong("seq"),
                row.getLong("checkpoint_seq"),
                Timestamps.millis(row, "since"));
    }

    @Override
    public Future<Boolean> isUnchanged(Behind found) {
        return database.query(IS_UNCHANGED, Tuple.of(found.project(), found.epoch(), found.seq(), found.saved()))
                .map(rows -> rows.size() == 1);
    }
}
