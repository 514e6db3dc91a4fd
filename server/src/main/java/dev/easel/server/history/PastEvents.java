package dev.easel.server.history;

import dev.easel.server.database.Database;
import dev.easel.server.derived.EventRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** The durable events of a project, page by page. May be used from any thread. */
public final class PastEvents {
    /** Bytes of the changes on one page. A larger event has a page of its own. */
    static final int PAGE_BYTES = 1 << 20;

    /** One row without an event where the page is empty. */
    private static final String AFTER = """
            select project.seq as head, page.*
              from project
              left join lateral (
                  select * from (
                      select %1$s, sum(octet_length(changes::text)) over (order by seq) as bytes from (
                          select * from event
                           where project_id = project.id and event.seq > $2 and event.seq <= project.seq
                           order by event.seq limit $3) as first) as summed
                   where bytes <= $4 or seq = $2 + 1) as page on true
             where project.id = $1
             order by page.seq""".formatted(EventRow.COLUMNS);

    private final Database database;

    public PastEvents(Database database) {
        this.database = database;
    }

    /** The events after this seq, in order. */
    public Future<EventPage> after(UUID project, long after, int limit) {
        return HistoryUnavailable.orUnreachable(database.query(AFTER, Tuple.of(project, after, limit, PAGE_BYTES))
                .map(rows -> page(project, after, rows.stream().toList())));
    }

    private static EventPage page(UUID project, long after, List<Row> rows) {
        if (rows.isEmpty()) {
            throw HistoryUnavailable.noProject();
        }
        long head = rows.getFirst().getLong("head");
        if (after > head) {
            throw HistoryUnavailable.ahead(head);
        }
        if (after == head) {
            return EventPage.EMPTY;
        }
        List<PastEvent> events = rows.stream()
                .filter(row -> row.getLong("seq") != null)
                .map(row -> PastEvent.read(project, row))
                .toList();
        if (events.isEmpty()) {
            throw new IllegalStateException("event " + (after + 1) + " of project " + project + " is missing");
        }
        long last = events.getLast().seq();
        return new EventPage(events, last < head ? OptionalLong.of(last) : OptionalLong.empty());
    }
}
