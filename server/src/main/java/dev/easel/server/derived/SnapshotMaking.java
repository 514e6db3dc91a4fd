package dev.easel.server.derived;

import dev.easel.protocol.Event;
import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.derived.SnapshotDraft.Encoded;
import dev.easel.server.horizon.FoldedAway;
import dev.easel.server.horizon.Horizon;
import dev.easel.server.log.Field;
import dev.easel.server.upkeep.DueSnapshots;
import dev.easel.server.upkeep.ProjectPages;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the snapshot of every {@link #EVERY}th event, from the snapshot before and the events since, and with it the
 * {@link Summary} of these events. Between two of the same project it keeps the canvas in memory. What it makes depends
 * on the journal alone: where two instances make the same, one of them writes it, and the other begins again with what
 * is written. Used by one caller at a time.
 */
public final class SnapshotMaking implements DueSnapshots {
    /** Events from one snapshot to the next. */
    public static final int EVERY = 10_000;

    /** Bytes of a snapshot as it is stored. A larger one is not written, and none after it of that project. */
    static final int MOST_BYTES = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotMaking.class);

    private static final String DUE = """
            select id from project
             where ctid >= $1::text::tid and ctid < $2::text::tid and seq >= %1$d
               and seq / %1$d - coalesce((select horizon.seq from horizon where project_id = id), 0) / %1$d
                       > (select count(*) from history_snapshot as made
                           where project_id = id
                             and made.seq > coalesce((select horizon.seq from horizon where project_id = id), 0))
            """.formatted(EVERY);

    /** The first behind the horizon that is not there, also where later ones are; null where none is due. */
    private static final String NEXT = """
            select seq, (select min(due) from generate_series((%2$s / %1$d + 1) * %1$d, seq, %1$d) as due
                          where not exists (select from history_snapshot as made
                                             where made.project_id = project.id and made.seq = due)) as next
              from project where id = $1""".formatted(EVERY, Horizon.SEQ);

    /**
     * Writes nothing where the event is another one now: a failover had lost it, and its number was given again, by a
     * higher epoch. Nor where the snapshot that it adds to is gone with the events of before: the lock on that one
     * waits for whoever is about to delete it. The lock on the project only keeps it from being deleted meanwhile.
     */
    private static final String WRITE = """
            insert into history_snapshot (project_id, seq, below_seq, at, objects, stamps)
            select id, $2, $3, $4, $5, $6 from project
             where id = $1 and seq >= $2
               and exists (select from event where project_id = $1 and event.seq = $2 and event.epoch = $7)
               and ($3::bigint is null
                 or exists (select from history_snapshot as whole
                             where whole.project_id = $1 and whole.seq = $3 for key share))
               for key share of project
            on conflict do nothing""";

    private static final String EPOCH = "select epoch from event where project_id = $1 and seq = $2";

    private static final String BEGIN = "begin isolation level repeatable read, read only";

    private final Database database;
    private final ProjectPages pages;
    private final HistorySnapshots snapshots;
    private final long mostBytes;
    private final LargeProjects large = new LargeProjects();
    private @Nullable Underway underway;

    /** @param mostBytes of the heap that a canvas may take, as estimated */
    public SnapshotMaking(Database database, long mostBytes) {
        this.database = database;
        this.pages = new ProjectPages(database);
        this.snapshots = new HistorySnapshots(database, mostBytes);
        this.mostBytes = mostBytes;
    }

    @Override
    public Future<Part> look(long from) {
        if (from == 0) {
            large.nextRound();
        }
        return pages.look(from, DUE, row -> row.getUUID("id"))
                .map(part -> new Part(
                        part.found().stream().filter(it -> !isTooLarge(it)).toList(), part.next()));
    }

    /** Whether its canvas was too large for a snapshot a short time ago. May be called from any thread. */
    public boolean isTooLarge(UUID project) {
        return large.contains(project);
    }

    @Override
    public Future<Boolean> makeNext(UUID project) {
        if (isTooLarge(project)) {
            return Future.succeededFuture(false);
        }
        Underway before = underway;
        underway = null; // what fails begins again with what is stored
        return database.query(NEXT, Tuple.of(project)).compose(rows -> {
            if (rows.size() == 0) {
                return Future.succeededFuture(false);
            }
            long head = rows.iterator().next().getLong("seq");
            Long next = rows.iterator().next().getLong("next");
            return next == null
                    ? Future.succeededFuture(false)
                    : make(project, next - EVERY, head, before).recover(failure -> given(project, failure));
        });
    }

    /** One that is too large is left alone: its past is read as far as it can be without. */
    private Future<Boolean> given(UUID project, Throwable failure) {
        if (failure instanceof CanvasTooLarge) {
            LOG.atWarn()
                    .addKeyValue(Field.PROJECT, project)
                    .log("The project was too large for a snapshot of its past");
            large.add(project);
            return Future.succeededFuture(false);
        }
        if (failure instanceof FoldedAway) {
            return Future.succeededFuture(true); // the horizon has passed it: the next one is looked for
        }
        return Future.failedFuture(failure);
    }

    private Future<Boolean> make(UUID project, long made, long head, @Nullable Underway before) {
        Summary summary = new Summary(project);
        return replayed(project, made, before, summary)
                .compose(next -> database.worker(next.draft()::encode)
                        .compose(encoded -> write(next, encoded, summary))
                        .map(isWritten -> {
                            boolean isMore = head - next.seq() >= EVERY;
                            underway = isWritten && isMore ? next : null;
                            return isMore || !isWritten; // what was in the way is seen by looking again
                        }));
    }

    private Future<Underway> replayed(UUID project, long made, @Nullable Underway before, Summary summary) {
        return database.transaction(
                BEGIN,
                connection -> begin(connection, project, made, before)
                        .compose(draft -> new JournalScan(
                                        project,
                                        draft.canvas().seq(),
                                        made + EVERY,
                                        event -> apply(draft, event, summary),
                                        () -> check(draft))
                                .run(database, connection)
                                .compose(_ -> epoch(
                                        connection, project, draft.canvas().seq()))
                                .map(epoch -> new Underway(project, draft, epoch))));
    }

    private static void apply(SnapshotDraft draft, Event event, Summary summary) {
        draft.canvas().apply(event, summary::deleted);
        summary.take(event);
    }

    private Future<SnapshotDraft> begin(SqlConnection connection, UUID project, long made, @Nullable Underway before) {
        return isOf(connection, project, made, before)
                .compose(isOf -> isOf && before != null
                        ? Future.succeededFuture(before.draft())
                        : snapshots
                                .latestStamped(connection, project, made + EVERY - 1)
                                .map(SnapshotDraft::new));
    }

    /** Whether the draft goes on from this snapshot, and the events are still those that it was made of. */
    private static Future<Boolean> isOf(SqlConnection connection, UUID project, long made, @Nullable Underway draft) {
        return draft == null || !draft.project().equals(project) || draft.seq() != made
                ? Future.succeededFuture(false)
                : epoch(connection, project, made).map(epoch -> epoch == draft.epoch());
    }

    /** Of the event; -1 where it is not there. Events up to one of the same number and epoch are the same. */
    private static Future<Long> epoch(SqlConnection connection, UUID project, long seq) {
        return connection
                .preparedQuery(EPOCH)
                .execute(Tuple.of(project, seq))
                .map(rows -> rows.size() == 0 ? -1 : rows.iterator().next().getLong("epoch"));
    }

    private void check(SnapshotDraft draft) {
        if (draft.canvas().bytes() > mostBytes) {
            throw new CanvasTooLarge();
        }
    }

    /** False where another instance has written it, or the events are not those any more. */
    private Future<Boolean> write(Underway made, Encoded it, Summary summary) {
        if (it.bytes() > MOST_BYTES) {
            return Future.failedFuture(new CanvasTooLarge());
        }
        Tuple values = Tuple.of(
                made.project(),
                it.seq(),
                it.below(),
                Timestamps.of(it.at()),
                Buffer.buffer(it.objects()),
                Buffer.buffer(it.stamps()),
                made.epoch());
        return database.transaction(
                "begin",
                connection -> connection
                        .preparedQuery(WRITE)
                        .execute(values)
                        .compose(rows -> rows.rowCount() == 0
                                ? Future.succeededFuture(false)
                                : summary.write(connection, made.draft().canvas())
                                        .map(true)));
    }

    /** @param epoch of the last event that the draft is made of */
    private record Underway(UUID project, SnapshotDraft draft, long epoch) {
        long seq() {
            return draft.canvas().seq();
        }
    }
}
