package dev.easel.server.history;

import dev.easel.server.database.Database;
import dev.easel.server.derived.EventRow;
import dev.easel.server.horizon.FoldedAway;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;

/** The durable events of a project, page by page. May be used from any thread. */
public final class PastEvents {
    /** Bytes of the changes on one page. A larger event has a page of its own. */
    static final int PAGE_BYTES = 1 << 20;

    /**
     * Goes from event to event, so that no more of them are read than the page takes. One row without an event where
     * the page is empty.
     */
    static final String AFTER = """
            with recursive page (seq, events, bytes) as (
                (select event.seq, 1, octet_length(changes::text)::bigint
                   from project join event on project_id = id and event.seq > $2 and event.seq <= project.seq
                  where id = $1 order by event.seq limit 1)
                union all
                select event.seq, page.events + 1, page.bytes + octet_length(changes::text)
                  from page join event on project_id = $1 and event.seq = page.seq + 1
                 where page.events < $3 and event.seq <= (select seq from project where id = $1)
                   and page.bytes + octet_length(changes::text) <= $4)
            select project.seq as head, project.epoch as project_epoch, found.*,
                   (select epoch from event where project_id = $1 and seq = $2) as before_epoch,
                   horizon.seq as horizon, horizon.epoch as horizon_epoch
              from project
              left join horizon on horizon.project_id = project.id
              left join (select epoch, %s from page join event using (seq) where project_id = $1) as found on true
             where project.id = $1
             order by found.seq""".formatted(EventRow.COLUMNS);

    private final Database database;

    public PastEvents(Database database) {
        this.database = database;
    }

    /** The events after this seq, in order; fails with {@link FoldedAway} where it is before the horizon. */
    public Future<EventPage> after(UUID project, long after, int limit) {
        return read(project, after, limit).map(JournalPage::page);
    }

    /** The same with who has written them. */
    Future<JournalPage> read(UUID project, long after, int limit) {
        return HistoryUnavailable.orUnreachable(database.query(AFTER, Tuple.of(project, after, limit, PAGE_BYTES))
                .map(rows -> journalPage(project, after, rows.stream().toList())));
    }

    private static JournalPage journalPage(UUID project, long after, List<Row> rows) {
        EventPage page = page(project, after, rows);
        Row last = rows.getLast();
        boolean isBehindHorizon = number(last, "horizon") == after;
        return new JournalPage(
                page,
                number(last, isBehindHorizon ? "horizon_epoch" : "before_epoch"),
                number(last, "epoch"),
                number(last, "project_epoch"));
    }

    private static long number(Row row, String column) {
        return Objects.requireNonNullElse(row.getLong(column), 0L);
    }

    private static EventPage page(UUID project, long after, List<Row> rows) {
        if (rows.isEmpty()) {
            throw HistoryUnavailable.noProject();
        }
        long head = rows.getFirst().getLong("head");
        if (after > head) {
            throw HistoryUnavailable.ahead(head);
        }
        long horizon = number(rows.getFirst(), "horizon");
        if (after < horizon) {
            throw new FoldedAway(horizon);
        }
        if (after == head) {
            return EventPage.EMPTY;
        }
        List<PastEvent> events = rows.stream()
                .filter(row -> row.getLong("seq") != null)
                .map(row -> PastEvent.read(project, row))
                .toList();
        if (events.isEmpty() || events.getFirst().seq() != after + 1) {
            throw new IllegalStateException("event " + (after + 1) + " of project " + project + " is missing");
        }
        long last = events.getLast().seq();
        return new EventPage(events, last < head ? OptionalLong.of(last) : OptionalLong.empty());
    }
}
