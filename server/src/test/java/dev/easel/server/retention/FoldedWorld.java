package dev.easel.server.retention;

import static dev.easel.server.store.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.Limits;
import dev.easel.protocol.json.Json;
import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Waits;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.log.TraceId;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Journal.Entry;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Origin;
import dev.easel.server.store.AnyoneClaims;
import dev.easel.server.store.PgJournalStore;
import dev.easel.server.store.PgProjectStore;
import dev.easel.server.store.PgProjects;
import dev.easel.server.store.TestDatabase;
import dev.easel.server.upkeep.OldEvents.Step;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A database with projects whose old events are folded. */
final class FoldedWorld implements AutoCloseable {
    static final long DAY_MS = 86_400_000;

    /** How long events are kept: those of tests are older. */
    static final long KEPT_MS = 30 * DAY_MS;

    static final long MUCH = 1L << 30;

    final TestDatabase test = TestDatabase.create();
    final PgProjectStore store = new PgProjectStore(
            test.database(), 500, _ -> {}, _ -> {}, new AnyoneClaims(test.database(), InstantSource.system()));
    private final PgJournalStore journal =
            new PgJournalStore(test.vertx(), new PrimarySearch(test.vertx(), test.address()), Waits.USUAL);
    private final PgProjects projects =
            new PgProjects(test.database(), _ -> {}, UUID::randomUUID, InstantSource.system(), () -> {});

    private final Fold fold = new Fold(test.database(), MUCH);

    /** A project with these events, whose rows are at the checkpoint. */
    UUID project(List<Event> events, int checkpoint) {
        UUID project = await(projects.create("p", Json.EMPTY_OBJECT)).id();
        long epoch = load(project).epoch();
        write(project, epoch, events);
        Canvas canvas = Canvas.replayed(Limits.DEFAULTS, 0, 0, List.of(), events.subList(0, checkpoint));
        save(project, epoch, 0, canvas);
        return project;
    }

    void write(UUID project, long epoch, List<Event> events) {
        List<Entry> entries = events.stream()
                .map(event -> new Entry(event, EventCodec.changes(event.changes()), origin(event.seq()), TraceId.NONE))
                .toList();
        assertEquals(Set.of(project), await(journal.commit(List.of(new Run(project, epoch, entries)))));
    }

    /** How the edit of this event came. */
    static Origin origin(long seq) {
        return seq % 3 == 0 ? Origin.UNKNOWN : new Origin(1_000 + seq, seq % 2 == 0);
    }

    void save(UUID project, long epoch, long after, Canvas canvas) {
        Capture capture = new Capture(
                project, epoch, after, canvas.seq(), 0, canvas.changedSince(after), canvas.deletedSince(after));
        assertInstanceOf(SaveOutcome.Saved.class, await(store.save(capture)));
    }

    Loaded.Found load(UUID project) {
        return assertInstanceOf(Loaded.Found.class, await(store.load(project, LoadLimit.NONE)));
    }

    Canvas loaded(UUID project) {
        Loaded.Found found = load(project);
        return Canvas.replayed(
                Limits.DEFAULTS, found.checkpoint(), found.checkpointAt(), found.objects(), found.events());
    }

    /** A version that is not active. */
    void version(UUID project, long head, String kind, String name) {
        test.sql("""
                insert into version (project_id, id, name, kind, created_at, base_seq, head_seq)
                values ($1, gen_random_uuid(), $4, $3, now(), 0, $2)""", project, head, kind, name);
    }

    Step fold(UUID project) {
        return await(fold.next(project, InstantSource.system().millis(), KEPT_MS));
    }

    /** How many were dropped. */
    int drop(UUID project, int most) {
        return await(new Drop(test.database(), most).next(project));
    }

    long horizon(UUID project) {
        return test.number("select coalesce(max(seq), 0) from horizon where project_id = $1", project);
    }

    long rows(String table, UUID project) {
        return test.number("select count(*) from " + table + " where project_id = $1", project);
    }

    void delete(UUID project) {
        await(projects.delete(project));
    }

    @Override
    public void close() {
        await(journal.close());
        test.close();
    }
}
