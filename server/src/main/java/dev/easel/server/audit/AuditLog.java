package dev.easel.server.audit;

import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.server.catalog.CatalogUnavailable;
import dev.easel.server.catalog.Position;
import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of {@code audit}, as they are read. May be used from any thread. */
public final class AuditLog {
    private static final String READ = """
            select at, id, act, who, project_id, subject, detail::text as detail from audit
             where (at, id) < ($2, $3) %s
             order by at desc, id desc limit $1""";

    private static final String ALL = READ.formatted("");
    private static final String OF_PROJECT = READ.formatted("and project_id = $4");

    /** After all that there can be. */
    private static final Position NOW = new Position(99_999_999_999_999_999L, new UUID(-1, -1));

    private final Database database;

    public AuditLog(Database database) {
        this.database = database;
    }

    /**
     * The latest entries first.
     *
     * @param before only those that come before this position
     */
    public Future<Page> all(int limit, Optional<Position> before) {
        return page(limit, database.query(ALL, values(limit, before)));
    }

    /** The same of one project. */
    public Future<Page> of(UUID project, int limit, Optional<Position> before) {
        return page(limit, database.query(OF_PROJECT, values(limit, before).addUUID(project)));
    }

    private static Tuple values(int limit, Optional<Position> before) {
        Position from = before.orElse(NOW);
        return Tuple.of(limit + 1, Timestamps.ofMicros(from.at()), from.project()); // one more tells of a next page
    }

    private static Future<Page> page(int limit, Future<RowSet<Row>> read) {
        return read.map(rows -> page(rows.stream().toList(), limit))
                .recover(failure -> Future.failedFuture(new CatalogUnavailable(failure)));
    }

    private static Page page(List<Row> rows, int limit) {
        List<Row> shown = rows.subList(0, Math.min(limit, rows.size()));
        Optional<Position> next = rows.size() > limit
                ? Optional.of(shown.getLast()).map(it -> new Position(Timestamps.micros(it, "at"), it.getUUID("id")))
                : Optional.empty();
        return new Page(shown.stream().map(AuditLog::entry).toList(), next);
    }

    private static Entry entry(Row row) {
        return new Entry(
                Timestamps.millis(row, "at"),
                row.getString("act"),
                Optional.ofNullable(row.getString("who")),
                Optional.ofNullable(row.getUUID("project_id")),
                Optional.ofNullable(row.getString("subject")),
                JsonReader.storedObject(row.getString("detail")));
    }

    /**
     * @param at in milliseconds since 1970
     * @param who the user id of who did it, or the pseudonym of a guest; empty where that is not known
     * @param subject to whom or what it was done: a user id, or the id of a link
     * @param detail an object
     */
    public record Entry(
            long at, String act, Optional<String> who, Optional<UUID> project, Optional<String> subject, Json detail) {}

    /** @param next where the next page begins; empty when this is the last */
    public record Page(List<Entry> entries, Optional<Position> next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }
}
