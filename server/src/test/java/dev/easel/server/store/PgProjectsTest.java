package dev.easel.server.store;

import static dev.easel.server.store.StoreFixtures.objects;
import static dev.easel.server.store.StoreFixtures.puts;
import static dev.easel.server.store.StoreFixtures.run;
import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMergePatch;
import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.catalog.CatalogRefusal;
import dev.easel.server.catalog.Projects.Asset;
import dev.easel.server.catalog.Projects.AssetPut;
import dev.easel.server.catalog.Projects.Order;
import dev.easel.server.catalog.Projects.Page;
import dev.easel.server.catalog.Projects.Picture;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.catalog.Projects.SavedObjects;
import dev.easel.server.catalog.Projects.StoredAsset;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Waits;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class PgProjectsTest {
    private static final long NOW = 1_700_000_000_123L;
    private static final UUID NOBODY = UUID.randomUUID();

    private static TestDatabase test;
    private static PgJournalStore journal;

    private long now = NOW;
    private final PgProjects projects =
            new PgProjects(test.database(), _ -> {}, UUID::randomUUID, () -> Instant.ofEpochMilli(now), () -> {});
    private final PgProjectStore store = new PgProjectStore(
            test.database(), 25, _ -> {}, _ -> {}, new AnyoneClaims(test.database(), InstantSource.system()));

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

    @BeforeEach
    void empty() {
        test.sql("delete from project");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"22023", "54000", "23514", "P0001", "42501", "53100"})
    @DisplayName("what a value, a constraint or a trigger keeps from being stored is a refusal, not an outage:")
    void refused(String state) {
        UUID project = create("p").id();
        test.sql("create function no() returns trigger language plpgsql as"
                + " $$ begin raise exception 'no' using errcode = '" + state + "'; end $$");
        try {
            test.sql("create trigger no before insert or update on project for each row execute function no()");
            test.sql("create trigger no before insert on asset for each row execute function no()");

            assertInstanceOf(CatalogRefusal.class, failure(projects.create("q", Json.EMPTY_OBJECT)));
            assertInstanceOf(
                    CatalogRefusal.class, failure(projects.change(project, Optional.of("q"), Optional.empty())));
            assertInstanceOf(
                    CatalogRefusal.class,
                    failure(projects.putAsset(project, new Asset("a", "image/png", new byte[] {1}, NOW))));
        } finally {
            test.sql("drop function no cascade");
        }
    }

    private ProjectRecord create(String title) {
        return await(projects.create(title, StoreFixtures.json("{\"a\":1}")));
    }

    private void save(UUID project, int count) {
        long epoch = assertInstanceOf(Loaded.Found.class, await(store.load(project, LoadLimit.NONE)))
                .epoch();
        Capture capture = puts(project, epoch, 0, objects(count, 0));
        assertEquals(Set.of(project), await(journal.commit(List.of(run(capture)))));
        assertInstanceOf(SaveOutcome.Saved.class, await(store.save(capture)));
    }

    @Test
    @DisplayName("a project is created with its first version, and found as it was made")
    void create() {
        ProjectRecord made = create("Plan 🎨");
        assertEquals("Plan 🎨", made.title());
        assertEquals(StoreFixtures.json("{\"a\":1}"), made.settings());
        assertEquals(NOW, made.createdAt());
        assertEquals(0, made.seq());
        assertEquals(Optional.of(made), await(projects.find(made.id())));
        assertEquals(1, test.number("select count(*) from version where id = $1", made.version()));
        assertEquals(Optional.empty(), await(projects.find(NOBODY)));
    }

    @Test
    @DisplayName("the list goes from the newest back, page by page, also among projects of the same moment")
    void list() {
        for (int i = 0; i < 5; i++) {
            create("p" + i);
        }
        now++;
        ProjectRecord newest = create("newest");
        List<ProjectRecord> all =
                await(projects.list(Order.CREATED, 6, Optional.empty())).projects();
        assertEquals(6, all.size());
        assertEquals(newest, all.getFirst());
        assertEquals(
                Optional.empty(),
                await(projects.list(Order.CREATED, 6, Optional.empty())).next());
        Page first = await(projects.list(Order.CREATED, 4, Optional.empty()));
        assertEquals(
                new Page(all.subList(4, 6), Optional.empty()), await(projects.list(Order.CREATED, 4, first.next())));
        assertEquals(all.subList(0, 4), first.projects());
    }

    @Test
    @DisplayName("the list goes on after a project that was deleted meanwhile, to the microsecond")
    void list_after_a_deleted_one() {
        for (int i = 0; i < 6; i++) {
            create("p" + i);
        }
        test.sql("update project set created_at = created_at + interval '1 us' * substr(title, 2)::int,"
                + " updated_at = updated_at - interval '1 us' * substr(title, 2)::int");
        for (Order order : Order.values()) {
            List<ProjectRecord> all =
                    await(projects.list(order, 9, Optional.empty())).projects();
            Page first = await(projects.list(order, 3, Optional.empty()));
            await(projects.delete(first.projects().getLast().id()));
            assertEquals(
                    all.subList(3, all.size()),
                    await(projects.list(order, 3, first.next())).projects());
        }
    }

    @Test
    @DisplayName("a change changes what is given and leaves the rest")
    void change() {
        ProjectRecord made = create("before");
        now += 5;
        ProjectRecord titled = await(projects.change(made.id(), Optional.of("after"), Optional.empty()))
                .orElseThrow();
        assertEquals("after", titled.title());
        assertEquals(made.settings(), titled.settings());
        assertEquals(now, titled.updatedAt());
        Json settings = StoreFixtures.json("{\"b\":[]}");
        ProjectRecord set = await(projects.change(made.id(), Optional.empty(), Optional.of(settings)))
                .orElseThrow();
        assertEquals("after", set.title());
        assertEquals(settings, set.settings());
        assertEquals(Optional.empty(), await(projects.change(NOBODY, Optional.of("x"), Optional.empty())));
    }

    @Test
    @DisplayName("settings are changed to what is made of them as they are, also by many at the same time")
    void changeSettings() {
        UUID project = create("p").id();
        assertEquals(Optional.empty(), await(projects.changeSettings(project, _ -> Optional.empty())));
        assertEquals(Optional.empty(), await(projects.changeSettings(NOBODY, Optional::of)));
        List<Future<Optional<ProjectRecord>>> changes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Json patch = StoreFixtures.json("{\"k" + i + "\":" + i + "}");
            changes.add(
                    projects.changeSettings(project, settings -> Optional.of(JsonMergePatch.applied(settings, patch))));
        }
        await(Future.all(changes));
        Json settings = await(projects.find(project)).orElseThrow().settings();
        JsonObject all = new JsonObject(settings.toString());
        for (int i = 0; i < 30; i++) {
            assertEquals(i, all.getInteger("k" + i));
        }
        Throwable failure = failure(projects.changeSettings(project, _ -> {
            throw new IllegalStateException("as a caller's own check");
        }));
        assertInstanceOf(IllegalStateException.class, failure);
        assertEquals(settings, await(projects.find(project)).orElseThrow().settings());
    }

    @Test
    @DisplayName("settings may have any names, also those that mean something in an object")
    void names_of_settings() {
        UUID project = create("p").id();
        Json patch = JsonReader.storedObject("{\"type\":7,\"id\":null}");
        Json changed = await(projects.changeSettings(
                        project, settings -> Optional.of(JsonMergePatch.applied(settings, patch))))
                .orElseThrow()
                .settings();
        assertEquals(Map.of("a", 1, "type", 7), new JsonObject(changed.toString()).getMap());
        assertEquals(changed, await(projects.find(project)).orElseThrow().settings());
        Json more = StoreFixtures.json("{\"b\":2}");
        Json kept = await(projects.changeSettings(
                        project, settings -> Optional.of(JsonMergePatch.applied(settings, more))))
                .orElseThrow()
                .settings();
        assertEquals(Map.of("a", 1, "type", 7, "b", 2), new JsonObject(kept.toString()).getMap());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "[]", "{\"a\": 1, \"b\": 1e400}"})
    @DisplayName("some of the settings that nobody can read are not changed, since the others would be lost")
    void unreadable_settings(String stored) {
        UUID project = create("p").id();
        test.sql("update project set settings = '" + stored + "' where id = '" + project + "'");
        String unreadable = "select count(*) from project where id = $1 and settings = '" + stored + "'";
        assertEquals(
                Json.EMPTY_OBJECT, await(projects.find(project)).orElseThrow().settings());
        assertInstanceOf(CatalogRefusal.class, failure(projects.changeSettings(project, Optional::of)));
        assertEquals(1, test.number(unreadable, project));
        Json all = StoreFixtures.json("{\"c\":3}");
        await(projects.change(project, Optional.empty(), Optional.of(all)));
        assertEquals(
                Optional.of(all),
                await(projects.changeSettings(project, Optional::of)).map(ProjectRecord::settings));
    }

    @Test
    @DisplayName("saved objects are the rows and the seq they stand at")
    void savedObjects() {
        UUID project = create("p").id();
        assertEquals(Optional.of(new SavedObjects(0, List.of())), await(projects.savedObjects(project)));
        save(project, 130);
        SavedObjects saved = await(projects.savedObjects(project)).orElseThrow();
        assertEquals(130, saved.seq());
        assertEquals(
                ProjectStoreContract.byValue(Arrays.asList(objects(130, 0))),
                ProjectStoreContract.byValue(saved.objects()));
        CanvasObject one = await(projects.savedObject(project, "o7"))
                .orElseThrow()
                .objects()
                .getFirst();
        assertEquals("o7", one.id());
        assertEquals(Optional.of(new SavedObjects(130, List.of())), await(projects.savedObject(project, "o999")));
        assertEquals(Optional.empty(), await(projects.savedObjects(NOBODY)));
        assertEquals(Optional.empty(), await(projects.savedObject(NOBODY, "o7")));
    }

    @Test
    @DisplayName("a project that is deleted is not found at once, whatever of it is still stored; twice is not there")
    void delete() {
        UUID kept = create("kept").id();
        UUID project = create("gone").id();
        save(project, 60);
        await(projects.putAssets(project, List.of(new Asset("f", "image/png", new byte[] {1}, NOW))));
        assertTrue(await(projects.delete(project)));
        assertFalse(await(projects.delete(project)));
        assertEquals(60, test.number("select count(*) from event where project_id = $1", project), "removed later");
        assertEquals(Optional.empty(), await(projects.find(project)));
        assertEquals(Optional.empty(), await(projects.change(project, Optional.of("x"), Optional.empty())));
        assertEquals(Optional.empty(), await(projects.savedObjects(project)));
        assertEquals(Optional.empty(), await(projects.savedObject(project, "o1")));
        assertEquals(Optional.empty(), await(projects.asset(project, "f")));
        assertEquals(List.of(), await(projects.assets(project)));
        Asset late = new Asset("f", "image/png", new byte[] {1}, NOW);
        assertEquals(AssetPut.NO_PROJECT, await(projects.putAsset(project, late)));
        assertFalse(await(projects.putAssets(project, List.of(new Asset("g", "image/png", new byte[] {1}, NOW)))));
        assertEquals(1, test.number("select count(*) from asset where project_id = $1", project));
        assertEquals(
                List.of(kept),
                await(projects.list(Order.CREATED, 10, Optional.empty())).projects().stream()
                        .map(ProjectRecord::id)
                        .filter(id -> id.equals(kept) || id.equals(project))
                        .toList());
        assertInstanceOf(SaveOutcome.Lost.class, await(store.save(puts(project, 1, 60, objects(1, 60)))));
    }

    @Test
    @DisplayName("the list by the latest change: what was renamed comes first, page by page")
    void listByChange() {
        List<ProjectRecord> made = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            made.add(create("p" + i));
            now++;
        }
        ProjectRecord renamed = await(projects.change(made.get(1).id(), Optional.of("renamed"), Optional.empty()))
                .orElseThrow();
        Page first = await(projects.list(Order.UPDATED, 3, Optional.empty()));
        assertEquals(List.of(renamed, made.get(3), made.get(2)), first.projects());
        assertEquals(
                new Page(List.of(made.get(0)), Optional.empty()), await(projects.list(Order.UPDATED, 3, first.next())));
    }

    @Test
    @DisplayName(
            "assets come back byte for byte, in parts; what is under an id stays; without a project there are none")
    void assets() {
        UUID project = create("p").id();
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        await(projects.putAssets(
                project, List.of(new Asset("a", "image/png", new byte[0], NOW), new Asset("b", "x/y", bytes, NOW))));
        await(projects.putAssets(
                project,
                List.of(
                        new Asset("a", "image/gif", new byte[] {7}, NOW + 1),
                        new Asset("c", "image/gif", new byte[] {7}, NOW + 1))));
        List<StoredAsset> expected = List.of(
                new StoredAsset("a", "image/png", 0, NOW),
                new StoredAsset("b", "x/y", 300_000, NOW),
                new StoredAsset("c", "image/gif", 1, NOW + 1));
        assertEquals(expected, await(projects.assets(project)));
        assertEquals(Optional.of(expected.get(1)), await(projects.asset(project, "b")));
        assertEquals(Optional.empty(), await(projects.asset(project, "d")));
        assertArrayEquals(new byte[0], await(projects.assetBytes(project, "a", 0, 0)));
        assertArrayEquals(bytes, await(projects.assetBytes(project, "b", 0, 300_000)));
        assertArrayEquals(Arrays.copyOfRange(bytes, 7, 1_007), await(projects.assetBytes(project, "b", 7, 1_000)));
        failure(projects.assetBytes(project, "d", 0, 1));
        assertFalse(await(projects.putAssets(NOBODY, List.of(new Asset("a", "image/png", bytes, NOW)))));
        assertEquals(List.of(), await(projects.assets(NOBODY)));
    }

    @Test
    @DisplayName("a project has one picture, the latest, told in the list; it changes nothing else, and goes with it")
    void picture() {
        ProjectRecord before = create("p");
        UUID project = before.id();
        assertEquals(Optional.empty(), before.picture());
        assertEquals(Optional.empty(), await(projects.picture(project)));
        assertFalse(await(projects.putPicture(NOBODY, new Picture("t", "image/png", new byte[] {1}, NOW))));
        for (byte tag = 1; tag <= 2; tag++) {
            assertTrue(
                    await(projects.putPicture(project, new Picture("t" + tag, "image/webp", new byte[] {tag}, NOW))));
        }
        Picture picture = await(projects.picture(project)).orElseThrow();
        assertEquals("t2", picture.tag());
        assertEquals("image/webp", picture.mimeType());
        assertArrayEquals(new byte[] {2}, picture.bytes());
        ProjectRecord after = await(projects.find(project)).orElseThrow();
        assertEquals(Optional.of("t2"), after.picture());
        assertEquals(before.updatedAt(), after.updatedAt());
        assertEquals(
                Optional.of("t2"),
                await(projects.change(project, Optional.of("q"), Optional.empty()))
                        .orElseThrow()
                        .picture());
        assertTrue(await(projects.delete(project)));
        assertEquals(0, test.number("select count(*) from picture where project_id = $1", project));
    }

    @Test
    @DisplayName(
            "an asset put by itself is added once: the same again is the same, another is refused and changes nothing")
    void putAsset() {
        UUID project = create("p").id();
        byte[] bytes = new byte[100_000];
        new Random(2).nextBytes(bytes);
        Asset asset = new Asset("a", "image/png", bytes, NOW);
        assertEquals(AssetPut.NO_PROJECT, await(projects.putAsset(NOBODY, asset)));
        assertEquals(AssetPut.ADDED, await(projects.putAsset(project, asset)));
        assertEquals(AssetPut.SAME, await(projects.putAsset(project, new Asset("a", "image/png", bytes, NOW + 1))));
        byte[] other = bytes.clone();
        other[99_999]++;
        assertEquals(AssetPut.DIFFERENT, await(projects.putAsset(project, new Asset("a", "image/png", other, NOW))));
        assertEquals(AssetPut.DIFFERENT, await(projects.putAsset(project, new Asset("a", "image/gif", bytes, NOW))));
        assertArrayEquals(bytes, await(projects.assetBytes(project, "a", 0, 100_000)));
        assertEquals(List.of(new StoredAsset("a", "image/png", 100_000, NOW)), await(projects.assets(project)));
    }
}
