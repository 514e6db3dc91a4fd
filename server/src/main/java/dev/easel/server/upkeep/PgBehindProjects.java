package dev.easel.server.upkeep;

import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/**
 * Finds projects whose rows are behind their journal, by reading through the table of projects. There is no index for
 * it: both columns change with every batch and every save, and an index on them would make each of these write all
 * indexes of the table. May be used from any thread.
 */
public final class PgBehindProjects implements BehindProjects {
    private static final String BEHIND = """
            select id, epoch, seq, checkpoint_seq,
                   coalesce((select at from event where project_id = id and event.seq = checkpoint_seq + 1), updated_at)
                       as since
              from project
             where ctid >= $1::text::tid and ctid < $2::text::tid and checkpoint_seq < seq""";

    private static final String IS_UNCHANGED =
            "select 1 from project where id = $1 and epoch = $2 and seq = $3 and checkpoint_seq = $4";

    private final Database database;
    private final ProjectPages pages;

    public PgBehindProjects(Database database) {
        this.database = database;
        this.pages = new ProjectPages(database);
    }

    @Override
    public Future<Part> look(long from) {
        return pages.look(from, BEHIND, PgBehindProjects::behind).map(part -> new Part(part.found(), part.next()));
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
