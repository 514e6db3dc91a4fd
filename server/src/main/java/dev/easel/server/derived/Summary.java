package dev.easel.server.derived;

import dev.easel.protocol.Event;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.Timestamps;
import dev.easel.server.derived.Blocks.Block;
import dev.easel.server.derived.HistoryEntry.Author;
import dev.easel.server.stamps.StampedCanvas;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What is written down of the events from one snapshot to the next, beside the snapshot. Writing the same again changes
 * nothing. For one thread at a time.
 */
final class Summary {
    /** Rows, and bytes of props, of one statement. */
    private static final int ROWS = 500;

    private static final long BYTES = 4 << 20;

    private static final String ENTRY = """
            insert into history_entry (project_id, to_seq, from_seq, began, ended, authors, names, events)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing""";

    private static final String BLOCK = """
            insert into history_block (project_id, seq, objects, bytes) values ($1, $2, $3, $4)
            on conflict do nothing""";

    /** Those that are there again. */
    private static final String RESTORED = """
            delete from deleted_object where project_id = $1 and id = any ($2::text[]) and seq <= $3""";

    private static final String DELETED = """
            insert into deleted_object (project_id, id, props, seq, at, deleted_by, author)
            select $1, d.id, d.props::json, d.seq, d.at, d.deleted_by, d.author
              from unnest($2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::text[], $7::uuid[])
                   as d (id, props, seq, at, deleted_by, author)
            on conflict (project_id, id) do update
               set props = excluded.props, seq = excluded.seq, at = excluded.at,
                   deleted_by = excluded.deleted_by, author = excluded.author
             where deleted_object.seq < excluded.seq""";

    private static final String SURPLUS = """
            delete from deleted_object
             where project_id = $1
               and seq < (select seq from deleted_object where project_id = $1
                           order by seq desc, id offset $2 limit 1)""";

    private static final String LATER = """
            select exists (select from history_snapshot where project_id = $1 and seq > $2) as later""";

    private final UUID project;
    private final AuthorIds authors;
    private final Entries entries = new Entries(Set.of());
    private final Blocks blocks = new Blocks();
    private final Deletions deletions = new Deletions();
    private long first = Long.MAX_VALUE;

    Summary(UUID project) {
        this.project = project;
        this.authors = new AuthorIds(project);
    }

    /** Takes the next event. */
    void take(Event event) {
        first = Math.min(first, event.seq());
        entries.take(event.seq(), event.at(), event.by(), authors.of(event.client()));
        blocks.take(event);
    }

    /** The event deletes an object, which was this before. */
    void deleted(CanvasObject before, Event event) {
        deletions.add(DeletedObject.of(project, before, event));
    }

    /**
     * Writes all of it; what was deleted only where no later snapshot has told what became of it. Needs a transaction.
     *
     * @param canvas after the events
     */
    Future<Void> write(SqlConnection connection, StampedCanvas canvas) {
        List<Tuple> found = entries.made().stream().map(this::entry).toList();
        List<Tuple> whole = blocks.whole().stream().map(this::block).toList();
        return connection
                .preparedQuery(ENTRY)
                .executeBatch(found)
                .compose(_ -> connection.preparedQuery(BLOCK).executeBatch(whole))
                .compose(_ -> connection.preparedQuery(LATER).execute(Tuple.of(project, canvas.seq())))
                .compose(rows -> rows.iterator().next().getBoolean("later")
                        ? Future.succeededFuture()
                        : writeDeletions(connection, canvas));
    }

    private Future<Void> writeDeletions(SqlConnection connection, StampedCanvas canvas) {
        return connection
                .preparedQuery(RESTORED)
                .execute(restored(canvas))
                .compose(_ -> write(connection, deletions.oldestFirst()))
                .compose(_ -> connection.preparedQuery(SURPLUS).execute(Tuple.of(project, Deletions.MOST - 1)))
                .mapEmpty();
    }

    private Tuple entry(HistoryEntry it) {
        return Tuple.of(project, it.to(), it.from(), Timestamps.of(it.began()), Timestamps.of(it.ended()))
                .addArrayOfUUID(it.authors().stream().map(Author::id).toArray(UUID[]::new))
                .addArrayOfString(it.authors().stream().map(Author::name).toArray(String[]::new))
                .addArrayOfInteger(it.authors().stream().map(Author::events).toArray(Integer[]::new));
    }

    private Tuple block(Block it) {
        return Tuple.of(project, it.seq()).addArrayOfInteger(it.objects()).addLong(it.bytes());
    }

    /** Every object that was changed and is there: some of them may have been deleted before. */
    private Tuple restored(StampedCanvas canvas) {
        String[] ids = canvas.objects().stream()
                .filter(it -> it.object().seq() >= first)
                .map(it -> it.object().id())
                .toArray(String[]::new);
        return Tuple.of(project).addArrayOfString(ids).addLong(canvas.seq());
    }

    private Future<Void> write(SqlConnection connection, List<DeletedObject> deleted) {
        if (deleted.isEmpty()) {
            return Future.succeededFuture();
        }
        int count = 0;
        for (long bytes = 0; count < Math.min(deleted.size(), ROWS) && (bytes < BYTES); count++) {
            bytes += deleted.get(count).props().length();
        }
        List<DeletedObject> rest = deleted.subList(count, deleted.size());
        return connection
                .preparedQuery(DELETED)
                .execute(rows(deleted.subList(0, count)))
                .compose(_ -> write(connection, rest));
    }

    private Tuple rows(List<DeletedObject> deleted) {
        return Tuple.of(project)
                .addArrayOfString(deleted.stream().map(DeletedObject::id).toArray(String[]::new))
                .addArrayOfString(
                        deleted.stream().map(it -> it.props().toString()).toArray(String[]::new))
                .addArrayOfLong(deleted.stream().map(DeletedObject::seq).toArray(Long[]::new))
                .addArrayOfOffsetDateTime(
                        deleted.stream().map(it -> Timestamps.of(it.at())).toArray(OffsetDateTime[]::new))
                .addArrayOfString(deleted.stream().map(DeletedObject::by).toArray(String[]::new))
                .addArrayOfUUID(deleted.stream().map(DeletedObject::author).toArray(UUID[]::new));
    }
}
