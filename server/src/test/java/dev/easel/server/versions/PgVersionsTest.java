package dev.easel.server.versions;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.json.Json;
import dev.easel.server.catalog.CatalogRefusal;
import dev.easel.server.catalog.Position;
import dev.easel.server.store.PgProjects;
import dev.easel.server.store.TestDatabase;
import dev.easel.server.versions.Version.Kind;
import dev.easel.server.versions.VersionRefusal.Reason;
import dev.easel.server.versions.VersionStore.Departure;
import dev.easel.server.versions.VersionStore.Label;
import dev.easel.server.versions.VersionStore.Left;
import dev.easel.server.versions.VersionStore.Page;
import dev.easel.server.versions.VersionStore.Switch;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PgVersionsTest {
    private static final long NOW = 1_700_000_000_123L;
    private static final long EPOCH = 7;
    private static final Label NO_LABEL = new Label(Optional.empty(), Optional.empty());
    private static final UUID NOBODY = UUID.randomUUID();

    private static TestDatabase test;

    private final PgProjects projects =
            new PgProjects(test.database(), _ -> {}, UUID::randomUUID, () -> Instant.ofEpochMilli(NOW), () -> {});
    private final PgVersions versions =
            new PgVersions(test.database(), UUID::randomUUID, () -> Instant.ofEpochMilli(NOW));
    private UUID project;
    private UUID first;

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void create() {
        project = await(projects.create("Board", Json.EMPTY_OBJECT)).id();
        first = active();
        stored(10, 8);
    }

    /** The journal and the rows stand there. */
    private void stored(long seq, long saved) {
        test.sql(
                "update project set seq = $2, checkpoint_seq = $3, epoch = $4 where id = $1",
                project,
                seq,
                saved,
                EPOCH);
        test.sql("update version set head_seq = $2 where project_id = $1 and id = $3", project, saved, active());
    }

    private UUID active() {
        return test.sql("select active_version from project where id = $1", project)
                .iterator()
                .next()
                .getUUID(0);
    }

    @Test
    @DisplayName("V1 the version that a project begins with is active, has no name, and ends at its last event")
    void begins() {
        Version begun = await(versions.find(project, first));

        assertEquals(new Version(first, Optional.empty(), Kind.MANUAL, NOW, Optional.empty(), 0, 10, true), begun);
        assertEquals(new Page(List.of(begun), Optional.empty()), await(versions.list(project, 10, Optional.empty())));
    }

    @Test
    @DisplayName("V2 a saved version is active, and the one before ends where the rows are")
    void save() {
        Version saved = await(versions.save(project, new Label(Optional.of("Draft"), Optional.of("Ada"))));

        assertEquals(Optional.of("Draft"), saved.name());
        assertEquals(Optional.of("Ada"), saved.createdBy());
        assertEquals(Kind.MANUAL, saved.kind());
        assertEquals(8, saved.baseSeq());
        assertEquals(10, saved.headSeq(), "two events have come since the rows were written: they are its own");
        assertTrue(saved.isActive());
        assertEquals(saved.id(), active());
        Version closed = await(versions.find(project, first));
        assertEquals(8, closed.headSeq());
        assertFalse(closed.isActive());
        stored(12, 12);
        assertEquals(8, await(versions.find(project, first)).headSeq());
        assertEquals(12, await(versions.find(project, saved.id())).headSeq());
    }

    @Test
    @DisplayName("V3 a name for a past event is a version that is not active; for an event to come there is none")
    void name() {
        Version named = await(versions.name(project, 3, new Label(Optional.of("Then"), Optional.empty())));

        assertEquals(List.of(3L, 3L), List.of(named.baseSeq(), named.headSeq()));
        assertFalse(named.isActive());
        assertEquals(first, active());
        assertEquals(0, await(versions.name(project, 0, NO_LABEL)).headSeq());
        refused(Reason.AHEAD, versions.name(project, 11, NO_LABEL));
        assertEquals(3, count());
    }

    @Test
    @DisplayName("V4 pages begin with the latest, also of versions that were made in the same millisecond")
    void pages() {
        List<UUID> made = new ArrayList<>(List.of(first));
        for (int i = 0; i < 5; i++) {
            made.addFirst(await(versions.name(project, i, NO_LABEL)).id());
        }

        List<UUID> listed = new ArrayList<>();
        Optional<Position> after = Optional.empty();
        do {
            Page page = await(versions.list(project, 4, after));
            page.versions().forEach(version -> listed.add(version.id()));
            after = page.next();
        } while (after.isPresent());

        assertEquals(made, listed);
    }

    @Test
    @DisplayName("V5 a version can be renamed, active or not")
    void rename() {
        assertEquals(
                Optional.of("New"),
                await(versions.rename(project, first, "New")).name());
        assertEquals(Optional.of("New"), await(versions.find(project, first)).name());
        refused(Reason.NO_VERSION, versions.rename(project, NOBODY, "New"));
    }

    @Test
    @DisplayName("V6 a version that is not active can be deleted, the active one cannot")
    void delete() {
        UUID second = await(versions.save(project, NO_LABEL)).id();

        refused(Reason.ACTIVE, versions.delete(project, second));
        await(versions.delete(project, first));
        refused(Reason.NO_VERSION, versions.delete(project, first));
        assertEquals(1, count());
    }

    @Test
    @DisplayName(
            "V7 the active version ends where the rows are, an auto version is active on the way, and goes at the end")
    void activate() {
        UUID second = await(versions.save(project, NO_LABEL)).id();
        stored(20, 18);

        Left left = await(versions.leave(project, new Departure(EPOCH, 15, first, Optional.of("Ada"))));

        assertEquals(new Left(second, 18, active()), left);
        assertEquals(18, head(second));
        Version way = await(versions.find(project, left.interim()));
        assertEquals(Kind.AUTO, way.kind());
        assertEquals(18, way.baseSeq());
        stored(25, 25);
        assertEquals(25, head(left.interim()));

        await(versions.activate(project, new Switch(EPOCH, second, 19, left.interim(), first)));

        assertEquals(first, active());
        assertEquals(19, head(second), "what others edited before the first edit of the way is its own");
        assertEquals(25, head(first));
        refused(Reason.NO_VERSION, versions.find(project, left.interim()));
    }

    @Test
    @DisplayName("V7 a switch to the oldest auto version of a hundred keeps it, whatever is noted on the way and later")
    void activate_oldest() {
        stored(500, 500);
        UUID oldest = marked(1);
        marks(2, VersionStore.MOST_AUTO - 1);

        Left left = await(versions.leave(project, new Departure(EPOCH, 500, oldest, Optional.empty())));
        marks(200, VersionStore.MOST_AUTO);
        await(versions.activate(project, new Switch(EPOCH, first, 500, left.interim(), oldest)));
        assertEquals(oldest, active());
        await(versions.save(project, NO_LABEL));
        marks(400, VersionStore.MOST_AUTO);

        assertEquals(Kind.MANUAL, await(versions.find(project, oldest)).kind());
        assertEquals(500, head(oldest));
    }

    /** The version that notes the event. */
    private UUID marked(long seq) {
        marks(seq, 1);
        return await(versions.list(project, 1, Optional.empty()))
                .versions()
                .getFirst()
                .id();
    }

    private void marks(long from, int count) {
        for (long seq = from; seq < from + count; seq++) {
            await(versions.mark(project, EPOCH, seq, Optional.empty()));
        }
    }

    @Test
    @DisplayName(
            "V7 where a switch has failed on the way, a version that is saved then keeps the work in the one between")
    void save_on_the_way() {
        UUID second = await(versions.save(project, NO_LABEL)).id();
        UUID interim = await(versions.leave(project, new Departure(EPOCH, 8, first, Optional.empty())))
                .interim();

        await(versions.save(project, NO_LABEL));

        assertEquals(Kind.MANUAL, await(versions.find(project, interim)).kind());
        assertEquals(8, head(second));
    }

    @Test
    @DisplayName("V7 nothing is switched in a later epoch, before the rows are there, from another version, or to none")
    void overtaken() {
        UUID second = await(versions.save(project, NO_LABEL)).id();

        refused(Reason.OVERTAKEN, versions.leave(project, new Departure(6, 8, first, Optional.empty())));
        refused(Reason.OVERTAKEN, versions.leave(project, new Departure(EPOCH, 9, first, Optional.empty())));
        refused(Reason.NO_VERSION, versions.leave(project, new Departure(EPOCH, 8, NOBODY, Optional.empty())));
        assertEquals(second, active());
        assertEquals(2, count());

        UUID interim = await(versions.leave(project, new Departure(EPOCH, 8, first, Optional.empty())))
                .interim();
        Switch there = new Switch(EPOCH, second, 8, interim, first);
        refused(Reason.OVERTAKEN, versions.activate(project, new Switch(6, second, 8, interim, first)));
        refused(Reason.OVERTAKEN, versions.activate(project, new Switch(EPOCH, second, 8, second, first)));
        refused(Reason.NO_VERSION, versions.activate(project, new Switch(EPOCH, second, 8, interim, NOBODY)));
        assertEquals(interim, active());
        assertEquals(8, head(first));
        assertEquals(8, head(second));

        await(versions.activate(project, there));
        refused(Reason.OVERTAKEN, versions.activate(project, there));
    }

    @Test
    @DisplayName("V8 an event is noted once, and not where a version ends there already")
    void mark() {
        await(versions.mark(project, EPOCH, 8, Optional.of("Ada")));
        Version mark =
                await(versions.list(project, 1, Optional.empty())).versions().getFirst();

        assertEquals(Kind.AUTO, mark.kind());
        assertEquals(8, mark.headSeq());
        assertEquals(Optional.of("Ada"), mark.createdBy());
        await(versions.mark(project, EPOCH, 8, Optional.of("Ada")));
        await(versions.name(project, 9, NO_LABEL));
        await(versions.mark(project, EPOCH, 9, Optional.of("Ada")));
        refused(Reason.OVERTAKEN, versions.mark(project, EPOCH, 11, Optional.empty()));
        refused(Reason.OVERTAKEN, versions.mark(project, EPOCH - 1, 10, Optional.empty()));
        assertEquals(3, count());
    }

    @Test
    @DisplayName("V8 of the versions that nobody has asked for or named the latest hundred are kept")
    void thinned() {
        stored(200, 200);
        UUID kept = await(versions.name(project, 1, NO_LABEL)).id();
        UUID oldest = marked(2);
        UUID named = marked(3);
        await(versions.rename(project, named, "Keep this"));
        marks(4, VersionStore.MOST_AUTO);

        refused(Reason.NO_VERSION, versions.find(project, oldest));
        assertEquals(named, await(versions.find(project, named)).id());
        assertEquals(kept, await(versions.find(project, kept)).id());
        assertEquals(3 + VersionStore.MOST_AUTO, count());
    }

    @Test
    @DisplayName("V8 there are only so many versions of a project")
    void too_many() {
        test.sql("""
                insert into version (project_id, id, kind, created_at, base_seq, head_seq)
                select $1, gen_random_uuid(), 'manual', now(), 0, 0
                  from generate_series(2, $2::int)""", project, VersionStore.MOST);

        refused(Reason.TOO_MANY, versions.save(project, NO_LABEL));
        refused(Reason.TOO_MANY, versions.name(project, 1, NO_LABEL));
        UUID auto = marked(1);
        refused(Reason.TOO_MANY, versions.rename(project, auto, "One more"));
        refused(Reason.TOO_MANY, versions.leave(project, new Departure(EPOCH, 8, auto, Optional.empty())));
        await(versions.rename(project, first, "Not one more"));
        await(versions.delete(
                project,
                await(versions.list(project, 3, Optional.empty()))
                        .versions()
                        .get(2)
                        .id()));
        await(versions.name(project, 1, NO_LABEL));
    }

    @Test
    @DisplayName("of a project that there is not there are no versions")
    void no_project() {
        refused(Reason.NO_PROJECT, versions.list(NOBODY, 10, Optional.empty()));
        refused(Reason.NO_PROJECT, versions.find(NOBODY, first));
        refused(Reason.NO_PROJECT, versions.save(NOBODY, NO_LABEL));
        refused(Reason.NO_PROJECT, versions.name(NOBODY, 0, NO_LABEL));
        refused(Reason.NO_PROJECT, versions.mark(NOBODY, EPOCH, 0, Optional.empty()));
        refused(Reason.NO_PROJECT, versions.rename(NOBODY, first, "New"));
        refused(Reason.NO_PROJECT, versions.delete(NOBODY, first));
        refused(Reason.NO_PROJECT, versions.activate(NOBODY, new Switch(1, first, 0, first, first)));
        refused(Reason.NO_PROJECT, versions.leave(NOBODY, new Departure(1, 0, first, Optional.empty())));
        UUID other = await(projects.create("Other", Json.EMPTY_OBJECT)).version();
        refused(Reason.NO_VERSION, versions.find(project, other));
    }

    @Test
    @DisplayName("what a trigger is against is told as such, and nothing is changed")
    void trigger() {
        test.sql("create function no() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$");
        test.sql("create trigger no before insert or update on version for each row execute function no()");
        try {
            assertInstanceOf(CatalogRefusal.class, failure(versions.save(project, NO_LABEL)));
        } finally {
            test.sql("drop function no cascade");
        }
        assertEquals(first, active());
    }

    private long head(UUID version) {
        return test.number("select head_seq from version where project_id = $1 and id = $2", project, version);
    }

    private long count() {
        return test.number("select count(*) from version where project_id = $1", project);
    }

    private static void refused(Reason reason, Future<?> future) {
        assertEquals(
                reason, assertInstanceOf(VersionRefusal.class, failure(future)).reason());
    }
}
