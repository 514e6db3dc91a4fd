package dev.easel.server.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Event;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.erasure.Erasure;
import dev.easel.server.offline.CommandDatabase;
import dev.easel.server.persistence.Snapshot;
import dev.easel.server.progress.Progress;
import dev.easel.server.store.TestDatabase;
import dev.easel.server.upkeep.OldEvents.Step;
import dev.easel.server.verify.RandomEvents;
import dev.easel.server.verify.Verified;
import io.vertx.sqlclient.Row;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of a person whose name is erased, where old events are folded, too. */
@Timeout(120)
final class ErasureTest {
    /** Every column of a table that may hold a name in the clear. */
    private static final String COLUMNS = """
            select table_name, column_name from information_schema.columns
             where table_schema = current_schema() and data_type in ('text', 'json', 'jsonb', 'ARRAY')
               and table_name not in ('saved_object', 'flyway_schema_history')""";

    private static FoldedWorld world;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeAll
    static void open() {
        world = new FoldedWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private int erase(String... names) {
        DatabaseAddress at = world.test.address();
        String url = "postgresql://" + at.user() + ":" + at.password() + "@" + at.places() + "/" + at.database()
                + "?sslmode=" + at.sslMode().value;
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Erasure(new CommandDatabase(Map.of("DATABASE_URL", url)::get), out, out, Progress.onStandardError())
                .of(List.of(names));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    /** Where the name stands in the clear. */
    private static List<String> places(String name) {
        TestDatabase test = world.test;
        List<String> places = new ArrayList<>();
        for (Row row : test.sql(COLUMNS)) {
            String table = row.getString(0);
            String column = row.getString(1);
            if (test.number("select count(*) from " + table + " where " + column + "::text like $1", "%" + name + "%")
                    > 0) {
                places.add(table + "." + column);
            }
        }
        return places;
    }

    /** With rows, folded events, and all that is derived. */
    private static UUID project() {
        RandomEvents random = new RandomEvents(3);
        List<Event> events = random.next(3_000);
        UUID project = world.project(events, 2_800);
        assertInstanceOf(Step.Folded.class, world.fold(project));
        assertEquals(1_000, world.drop(project, 1_000));
        world.version(project, 2_900, "manual", "mine");
        world.test.sql("update version set created_by = 'Ada' where project_id = $1", project);
        world.test.sql("""
                insert into history_entry (project_id, to_seq, from_seq, began, ended, authors, names, events)
                values ($1, 2999, 2990, now(), now(), array[$1::uuid], '{Ada}', '{9}')""", project);
        world.test.sql("""
                insert into deleted_object (project_id, id, props, seq, at, deleted_by, author)
                values ($1, 'x', '{}', 2999, now(), 'Ada', $1)""", project);
        world.test.sql("""
                insert into object_set_aside (project_id, id, seq, updated_at, updated_by, sqlstate, reason, tried_at)
                values ($1, 'aside', 2800, now(), 'Ada', '22003', 'too large', now())""", project);
        return project;
    }

    @Test
    @DisplayName("a name stands nowhere any more, verify finds nothing that differs, and the canvas is the same")
    void everywhere() {
        UUID project = project();
        UUID trashed = project();
        world.test.sql("""
                with gone as (delete from project where id = $1 returning *)
                insert into trashed_project (id, title, settings, created_at, updated_at, epoch, seq, checkpoint_seq,
                                             active_version, deleted_at)
                select id, title, settings, created_at, updated_at, epoch, seq, checkpoint_seq, active_version, now()
                  from gone""", trashed);
        world.test.sql(
                "insert into audit (act, who, subject) values ('member_added', 'Ada', 'bob'), ('x', 'bob', 'Ada')");
        world.test.sql("insert into person (user_id, name, seen_at) values ('ada', 'Ada', now())");
        world.test.sql("""
                insert into sign_in (token_hash, user_id, name, begun_at, seen_at, ends_at)
                values ('x', 'ada', 'Ada', now(), now(), now())""");
        world.test.sql("insert into access_request values ($1, 'Ada', 'let me in, Ada', now())", project);
        world.test.sql("""
                insert into share_link (project_id, id, key_hash, role, created_at, created_by)
                values ($1, gen_random_uuid(), '', 'viewer', now(), 'Ada')""", project);
        Canvas before = world.loaded(project);
        long epoch = world.test.number("select epoch from project where id = $1", project);

        assertEquals(0, erase("Ada"), this::said);

        assertEquals(List.of(), places("Ada"));
        assertTrue(places("erased").contains("event.actor"));
        world.test.sql("delete from object_set_aside");
        Verified.assertSame(world.test, project);
        Verified.assertSame(world.test, trashed);
        assertTrue(world.test.number("select epoch from project where id = $1", project) > epoch);
        Canvas after = world.loaded(project);
        assertEquals(
                before.objects().stream()
                        .map(it -> it.id() + it.props())
                        .sorted()
                        .toList(),
                after.objects().stream()
                        .map(it -> it.id() + it.props())
                        .sorted()
                        .toList());
        after.objects().forEach(it -> assertEquals("erased", it.updatedBy()));
    }

    @Test
    @DisplayName("who has another name is left alone, and a project without the name is not touched")
    void others() {
        UUID project = project();
        long epoch = world.test.number("select epoch from project where id = $1", project);
        assertEquals(0, erase("Ad", "ada", "Ada L"), this::said);
        assertTrue(said().contains("0 times in 0 projects"), this::said);
        assertEquals(epoch, world.test.number("select epoch from project where id = $1", project));
        assertNotEquals(List.of(), places("Ada"));
        assertEquals(0, erase("Ada"), this::said);
    }

    @Test
    @DisplayName("a guest is erased by the pseudonym, whatever names they gave, and by nothing else")
    void guest() {
        String[] names = {
            "Eve (guest 7f3a2c09d1e5b846)", "100%_\\ (guest 7f3a2c09d1e5b846)", "Eve", "Eve (guest 7f3a2c)"
        };
        List<Event> events = new RandomEvents(5)
                .next(400).stream()
                        .map(it -> new Event(
                                it.seq(),
                                it.at(),
                                names[(int) it.seq() % names.length],
                                it.client(),
                                it.edit(),
                                it.group(),
                                it.changes()))
                        .toList();
        UUID project = world.project(events, 400);
        assertInstanceOf(Step.Folded.class, world.fold(project));
        world.drop(project, 100);
        world.test.sql(
                "insert into audit (act, who, project_id) values ('link_redeemed', '7f3a2c09d1e5b846', $1)", project);

        assertEquals(0, erase("Bob (guest 7f3a2c09d1e5b846)"), this::said);
        assertEquals(List.of(), places("7f3a2c09d1e5b846"));
        Verified.assertSame(world.test, project);
        assertTrue(places("Eve (guest 7f3a2c)").contains("event.actor"));
        assertTrue(places("Eve").contains("event.actor"));

        assertEquals(0, erase("(guest 7f3a2c)"), this::said);
        assertEquals(List.of(), places("Eve (guest"));
        Verified.assertSame(world.test, project);
        assertEquals(0, erase("Ev_", "%", "E\\%"), this::said);
        assertTrue(said().contains("0 times in 0 projects"), this::said);
        assertEquals(0, erase("Eve"), this::said);
        assertEquals(List.of(), places("Eve"));
        Verified.assertSame(world.test, project);
    }

    @Test
    @DisplayName("a snapshot with the name is gone, and nobody who had the project before writes one again")
    void snapshots() {
        RandomEvents random = new RandomEvents(4);
        UUID project = world.project(random.next(50), 50);
        long epoch = world.test.number("select epoch from project where id = $1", project);
        Snapshot snapshot = new Snapshot(project, epoch, 50, List.copyOf(random.canvas.objects()));
        TestDatabase.await(world.store.saveSnapshot(snapshot));
        assertEquals(1, world.rows("snapshot", project));
        assertEquals(0, erase("Ada"), this::said);
        assertEquals(0, world.rows("snapshot", project));
        TestDatabase.await(world.store.saveSnapshot(snapshot));
        assertEquals(0, world.rows("snapshot", project));
    }

    @Test
    @DisplayName("what breaks off before the project is loaded again is found by the next run, and done")
    void broken_off() {
        RandomEvents random = new RandomEvents(4);
        UUID project = world.project(random.next(50), 50);
        long epoch = world.test.number("select epoch from project where id = $1", project);
        Snapshot snapshot = new Snapshot(project, epoch, 50, List.copyOf(random.canvas.objects()));
        TestDatabase.await(world.store.saveSnapshot(snapshot));
        world.test.sql("""
                create function break_off() returns trigger language plpgsql as $$
                begin raise exception 'broken off'; end $$""");
        world.test.sql("""
                create trigger broken_off before update of epoch on project for each row
                  when (old.id = '%s') execute function break_off()""".formatted(project));

        assertEquals(1, erase("Ada"), this::said);
        assertTrue(said().contains("not all is erased, run it again"), this::said);
        world.test.sql("drop function break_off cascade");

        assertEquals(0, erase("Ada"), this::said);
        assertEquals(List.of(), places("Ada"));
        assertEquals(0, world.rows("snapshot", project));
        assertTrue(world.test.number("select epoch from project where id = $1", project) > epoch);
    }

    @Test
    @DisplayName("of rows of several statements those between the first and the last that have the name are replaced")
    void many_rows() {
        UUID project = world.project(new RandomEvents(6).next(50), 50);
        world.test.sql("update event set actor = 'Bob' where project_id = $1", project);
        world.test.sql("update canvas_object set updated_by = 'Bob' where project_id = $1", project);
        world.test.sql("""
                insert into canvas_object (project_id, id, props, seq, updated_at, updated_by)
                select $1, 'many-' || n, '{}', 1, now(), case when n % 6000 = 5 then 'Ada' else 'Bob' end
                  from generate_series(1, 20000) as n""", project);

        assertEquals(0, erase("Ada"), this::said);
        assertTrue(said().contains("erased: 4 times in 1 projects"), this::said);
        assertEquals(List.of(), places("Ada"));
        world.delete(project);
    }
}
