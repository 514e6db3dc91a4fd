package dev.easel.server.store;

import static dev.easel.server.store.StoreFixtures.objects;
import static dev.easel.server.store.StoreFixtures.puts;
import static dev.easel.server.store.StoreFixtures.run;
import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.json.Json;
import dev.easel.server.catalog.Projects.Asset;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Waits;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Snapshot;
import dev.easel.server.upkeep.DeletedProjects.Remains;
import dev.easel.server.upkeep.PgDeletedProjects;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PgDeletedProjectsTest {
    private static final List<String> TABLES = List.of(
            "event",
            "canvas_object",
            "object_set_aside",
            "asset",
            "snapshot",
            "history_snapshot",
            "history_entry",
            "history_block",
            "deleted_object",
            "horizon_part",
            "horizon",
            "folded_edit",
            "folded_form",
            "version");

    private static TestDatabase test;
    private static PgJournalStore journal;

    private final PgProjectStore store = new PgProjectStore(
            test.database(), 25, _ -> {}, _ -> {}, new AnyoneClaims(test.database(), InstantSource.system()));
    private int wakes;
    private final PgProjects projects =
            new PgProjects(test.database(), _ -> {}, UUID::randomUUID, InstantSource.system(), () -> wakes++);
    private final PgDeletedProjects deleted = new PgDeletedProjects(test.database(), InstantSource.system(), 30);

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
        journal = new PgJournalStore(test.vertx(), new PrimarySearch(test.vertx(), test.address()), Waits.USUAL);
    }

    @AfterAll
    static void close() {
        await(journal.close());
        test.close();
    }

    @AfterEach
    void forget() {
        test.sql("delete from deleted_project");
    }

    /** With objects, events, a snapshot and two images. */
    private UUID project(int objects) {
        UUID project = await(projects.create("p", Json.EMPTY_OBJECT)).id();
        long epoch = ((Loaded.Found) await(store.load(project, LoadLimit.NONE))).epoch();
        Capture capture = puts(project, epoch, 0, objects(objects, 0));
        await(journal.commit(List.of(run(capture))));
        await(store.save(capture));
        await(store.saveSnapshot(new Snapshot(project, epoch, objects, capture.changed())));
        test.sql("""
                insert into object_set_aside (project_id, id, seq, updated_at, sqlstate, reason, tried_at)
                values ($1, 'x', 1, now(), '22003', 'too large', now())""", project);
        test.sql("""
                insert into history_snapshot (project_id, seq, at, objects, stamps)
                values ($1, 1, now(), '', '')""", project);
        test.sql("""
                insert into history_entry (project_id, to_seq, from_seq, began, ended, authors, names, events)
                values ($1, 1, 1, now(), now(), '{}', '{}', '{}')""", project);
        test.sql("insert into history_block (project_id, seq, objects, bytes) values ($1, 1000, '{}', 0)", project);
        test.sql("""
                insert into deleted_object (project_id, id, props, seq, at, deleted_by, author)
                values ($1, 'x', '{}', 1, now(), 'Ada', $2)""", project, UUID.randomUUID());
        test.sql("insert into horizon values ($1, 1, 1, now(), 1, 0, 1, now())", project);
        test.sql("insert into horizon_part values ($1, 1, 0, '', '')", project);
        test.sql(
                "insert into folded_edit values ($1, $2, 1, 1, 1, '{1}', '{1}', '{0}', '{true}')",
                project, UUID.randomUUID());
        test.sql("insert into folded_form values ($1, 'x', 1, $2, 'form-0-0', '{}')", project, UUID.randomUUID());
        byte[] bytes = new byte[10 << 20];
        await(projects.putAsset(project, new Asset("a", "image/png", bytes, 0)));
        await(projects.putAsset(project, new Asset("b", "image/png", bytes, 0)));
        return project;
    }

    private long rows(String table, UUID project) {
        return test.number("select count(*) from " + table + " where project_id = $1", project);
    }

    private Remains next(UUID... except) {
        return await(deleted.next(Set.of(except))).orElseThrow();
    }

    /** The rows that each step removed. */
    private List<Integer> removeAll(Remains remains) {
        List<Integer> steps = new ArrayList<>();
        int removed;
        do {
            removed = await(remains.removeSome());
            steps.add(removed);
        } while (removed > 0);
        return steps;
    }

    @Test
    @DisplayName("what a deleted project has left is removed table by table, and nothing of another")
    void everything() {
        UUID kept = project(3);
        UUID gone = project(60);
        assertEquals(Optional.empty(), await(deleted.next(Set.of())));
        assertTrue(await(projects.delete(gone)));
        assertEquals(1, wakes);
        Remains remains = next();
        assertEquals(gone, remains.project());
        assertEquals(
                List.of(60, 60, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0),
                removeAll(remains),
                "event, object, aside, images, snapshot, four of the history, four of the horizon, version");
        for (String table : TABLES) {
            assertEquals(0, rows(table, gone), table);
            assertTrue(rows(table, kept) > 0, table);
        }
        assertEquals(Optional.empty(), await(deleted.next(Set.of())));
    }

    @Test
    @DisplayName("a statement removes 5,000 rows at most, and 16 MiB: images of 10 MiB one at a time")
    void bounds() {
        UUID project = project(1);
        String events = """
                insert into event (project_id, seq, epoch, at, actor, client, edit, changes)
                select $1, n, 1, now(), 'a', $2, n, '[]' from generate_series(2, 12001) as n""";
        test.sql(events, project, UUID.randomUUID());
        await(projects.delete(project));
        assertEquals(List.of(5_000, 5_000, 2_001, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), removeAll(next()));
    }

    @Test
    @DisplayName("a removal that broke off is taken up where it was; the longest deleted first, those told left out")
    void resumed() {
        UUID first = project(30);
        UUID second = project(1);
        await(projects.delete(first));
        await(projects.delete(second));
        Remains begun = next();
        assertEquals(first, begun.project());
        assertEquals(2, begun.waiting());
        assertEquals(30, await(begun.removeSome()));
        assertEquals(first, next().project(), "after a restart");
        assertEquals(second, next(first).project());
        assertEquals(List.of(30, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), removeAll(next()));
        assertEquals(List.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), removeAll(next()));
    }

    @Test
    @DisplayName("a minute after a deletion its rows are looked for once more, and only then it is forgotten")
    void settled() {
        UUID project = project(1);
        await(projects.delete(project));
        removeAll(next());
        assertEquals(1, test.number("select count(*) from deleted_project"));
        test.sql("insert into snapshot (project_id, seq, objects) values ($1, 1, '')", project);
        test.sql("update deleted_project set deleted_at = now() - interval '61 seconds'");
        assertEquals(List.of(1, 0), removeAll(next()));
        assertEquals(0, rows("snapshot", project));
        assertEquals(0, test.number("select count(*) from deleted_project"));
    }

    @Test
    @DisplayName("two that remove the same project do not disturb each other")
    void together() {
        UUID project = project(40);
        await(projects.delete(project));
        Remains one = next();
        Remains other = next();
        assertEquals(40, await(one.removeSome()));
        assertEquals(List.of(40, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), removeAll(other));
        assertEquals(List.of(0), removeAll(one));
    }

    @Test
    @DisplayName("whoever deletes the row of a project, by hand or by another version, leaves nothing for good")
    void byHand() {
        UUID project = project(2);
        test.sql("delete from project where id = $1", project);
        removeAll(next());
        for (String table : TABLES) {
            assertEquals(0, rows(table, project), table);
        }
    }

    @Test
    @DisplayName("rows that a trigger keeps are told, and stay")
    void refused() {
        UUID project = project(2);
        await(projects.delete(project));
        test.sql("""
                create function keep() returns trigger language plpgsql as
                $$ begin raise exception 'kept'; end $$""");
        test.sql("create trigger keep before delete on event for each row execute function keep()");
        failure(next().removeSome());
        assertEquals(2, rows("event", project));
        test.sql("drop trigger keep on event");
        removeAll(next());
        assertEquals(0, rows("event", project));
    }
}
