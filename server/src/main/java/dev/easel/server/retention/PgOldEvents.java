package dev.easel.server.retention;

import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.upkeep.OldEvents;
import dev.easel.server.upkeep.ProjectPages;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the projects with old events by reading through the table of projects; then folds and drops what is found. May
 * be used from any thread.
 */
public final class PgOldEvents implements OldEvents {
    /**
     * An older version of the server would not find the numbers of edits whose events are dropped. So nothing is folded
     * while one is there, as in a rolling update.
     */
    private static final String OTHERS = "select count(*) from instance where not knows_horizon";

    private static final String DUE = """
            select id from (
                select id, checkpoint_seq,
                       coalesce(horizon.seq, 0) as begin, coalesce(horizon.dropped_seq, 0) as dropped,
                       (select at from event
                         where project_id = id and event.seq = coalesce(horizon.seq, 0) + 1) as first,
                       (select at from event
                         where project_id = id and event.seq = coalesce(horizon.seq, 0) + %1$d) as enough,
                       %2$s as pinned
                  from project left join horizon on horizon.project_id = id
                 where project.ctid >= $1::text::tid and project.ctid < $2::text::tid) as standing
             where dropped < begin
                or checkpoint_seq > begin + 1 and coalesce(pinned > begin, true)
               and (first < least(now(), $3) - $4::bigint * interval '1 millisecond'
                 or enough < least(now(), $3) - $5::bigint * interval '1 millisecond')
            """.formatted(Standing.LEAST, Pins.OLDEST);

    /**
     * Pages of the table of projects in one look, some hundred projects: of each some old rows are read, which nobody
     * has read for long, one by one from the disk. It has to end within the time of a statement.
     */
    private static final int PAGES = 16;

    private static final Logger LOG = LoggerFactory.getLogger(PgOldEvents.class);

    private final Database database;
    private final ProjectPages pages;
    private final Fold fold;
    private final Drop drop;
    private final InstantSource clock;
    private final long keptMs;

    /**
     * @param clock an event is old where both this clock and the database's say so
     * @param keptMs how long events are kept, in milliseconds
     * @param mostBytes of the heap that a canvas may take, as estimated; a project with a larger one is left alone
     */
    public PgOldEvents(Database database, InstantSource clock, long keptMs, long mostBytes) {
        this.database = database;
        this.pages = new ProjectPages(database, PAGES);
        this.fold = new Fold(database, mostBytes);
        this.drop = new Drop(database, Drop.ROWS);
        this.clock = clock;
        this.keptMs = keptMs;
    }

    @Override
    public Future<Part> look(long from) {
        return isUnderstood().compose(isUnderstood -> {
            if (!isUnderstood) {
                LOG.info("Old events are not folded while an instance of an older version is there");
                return Future.succeededFuture(new Part(List.of(), OptionalLong.empty()));
            }
            return pages.look(
                            from,
                            DUE,
                            row -> row.getUUID("id"),
                            Timestamps.of(clock.millis()),
                            keptMs + Standing.LATE_MS,
                            keptMs)
                    .map(part -> new Part(part.found(), part.next()));
        });
    }

    /** What is folded is dropped first, so that a step that was broken off is gone on with. */
    @Override
    public Future<Step> next(UUID project) {
        return isUnderstood()
                .compose(isUnderstood ->
                        isUnderstood ? dropOrFold(project) : Future.succeededFuture(new Step.Nothing()));
    }

    private Future<Step> dropOrFold(UUID project) {
        return drop.next(project)
                .compose(dropped -> dropped > 0
                        ? Future.succeededFuture(new Step.Dropped(dropped))
                        : fold.next(project, clock.millis(), keptMs));
    }

    private Future<Boolean> isUnderstood() {
        return database.query(OTHERS, Tuple.tuple())
                .map(rows -> rows.iterator().next().getLong(0) == 0);
    }
}
