package dev.easel.server.history;

import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.Timestamps;
import dev.easel.server.derived.DeletedObject;
import dev.easel.server.derived.Deletions;
import dev.easel.server.derived.PastState;
import dev.easel.server.horizon.Horizon;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The objects that were deleted last and are not there again, the newest deletion first. Those of before the latest
 * snapshot are stored, but for those of before the horizon; the events since are replayed. May be used from any thread.
 */
public final class PastDeletions {
    /** Bytes of props on one page; a larger object has a page of its own. */
    static final long PAGE_BYTES = 1 << 20;

    /** Rows of one statement, at least. */
    private static final int AT_ONCE = 100;

    /** Ids are compared byte by byte, as in Java: they are ASCII. */
    private static final String STORED = """
            select id, props, seq, at, deleted_by, author from (
                select id, props::text as props, seq, at, deleted_by, author,
                       row_number() over places as number, sum(octet_length(props::text)) over places as bytes
                  from deleted_object
                 where project_id = $1 and seq > $6 and (seq < $2 or seq = $2 and id collate "C" > $3)
                window places as (order by seq desc, id collate "C" rows unbounded preceding)
                 order by seq desc, id collate "C" limit $4) as first
             where number = 1 or bytes <= $5""";

    private static final Comparator<DeletedObject> NEWEST_FIRST =
            Comparator.comparingLong(DeletedObject::seq).reversed().thenComparing(DeletedObject::id);

    private final StateReader reader;

    PastDeletions(StateReader reader) {
        this.reader = reader;
    }

    /** The deleted objects behind this place; a page may have less than {@code limit} where they are large. */
    public Future<Page> behind(UUID project, Optional<DeletionPosition> place, int limit) {
        DeletionPosition from = place.orElse(DeletionPosition.NEWEST);
        return reader.read(connection -> StateReader.head(connection, project)
                .compose(head -> latest(connection, project, head))
                .compose(latest -> Horizon.of(connection, project)
                        .compose(horizon -> new Reading(connection, project, horizon, latest, from, limit).run())));
    }

    private Future<Latest> latest(SqlConnection connection, UUID project, long head) {
        Deletions deletions = new Deletions();
        return reader.at(
                        connection,
                        project,
                        head,
                        (before, event) -> deletions.add(DeletedObject.of(project, before, event)))
                .compose(state -> reader.worker(() -> latest(deletions, state)));
    }

    private static Latest latest(Deletions deletions, PastState now) {
        Set<String> there = new HashSet<>();
        for (CanvasObject object : now.objects()) {
            there.add(object.id());
            deletions.forget(object.id());
        }
        List<DeletedObject> gone = new ArrayList<>(deletions.oldestFirst());
        gone.forEach(it -> there.add(it.id()));
        gone.sort(NEWEST_FIRST);
        return new Latest(gone, there);
    }

    /**
     * What has come since the latest snapshot.
     *
     * @param deleted the newest first
     * @param known ids of which a stored deletion is not the last word
     */
    private record Latest(List<DeletedObject> deleted, Set<String> known) {}

    /**
     * A page of deleted objects.
     *
     * @param next where the next page begins; empty after the last
     */
    public record Page(List<DeletedObject> objects, Optional<DeletionPosition> next) {
        public Page {
            objects = List.copyOf(objects);
        }
    }

    /** One page as it is put together. Used once. */
    private static final class Reading {
        private final SqlConnection connection;
        private final UUID project;
        private final Horizon horizon;
        private final Latest latest;
        private final int limit;
        private final List<DeletedObject> page = new ArrayList<>();
        private long bytes;
        private DeletionPosition place;

        Reading(
                SqlConnection connection,
                UUID project,
                Horizon horizon,
                Latest latest,
                DeletionPosition from,
                int limit) {
            this.connection = connection;
            this.project = project;
            this.horizon = horizon;
            this.latest = latest;
            this.place = from;
            this.limit = limit;
        }

        Future<Page> run() {
            for (DeletedObject object : latest.deleted()) {
                if (place.isBefore(object) && !add(object)) {
                    return full();
                }
            }
            return stored();
        }

        private Future<Page> stored() {
            Tuple values = Tuple.of(
                    project, place.seq(), place.id().orElse("~"), Math.max(limit, AT_ONCE), PAGE_BYTES, horizon.seq());
            return connection.preparedQuery(STORED).execute(values).compose(rows -> {
                for (Row row : rows) {
                    DeletedObject object = read(row);
                    if (latest.known().contains(object.id())) {
                        pass(object);
                    } else if (!add(object)) {
                        return full();
                    }
                }
                return rows.size() == 0 ? Future.succeededFuture(new Page(page, Optional.empty())) : stored();
            });
        }

        /** False when the page is full. */
        private boolean add(DeletedObject object) {
            bytes += object.props().length();
            if (page.size() == limit || bytes > PAGE_BYTES && !page.isEmpty()) {
                return false;
            }
            page.add(object);
            pass(object);
            return true;
        }

        private void pass(DeletedObject object) {
            place = new DeletionPosition(object.seq(), Optional.of(object.id()));
        }

        private Future<Page> full() {
            return Future.succeededFuture(new Page(page, Optional.of(place)));
        }

        private static DeletedObject read(Row row) {
            return new DeletedObject(
                    row.getString("id"),
                    Json.ofBytes(row.getString("props").getBytes(StandardCharsets.UTF_8)),
                    row.getLong("seq"),
                    Timestamps.millis(row, "at"),
                    row.getString("deleted_by"),
                    row.getUUID("author"));
        }
    }
}
