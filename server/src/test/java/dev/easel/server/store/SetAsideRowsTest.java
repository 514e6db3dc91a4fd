package dev.easel.server.store;

import static dev.easel.server.store.StoreFixtures.deletes;
import static dev.easel.server.store.StoreFixtures.object;
import static dev.easel.server.store.StoreFixtures.objects;
import static dev.easel.server.store.StoreFixtures.puts;
import static dev.easel.server.store.StoreFixtures.run;
import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.json.Json;
import dev.easel.server.OpenTransaction;
import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.database.Database;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Waits;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.upkeep.SetAsideObjects.Tried;
import io.vertx.pgclient.PgException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that PostgreSQL refuses, by an index, a constraint or a trigger. */
final class SetAsideRowsTest {
    private static TestDatabase test;
    private static PgJournalStore journal;

    private final AtomicInteger refused = new AtomicInteger();
    private final PgProjectStore store = new PgProjectStore(
            test.database(),
            25,
            _ -> {},
            refused::addAndGet,
            new AnyoneClaims(test.database(), InstantSource.system()));
    private final PgProjects projects =
            new PgProjects(test.database(), _ -> {}, UUID::randomUUID, InstantSource.system(), () -> {});
    private UUID project;
    private long epoch;

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
        journal = new PgJournalStore(test.vertx(), new PrimarySearch(test.vertx(), test.address()), Waits.USUAL);
        test.sql("""
                create function refuse() returns trigger language plpgsql as $$
                begin
                    if coalesce(new.id, old.id) = any (tg_argv) then
                        raise exception 'no % here', coalesce(new.id, old.id);
                    end if;
                    return coalesce(new, old);
                end $$""");
    }

    @AfterAll
    static void close() {
        await(journal.close());
        test.close();
    }

    @BeforeEach
    void create() {
        project = await(projects.create("a canvas", Json.EMPTY_OBJECT)).id();
        epoch = load().epoch();
    }

    @AfterEach
    void allow() {
        test.sql("drop trigger if exists refuse on canvas_object");
        test.sql("drop index if exists by_text");
        test.sql("drop function if exists no cascade");
    }

    @Test
    @DisplayName("S6 a row that the database refuses is set aside by itself, and comes back with the next load")
    void one_row() {
        refuse("o7");
        CanvasObject[] objects = objects(60, 0);
        saved(puts(project, epoch, 0, objects));

        assertEquals(60, checkpoint());
        assertEquals(59, rows());
        assertEquals(1, refused.get());
        assertEquals(1, await(projects.setAside(project)));
        assertHolds(60, objects);
        assertEquals(
                60,
                await(projects.savedObjects(project)).orElseThrow().objects().size());
        assertEquals(
                objects[6].props(),
                await(projects.savedObject(project, "o7"))
                        .orElseThrow()
                        .objects()
                        .getFirst()
                        .props());
        assertEquals(
                "P0001 no o7 here",
                test.sql("select sqlstate || ' ' || reason from object_set_aside where project_id = $1", project)
                        .iterator()
                        .next()
                        .getString(0));
    }

    @ParameterizedTest
    @DisplayName("S6 what a trigger raises for a row is about that row, whatever it calls itself, as what it fails at")
    @ValueSource(
            strings = {
                "raise insufficient_privilege",
                "raise exception 'no' using errcode = 'disk_full'",
                "raise exception 'no' using errcode = 'read_only_sql_transaction'",
                "raise exception 'no' using errcode = 'serialization_failure'",
                "perform 1 from no_such_table"
            })
    void by_a_trigger(String what) {
        test.sql("create function no() returns trigger language plpgsql as $$ begin if new.id = 'o2' then " + what
                + "; end if; return new; end $$");
        test.sql("create trigger no before insert on canvas_object for each row execute function no()");
        CanvasObject[] objects = objects(3, 0);
        saved(puts(project, epoch, 0, objects));
        assertEquals(2, rows());
        assertEquals(1, refused.get());
        assertHolds(3, objects);
    }

    @ParameterizedTest
    @DisplayName(
            "what comes over a trigger from outside, a lock or the end of its time, is about no row: the save fails")
    @ValueSource(strings = {"perform pg_sleep(60)", "lock table event"})
    void over_a_trigger(String what) {
        test.sql("create function no() returns trigger language plpgsql as $$ begin " + what + "; return new; end $$");
        test.sql("create trigger no before insert on canvas_object for each row execute function no()");
        Capture capture = puts(project, epoch, 0, objects(1, 0));
        commit(capture);
        Database hasty = Database.open(
                test.vertx(), new PrimarySearch(test.vertx(), test.address()), 1, new Waits(1_000, 100, 15_000));
        try (OpenTransaction rival = new OpenTransaction(test)) {
            rival.sql("lock table event in share mode");
            PgProjectStore over = new PgProjectStore(
                    hasty, 25, _ -> {}, refused::addAndGet, new AnyoneClaims(hasty, InstantSource.system()));
            assertInstanceOf(PgException.class, failure(over.save(capture)));
        }
        assertEquals(0, rows() + refused.get());
        await(hasty.close());
    }

    @Test
    @DisplayName("S6 a value over a limit of PostgreSQL is set aside, also where it is all there is to save")
    void value() {
        test.sql("create index by_text on canvas_object ((props ->> 'text'))");
        String text = IntStream.range(0, 20_000)
                .mapToObj(i -> Integer.toString(i * 7919 % 9973, 36))
                .collect(Collectors.joining());
        CanvasObject[] objects = {
            object("o1", "{\"text\":\"" + text + "\"}", 1), object("o2", "{\"text\":\"x" + text + "\"}", 2)
        };
        saved(puts(project, epoch, 0, objects));

        assertEquals(0, rows());
        assertEquals(2, refused.get());
        assertHolds(2, objects);
    }

    @Test
    @DisplayName(
            "its row stays the last good one; later versions are set aside too, counted once; a later save heals it")
    void healed() {
        CanvasObject[] before = objects(3, 0);
        saved(puts(project, epoch, 0, before));
        refuse("o2");
        saved(puts(project, epoch, 3, object("o2", "{\"x\":20}", 4)));
        saved(puts(project, epoch, 4, object("o2", "{\"x\":200}", 5), object("o3", "{}", 6)));
        assertEquals(1, refused.get());
        assertEquals(
                1,
                test.number(
                        "select count(*) from canvas_object where id = 'o2' and seq = 2 and project_id = $1", project));
        assertHolds(6, before[0], object("o2", "{\"x\":200}", 5), object("o3", "{}", 6));

        saved(puts(project, epoch, 6, object("o3", "{\"x\":1}", 7)));
        assertEquals(1, await(projects.setAside(project)), "tried again, and refused again");

        allow();
        saved(puts(project, epoch, 7, object("o3", "{\"x\":2}", 8)));
        assertEquals(0, await(projects.setAside(project)));
        assertEquals(3, rows());
        assertHolds(8, before[0], object("o2", "{\"x\":200}", 5), object("o3", "{\"x\":2}", 8));
        assertEquals(1, refused.get());
    }

    @Test
    @DisplayName("S6 of a project that nobody edits, they are written without a save, once the cause is gone")
    void without_a_save() {
        PgSetAsideObjects aside = new PgSetAsideObjects(test.database());
        CanvasObject[] objects = objects(60, 0);
        saved(puts(project, epoch, 0, objects));
        refuse(IntStream.rangeClosed(1, 20).mapToObj(i -> "o" + i).toArray(String[]::new));
        saved(puts(project, epoch, 60, changed(objects)));
        saved(deletes(project, epoch, 120, "o20", "o60"));
        assertEquals(20, await(projects.setAside(project)));
        assertTrue(await(aside.projects(1_000)).contains(project));
        assertEquals(new Tried(0, 16), await(aside.tryAgain(project)), "those not tried yet are next");

        test.sql("drop trigger refuse on canvas_object");
        refuse("o7");
        int written = 0;
        for (int times = 0; times < 3; times++) {
            written += await(aside.tryAgain(project)).written();
        }
        assertEquals(19, written);
        assertEquals(1, await(projects.setAside(project)));
        assertEquals(58, rows());
        allow();
        assertEquals(new Tried(1, 0), await(aside.tryAgain(project)));
        assertEquals(new Tried(0, 0), await(aside.tryAgain(project)));
        assertFalse(await(aside.projects(1_000)).contains(project));
        CanvasObject[] expected = Arrays.stream(changed(objects))
                .filter(it -> !Set.of("o20", "o60").contains(it.id()))
                .toArray(CanvasObject[]::new);
        assertHolds(121, expected);
    }

    @Test
    @DisplayName("a save that holds the same rows is not disturbed, and for a deleted project nothing is written")
    void beside_others() {
        PgSetAsideObjects aside = new PgSetAsideObjects(test.database());
        refuse("o1");
        saved(puts(project, epoch, 0, objects(2, 0)));
        allow();
        try (OpenTransaction save = new OpenTransaction(test)) {
            save.sql("select 1 from object_set_aside where project_id = '" + project + "' for update");
            assertInstanceOf(PgException.class, failure(aside.tryAgain(project)));
        }
        await(projects.delete(project));
        assertEquals(new Tried(0, 0), await(aside.tryAgain(project)));
        assertEquals(1, rows());
    }

    private static CanvasObject[] changed(CanvasObject... objects) {
        return Arrays.stream(objects)
                .map(it -> object(it.id(), "{\"changed\":true}", it.seq() + objects.length))
                .toArray(CanvasObject[]::new);
    }

    @Test
    @DisplayName("an object that is written again, or deleted, is not set aside any longer")
    void replaced() {
        refuse("o1", "o2");
        saved(puts(project, epoch, 0, objects(3, 0)));
        allow();
        CanvasObject again = object("o1", "{\"again\":true}", 4);
        saved(puts(project, epoch, 3, again));
        saved(deletes(project, epoch, 4, "o2", "o3"));
        assertEquals(0, await(projects.setAside(project)));
        assertHolds(5, again);
    }

    @Test
    @DisplayName("a row that cannot be deleted is set aside, and the object is gone all the same")
    void deleted() {
        CanvasObject[] objects = objects(3, 0);
        saved(puts(project, epoch, 0, objects));
        refuse("o2");
        saved(deletes(project, epoch, 3, "o1", "o2"));
        assertEquals(2, rows());
        assertHolds(4, objects[2]);
        allow();
        saved(puts(project, epoch, 4, object("o3", "{}", 5)));
        assertEquals(1, rows());
        assertHolds(5, object("o3", "{}", 5));
    }

    @Test
    @DisplayName("a capture of all objects replaces everything that was set aside")
    void everything() {
        refuse("o1");
        CanvasObject[] objects = objects(3, 0);
        saved(puts(project, epoch, 0, objects));
        allow();
        savedAgain(puts(project, epoch, 0, objects));
        assertEquals(0, await(projects.setAside(project)));
        assertHolds(3, objects);
    }

    @Test
    @DisplayName(
            "S6 all rows are written again although one that is left over cannot be deleted, nor one of the others")
    void everything_but_deleted() {
        CanvasObject[] objects = objects(60, 0);
        saved(puts(project, epoch, 0, objects));
        test.sql("update canvas_object set id = 'not an id' where project_id = $1 and id = 'o7'", project);
        test.sql("create trigger refuse before delete on canvas_object for each row execute function"
                + " refuse('not an id', 'o3', 'o7', 'o8')");
        Loaded.Found spoiled = load();
        epoch = spoiled.epoch();
        assertEquals(0, spoiled.saved(), "a row cannot be read: all are to be written");
        savedAgain(puts(project, epoch, 0, objects));
        assertEquals(1, await(projects.setAside(project)));
        assertHolds(60, objects);
        allow();
        saved(puts(project, epoch, 60, object("o1", "{}", 61)));
        assertEquals(60, rows(), "what was left over is gone");
        assertEquals(0, await(projects.setAside(project)));
    }

    @Test
    @DisplayName("where a rule refuses all of several rows, or too many, it is not theirs: the save fails")
    void all_rows() {
        String[] ids = Arrays.stream(objects(150, 0)).map(CanvasObject::id).toArray(String[]::new);
        refuse(ids);
        Capture capture = puts(project, epoch, 0, objects(3, 0));
        commit(capture);
        assertInstanceOf(PgException.class, failure(store.save(capture)));
        assertEquals(0, checkpoint());
        CanvasObject[] many = Arrays.copyOfRange(objects(160, 0), 3, 160);
        commit(puts(project, epoch, 3, many));
        List<CanvasObject> all = new ArrayList<>(List.of(objects(160, 0)));
        assertInstanceOf(
                PgException.class, failure(store.save(puts(project, epoch, 0, all.toArray(CanvasObject[]::new)))));
        assertEquals(0, checkpoint());
        assertEquals(0, rows() + await(projects.setAside(project)) + refused.get());
    }

    @Test
    @DisplayName("O4 an owner whose epoch has passed sets nothing aside")
    void fenced() {
        refuse("o1");
        Capture capture = puts(project, epoch, 0, objects(3, 0));
        commit(capture);
        load();
        assertInstanceOf(SaveOutcome.Lost.class, await(store.save(capture)));
        assertEquals(0, rows() + await(projects.setAside(project)) + refused.get());
    }

    private void refuse(String... ids) {
        String list = Arrays.stream(ids).map(id -> "'" + id + "'").collect(Collectors.joining(","));
        test.sql("create trigger refuse before insert or update or delete on canvas_object for each row"
                + " execute function refuse(" + list + ")");
    }

    private Loaded.Found load() {
        return assertInstanceOf(Loaded.Found.class, await(store.load(project, LoadLimit.NONE)));
    }

    private static void commit(Capture capture) {
        await(journal.commit(List.of(run(capture))));
    }

    private void saved(Capture capture) {
        commit(capture);
        savedAgain(capture);
    }

    /** Its events are in the journal already. */
    private void savedAgain(Capture capture) {
        assertInstanceOf(SaveOutcome.Saved.class, await(store.save(capture)));
    }

    private long rows() {
        return test.number("select count(*) from canvas_object where project_id = $1", project);
    }

    private long checkpoint() {
        return test.number("select checkpoint_seq from project where id = $1", project);
    }

    /** What a load gives; it raises the epoch, with which later saves go on. */
    private void assertHolds(long seq, CanvasObject... expected) {
        Loaded.Found found = load();
        epoch = found.epoch();
        assertEquals(seq, found.checkpoint());
        assertEquals(seq, found.saved(), "all rows can be read");
        assertEquals(List.of(), found.events());
        assertEquals(texts(List.of(expected)), texts(found.objects()));
    }

    private static Set<String> texts(List<CanvasObject> objects) {
        return objects.stream()
                .map(it -> it.id() + " " + it.seq() + " " + it.updatedAt() + " " + it.updatedBy() + " "
                        + it.props()
                                .toString()
                                .replace("\"type\":\"rectangle\"", "")
                                .replace(",", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
