package dev.easel.server.store;

import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.autosave.SaveStore;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.Database;
import dev.easel.server.database.Refusals;
import dev.easel.server.loop.SharedQuery;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Claims;
import dev.easel.server.persistence.Claims.Claim;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Loaded.Continued;
import dev.easel.server.persistence.Loaded.Found;
import dev.easel.server.persistence.Origin;
import dev.easel.server.persistence.Previews;
import dev.easel.server.persistence.ProjectStore;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Loads and saves projects in PostgreSQL. May be used from any thread. */
public final class PgProjectStore implements ProjectStore, Previews, SaveStore {
    /** Edits that a client is asked for together with others; of one that has more it is asked alone. */
    static final int FEW = 100;

    /** Those of events that are there, and of those that were dropped: an event is one of them at any moment. */
    private static final String HELD = """
            select edit, seq, content, over_socket from event
             where project_id = $1 and client = %1$s and %2$s
            union all
            select held.edit, held.seq, nullif(held.content, 0), held.over_socket
              from folded_edit, unnest(edits, seqs, contents, sockets) as held (edit, seq, content, over_socket)
             where project_id = $1 and client = %1$s and %3$s
             order by edit""";

    private static final String EDITS_FROM =
            HELD.formatted("$2", "edit >= $3", "last_edit >= $3 and held.edit >= $3") + " limit $4";

    private static final String EDITS = HELD.formatted(
            "$2",
            "edit = any ($3::bigint[])",
            "last_edit >= $4 and first_edit <= $5 and held.edit = any ($3::bigint[])");

    /** One more than {@link #FEW} of each client. */
    private static final String FEW_EDITS = """
            select number, edit, seq, content, over_socket
              from unnest($2::uuid[], $3::bigint[]) with ordinality as who (client, pending, number)
             cross join lateral (%s limit %d) as held
             order by number, edit""".formatted(
            HELD.formatted(
                    "who.client", "edit >= who.pending", "last_edit >= who.pending and held.edit >= who.pending"),
            FEW + 1);

    private final Database database;
    private final int chunk;
    private final IntConsumer setAside;
    private final ProjectRead read;
    private final SnapshotRows snapshots;
    private final MissedRows missed;
    private final Claims claims;
    private final SharedQuery<UUID, EditsOf, List<HeldEdit>> fewEdits =
            new SharedQuery<>(this::fewEdits, Refusals::isOfValues);

    /**
     * @param chunk most objects, or deletions, in one statement of a save
     * @param unreadable is told how many rows were left out of a load, in which case the journal is read instead
     * @param setAside is told how many objects a save has set aside, whose rows the database refuses
     * @param claims what is loaded is claimed before
     */
    public PgProjectStore(Database database, int chunk, IntConsumer unreadable, IntConsumer setAside, Claims claims) {
        this.database = database;
        this.chunk = chunk;
        this.setAside = setAside;
        this.snapshots = new SnapshotRows(database);
        this.read = new ProjectRead(database, new ObjectRows(database, unreadable), snapshots);
        this.missed = new MissedRows(database);
        this.claims = claims;
    }

    @Override
    public Future<Loaded> load(UUID project, LoadLimit limit) {
        return load(project, Optional.empty(), limit);
    }

    @Override
    public Future<Optional<Preview>> preview(UUID project, LoadLimit limit) {
        return read.preview(project, limit);
    }

    @Override
    public Future<Loaded> load(UUID project, Known known, LoadLimit limit) {
        return load(project, Optional.of(known), limit);
    }

    private Future<Loaded> load(UUID project, Optional<Known> known, LoadLimit limit) {
        return claims.claim(project).compose(claim -> switch (claim) {
            case Claim.Absent _ -> Future.succeededFuture(new Loaded.Absent());
            case Claim.Elsewhere _ -> Future.succeededFuture(new Loaded.Elsewhere());
            case Claim.Owned(long epoch) ->
                read.at(epoch, project, known, limit).onComplete((loaded, _) -> {
                    if (!(loaded instanceof Found || loaded instanceof Continued)) {
                        release(project, epoch);
                    }
                });
        });
    }

    @Override
    public void release(UUID project, long epoch) {
        claims.release(project, epoch);
    }

    @Override
    public Future<Void> handOver(UUID project, long epoch, String successor) {
        return claims.handOver(project, epoch, successor);
    }

    @Override
    public Future<SaveOutcome> save(Capture capture) {
        return database.worker(() -> inIdOrder(capture))
                .compose(sorted -> database.connection(
                        connection -> new SaveTransaction(connection, sorted, chunk, setAside).run()));
    }

    /** All transactions lock their rows in the same order, so that there is no deadlock. */
    private static Capture inIdOrder(Capture it) {
        List<CanvasObject> changed = new ArrayList<>(it.changed());
        changed.sort(Comparator.comparing(CanvasObject::id));
        List<String> deleted = it.deleted().stream().sorted().toList();
        return new Capture(it.project(), it.epoch(), it.after(), it.upTo(), it.at(), changed, deleted);
    }

    @Override
    public Future<Void> saveSnapshot(Snapshot snapshot) {
        return snapshots.save(snapshot);
    }

    @Override
    public Future<Missed> missed(UUID project, long epoch, long seq, long upTo) {
        return missed.after(project, epoch, seq, upTo);
    }

    @Override
    public Future<List<HeldEdit>> editsFrom(UUID project, UUID client, long pending, int limit) {
        return fewEdits.ask(project, new EditsOf(client, pending)).compose(few -> {
            if (few.size() > FEW && limit > FEW) {
                return database.query(EDITS_FROM, Tuple.of(project, client, pending, limit))
                        .map(PgProjectStore::edits);
            }
            return Future.succeededFuture(few.subList(0, Math.min(few.size(), limit)));
        });
    }

    private Future<List<List<HeldEdit>>> fewEdits(UUID project, List<EditsOf> clients) {
        Tuple values = Tuple.of(
                project,
                clients.stream().map(EditsOf::client).toArray(UUID[]::new),
                clients.stream().map(EditsOf::pending).toArray(Long[]::new));
        return database.query(FEW_EDITS, values).map(rows -> {
            List<List<HeldEdit>> edits = Stream.<List<HeldEdit>>generate(ArrayList::new)
                    .limit(clients.size())
                    .toList();
            rows.forEach(row -> edits.get(row.getInteger("number") - 1).add(held(row)));
            return edits;
        });
    }

    @Override
    public Future<List<HeldEdit>> edits(UUID project, UUID client, List<Long> edits) {
        if (edits.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Tuple values =
                Tuple.of(project, client, edits.toArray(Long[]::new), Collections.min(edits), Collections.max(edits));
        return database.query(EDITS, values).map(PgProjectStore::edits);
    }

    private static List<HeldEdit> edits(RowSet<Row> rows) {
        return rows.stream().map(PgProjectStore::held).toList();
    }

    private static HeldEdit held(Row row) {
        return new HeldEdit(row.getLong("edit"), row.getLong("seq"), origin(row));
    }

    private static Origin origin(Row row) {
        Long content = row.getLong("content");
        return content == null ? Origin.UNKNOWN : new Origin(content, row.getBoolean("over_socket"));
    }

    /** The edits of a client from number {@code pending} on. */
    private record EditsOf(UUID client, long pending) {}
}
