package dev.easel.server.store;

import static dev.easel.server.store.StoreFixtures.objects;
import static dev.easel.server.store.StoreFixtures.puts;
import static dev.easel.server.store.StoreFixtures.run;
import static dev.easel.server.store.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.catalog.Position;
import dev.easel.server.catalog.Projects.Order;
import dev.easel.server.catalog.Projects.Picture;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.catalog.Trash;
import dev.easel.server.catalog.Trash.Trashed;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Waits;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.upkeep.PgDeletedProjects;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PgTrashTest {
    private static TestDatabase test;
    private static PgJournalStore journal;

    private final PgProjectStore store = new PgProjectStore(
            test.database(), 25, _ -> {}, _ -> {}, new AnyoneClaims(test.database(), InstantSource.system()));
    private final PgProjects projects =
            new PgProjects(test.database(), _ -> {}, UUID::randomUUID, InstantSource.system(), () -> {});
    private final Trash trash = projects.trash(30);
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
    void empty() {
        test.sql("delete from project");
        test.sql("delete from trashed_project");
        test.sql("delete from deleted_project");
    }

    private UUID project(String title) {
        return await(projects.create(title, Json.EMPTY_OBJECT)).id();
    }

    private Loaded load(UUID project) {
        return await(store.load(project, LoadLimit.NONE));
    }

    private long toBeRemoved() {
        return test.number("select count(*) from deleted_project");
    }

    private static List<String> titles(Trash.Listing page) {
        return page.projects().stream().map(Trashed::title).toList();
    }

    @Test
    @DisplayName("a project in the trash is found nowhere else, and comes back as it was, with its picture")
    void there_and_back() {
        UUID project = await(projects.create("Plan", JsonReader.stored("{\"grid\":true}")))
                .id();
        Loaded.Found loaded = (Loaded.Found) load(project);
        Capture capture = puts(project, loaded.epoch(), 0, objects(3, 0));
        await(journal.commit(List.of(run(capture))));
        await(store.save(capture));
        Picture picture = new Picture("tag", "image/webp", new byte[] {1, 2, 3}, 1_700_000_000_000L);
        assertTrue(await(projects.putPicture(project, picture)));
        ProjectRecord before = await(projects.find(project)).orElseThrow();

        assertTrue(await(trash.discard(project)));
        assertFalse(await(trash.discard(project)), "it is not there any more");
        assertEquals(Optional.empty(), await(projects.find(project)));
        assertEquals(
                List.of(),
                await(projects.list(Order.CREATED, 10, Optional.empty())).projects());
        assertEquals(new Loaded.Absent(), load(project));
        assertEquals(Optional.empty(), await(projects.picture(project)));
        assertFalse(await(projects.putPicture(project, picture)));
        assertEquals(0, toBeRemoved());

        for (int i = 0; i < 2; i++) {
            await(trash.undelete(project));
            assertEquals(Optional.of(before), await(projects.find(project)), "twice is the same");
        }
        Picture after = await(projects.picture(project)).orElseThrow();
        assertEquals(picture.tag() + picture.mimeType(), after.tag() + after.mimeType());
        Loaded.Found again = (Loaded.Found) load(project);
        assertEquals(3, again.objects().size());
        assertEquals(0, toBeRemoved());
        assertEquals(List.of(), await(trash.list(10, Optional.empty())).projects());
    }

    @Test
    @DisplayName("who had the project before it was in the trash writes nothing for it, there or back")
    void fence() {
        UUID project = project("p");
        long epoch = ((Loaded.Found) load(project)).epoch();
        Capture capture = puts(project, epoch, 0, objects(1, 0));
        await(journal.commit(List.of(run(capture))));

        await(trash.discard(project));
        assertFalse(await(store.save(capture)) instanceof SaveOutcome.Saved);
        await(trash.undelete(project));
        assertFalse(await(store.save(capture)) instanceof SaveOutcome.Saved);
        assertEquals(0, test.number("select count(*) from canvas_object where project_id = $1", project));
        assertTrue(test.number("select epoch from project where id = $1", project) > epoch);
    }

    @Test
    @DisplayName("a deletion that waits for somebody who writes takes what that one has written")
    void waiting() {
        UUID project = project("p");
        PgConnection other = test.connect();
        try {
            await(other.query("begin").execute());
            await(other.preparedQuery("update project set title = 'later' where id = $1")
                    .execute(Tuple.of(project)));
            Future<Boolean> discarded = trash.discard(project);
            await(other.query("commit").execute());
            assertTrue(await(discarded));
        } finally {
            await(other.close());
        }
        assertEquals(List.of("later"), titles(await(trash.list(10, Optional.empty()))));
    }

    @Test
    @DisplayName("the trash is listed page by page, the last deleted first, with the end of each")
    void list() {
        List<UUID> made = Stream.of("a", "b", "c").map(this::project).toList();
        for (UUID project : made) {
            await(trash.discard(project));
        }
        Trash.Listing first = await(trash.list(2, Optional.empty()));
        assertEquals(List.of("c", "b"), titles(first));
        Position next = first.next().orElseThrow();
        await(projects.delete(made.get(1)));
        Trash.Listing second = await(trash.list(2, Optional.of(next)));
        assertEquals(List.of("a"), titles(second));
        assertEquals(Optional.empty(), second.next());
        Trashed last = second.projects().getFirst();
        assertEquals(Duration.ofDays(30).toMillis(), last.purgeAt() - last.deletedAt());
    }

    @Test
    @DisplayName("a project is deleted for good out of the trash, or past it, and then leaves rows to be removed")
    void permanently() {
        UUID trashed = project("a");
        UUID there = project("b");
        await(trash.discard(trashed));
        assertTrue(await(projects.delete(trashed)));
        assertTrue(await(projects.delete(there)));
        assertFalse(await(projects.delete(there)));
        await(trash.undelete(trashed));
        assertEquals(Optional.empty(), await(projects.find(trashed)));
        assertEquals(2, toBeRemoved());
    }

    @Test
    @DisplayName("what was deleted over 30 days ago is purged, at most a hundred in one statement, and nothing else")
    void purge() {
        UUID old = project("old");
        UUID young = project("young");
        await(trash.discard(old));
        await(trash.discard(young));
        assertEquals(0, await(deleted.purgeSome()));
        assertEquals(2, await(deleted.trashed()));
        test.sql("update trashed_project set deleted_at = now() - interval '30 days 1 second' where id = $1", old);
        test.sql("update trashed_project set deleted_at = now() - interval '29 days' where id = $1", young);
        test.sql("""
                insert into trashed_project (id, title, settings, created_at, updated_at, epoch, seq, checkpoint_seq,
                                             active_version, deleted_at)
                select gen_random_uuid(), 'x', '{}', now(), now(), 0, 0, 0, gen_random_uuid(), now() - interval '1 year'
                  from generate_series(1, 100)""");
        assertEquals(100, await(deleted.purgeSome()));
        assertEquals(1, await(deleted.purgeSome()));
        assertEquals(0, await(deleted.purgeSome()));
        assertEquals(List.of("young"), titles(await(trash.list(10, Optional.empty()))));
        assertEquals(101, toBeRemoved());
        assertEquals(101, await(deleted.next(Set.of())).orElseThrow().waiting());
        await(trash.undelete(old));
        assertEquals(Optional.empty(), await(projects.find(old)));
    }

    @Test
    @DisplayName("while one of the clocks says that it was not long enough, nothing is purged")
    void wrong_clock() {
        await(trash.discard(project("p")));
        InstantSource ahead = () -> Instant.now().plus(Duration.ofDays(31));
        assertEquals(0, await(new PgDeletedProjects(test.database(), ahead, 30).purgeSome()));
        test.sql("update trashed_project set deleted_at = now() - interval '31 days'");
        InstantSource behind = () -> Instant.now().minus(Duration.ofDays(2));
        assertEquals(0, await(new PgDeletedProjects(test.database(), behind, 30).purgeSome()));
        assertEquals(1, await(deleted.purgeSome()));
    }

    @Test
    @DisplayName("a project that somebody takes out of the trash just now is left alone by the purge")
    void purge_and_undelete() {
        UUID project = project("p");
        await(trash.discard(project));
        test.sql("update trashed_project set deleted_at = now() - interval '31 days'");
        PgConnection other = test.connect();
        try {
            await(other.query("begin").execute());
            await(other.preparedQuery("select from trashed_project where id = $1 for update")
                    .execute(Tuple.of(project)));
            assertEquals(0, await(deleted.purgeSome()));
        } finally {
            await(other.close());
        }
        await(trash.undelete(project));
        assertTrue(await(projects.find(project)).isPresent());
    }

    @Test
    @DisplayName("a trash of no days keeps nothing, and what older settings have left in it is purged")
    void no_days() {
        UUID before = project("before");
        await(trash.discard(before));
        UUID now = project("now");
        assertTrue(await(projects.trash(0).discard(now)));
        assertEquals(1, toBeRemoved());
        assertEquals(
                1,
                await(new PgDeletedProjects(test.database(), () -> Instant.now().plusSeconds(1), 0).purgeSome()));
        assertEquals(2, toBeRemoved());
    }

    @Test
    @DisplayName("everything that a row of a project has is kept in the trash, but who owns it")
    void columns() {
        assertEquals(0, test.number("""
                        select count(*) from information_schema.columns as c
                         where table_name = 'project' and table_schema = current_schema() and column_name <> 'instance'
                           and not exists (select from information_schema.columns
                                            where table_name = 'trashed_project' and table_schema = c.table_schema
                                              and column_name = c.column_name and data_type = c.data_type)"""));
    }
}
