package dev.easel.server.store;

import static dev.easel.server.store.StoreFixtures.BEGAN;
import static dev.easel.server.store.StoreFixtures.objects;
import static dev.easel.server.store.StoreFixtures.puts;
import static dev.easel.server.store.StoreFixtures.run;
import static dev.easel.server.store.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.json.Json;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Waits;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.upkeep.BehindProjects.Behind;
import dev.easel.server.upkeep.BehindProjects.Part;
import dev.easel.server.upkeep.PgBehindProjects;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PgBehindProjectsTest {
    private final TestDatabase test = TestDatabase.create();
    private final PgProjectStore store = new PgProjectStore(
            test.database(), 25, _ -> {}, _ -> {}, new AnyoneClaims(test.database(), InstantSource.system()));
    private final PgProjects projects =
            new PgProjects(test.database(), _ -> {}, UUID::randomUUID, InstantSource.system(), () -> {});
    private final PgBehindProjects behind = new PgBehindProjects(test.database());
    private PgJournalStore journal;

    @BeforeEach
    void open() {
        journal = new PgJournalStore(test.vertx(), new PrimarySearch(test.vertx(), test.address()), Waits.USUAL);
    }

    @AfterEach
    void close() {
        await(journal.close());
        test.close();
    }

    /** With {@code events} events, of which the rows hold the first {@code saved}. */
    private Capture project(int events, int saved) {
        UUID project = await(projects.create("p", Json.EMPTY_OBJECT)).id();
        long epoch = ((Loaded.Found) await(store.load(project, LoadLimit.NONE))).epoch();
        await(journal.commit(List.of(run(puts(project, epoch, 0, objects(events, 0))))));
        if (saved > 0) {
            await(store.save(puts(project, epoch, 0, objects(saved, 0))));
        }
        return puts(project, epoch, saved, objects(events, 0));
    }

    private List<Behind> look() {
        List<Behind> found = new ArrayList<>();
        OptionalLong from = OptionalLong.of(0);
        while (from.isPresent()) {
            Part part = await(behind.look(from.getAsLong()));
            found.addAll(part.behind());
            from = part.next();
        }
        return found;
    }

    @Test
    @DisplayName("a project is behind while its rows lack events, since the first that they lack")
    void found() {
        assertEquals(List.of(), look());
        project(3, 3);
        Capture some = project(5, 2);
        assertEquals(List.of(new Behind(some.project(), some.epoch(), 5, 2, BEGAN + 3)), look());
        Capture none = project(1, 0);
        assertEquals(2, look().size());
        assertTrue(look().contains(new Behind(none.project(), none.epoch(), 1, 0, BEGAN + 1)));
    }

    @Test
    @DisplayName("what is loaded, edited, saved or deleted after the look is not as it was found")
    void unchanged() {
        UUID project = project(5, 2).project();
        Behind found = look().getFirst();
        assertTrue(await(behind.isUnchanged(found)));
        test.sql("update project set checkpoint_seq = 3 where id = $1", project);
        assertFalse(await(behind.isUnchanged(found)));
        found = look().getFirst();
        await(store.load(project, LoadLimit.NONE));
        assertFalse(await(behind.isUnchanged(found)));
        found = look().getFirst();
        test.sql("update project set seq = 6 where id = $1", project);
        assertFalse(await(behind.isUnchanged(found)));
        found = look().getFirst();
        await(projects.delete(project));
        assertFalse(await(behind.isUnchanged(found)));
    }

    @Test
    @DisplayName("a table of many pages is looked through in parts, without a scan of all of it for each")
    void parts() {
        test.sql("""
                with made as (
                    insert into version (project_id, id, kind, created_at, base_seq, head_seq)
                    select gen_random_uuid(), gen_random_uuid(), 'manual', now(), 0, 0 from generate_series(1, 40000)
                    returning project_id, id)
                insert into project (id, title, created_at, updated_at, active_version, seq)
                select project_id, repeat('x', 100), now(), now(), id, (random() < 0.01)::int from made""");
        long expected = test.number("select count(*) from project where seq > checkpoint_seq");
        assertEquals(expected, look().size());
        Part first = await(behind.look(0));
        assertEquals(OptionalLong.of(256), first.next());
        assertTrue(first.behind().size() < expected / 2);
        String explain = """
                explain select id from project
                 where ctid >= '(0,0)' and ctid < '(256,0)' and checkpoint_seq < seq""";
        String plan = test.sql(explain).iterator().next().getString(0);
        assertTrue(plan.startsWith("Tid Range Scan"), plan);
    }
}
