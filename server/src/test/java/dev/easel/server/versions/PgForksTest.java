package dev.easel.server.versions;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.server.catalog.Projects.Picture;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.store.PgProjects;
import dev.easel.server.store.ProjectRows;
import dev.easel.server.store.TestDatabase;
import dev.easel.server.versions.ForkStore.Fork;
import dev.easel.server.versions.VersionRefusal.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PgForksTest {
    private static final long NOW = 1_700_000_000_123L;
    private static final Fork NOTHING = new Fork(Optional.empty(), "Ada", Optional.empty(), List.of());

    private static TestDatabase test;

    private final PgProjects projects =
            new PgProjects(test.database(), _ -> {}, UUID::randomUUID, () -> Instant.ofEpochMilli(NOW), () -> {});
    private final PgForks forks = new PgForks(
            test.database(),
            ProjectRows.COLUMNS,
            ProjectRows::project,
            UUID::randomUUID,
            () -> Instant.ofEpochMilli(NOW));

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
        test.sql("create extension pg_stat_statements");
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Test
    @DisplayName("V12 a copy is a project that is behind its journal, with one version and the source's settings")
    void copy() {
        UUID source = await(projects.create("Board", JsonReader.stored("{\"grid\":true}")))
                .id();
        Json put = EventCodec.changes(List.of(new Change.Put("a", Json.EMPTY_OBJECT)));

        ProjectRecord made =
                await(forks.fork(source, new Fork(Optional.of("Mine"), "Ada", Optional.empty(), List.of(put, put))));

        assertEquals("Mine", made.title());
        assertEquals("{\"grid\":true}", made.settings().toString());
        assertEquals(List.of(2L, 0L), List.of(made.seq(), made.savedSeq()));
        assertEquals(Optional.of(made), await(projects.find(made.id())), "it is told without another read");
        assertEquals(
                2,
                test.number(
                        "select count(*) from event where project_id = $1 and actor = 'Ada' and seq = edit"
                                + " and changes::text = '[{\"op\":\"put\",\"id\":\"a\",\"props\":{}}]'",
                        made.id()));
        assertEquals(1, test.number("select count(*) from version where project_id = $1 and head_seq = 0", made.id()));
    }

    @Test
    @DisplayName("V12 a title is never longer than one may be")
    void title() {
        UUID source = await(projects.create("x".repeat(200), Json.EMPTY_OBJECT)).id();

        String title = await(forks.fork(source, NOTHING)).title();

        assertEquals(200, title.length());
        assertTrue(title.endsWith("x (copy)"));
    }

    @Test
    @DisplayName("V12 images are copied some at a time, the same bytes")
    void images() {
        UUID source = await(projects.create("Board", Json.EMPTY_OBJECT)).id();
        test.sql("""
                insert into asset (project_id, id, mime_type, bytes, created_at)
                select $1, 'f' || i, 'image/png', decode(repeat(lpad(to_hex(i), 2, '0'), $2::int), 'hex'), now()
                  from generate_series(1, 5) as i""", source, (PgForks.ASSET_BYTES / 2) - 1_000);
        test.sql("select pg_stat_statements_reset()");

        UUID made = await(forks.fork(source, NOTHING)).id();

        assertEquals(5, test.number("""
                        select count(*) from asset one join asset other using (id, mime_type, bytes, created_at)
                         where one.project_id = $1 and other.project_id = $2""", source, made));
        assertEquals(3, test.number("""
                        select sum(calls)::bigint from pg_stat_statements
                         where query like 'insert into asset%' and query like '%any($3)%'
                           and dbid = (select oid from pg_database where datname = current_database())"""));
    }

    @Test
    @DisplayName("V12 a copy has the picture of its source, and says so")
    void picture() {
        UUID source = await(projects.create("Board", Json.EMPTY_OBJECT)).id();
        Picture picture = new Picture("tag", "image/png", new byte[] {1, 2, 3}, NOW);
        await(projects.putPicture(source, picture));

        ProjectRecord made = await(forks.fork(source, NOTHING));

        assertEquals(Optional.of("tag"), made.picture());
        assertArrayEquals(
                picture.bytes(),
                await(projects.picture(made.id())).orElseThrow().bytes());
    }

    @Test
    @DisplayName("V12 a copy belongs to who made it, and the audit log tells who that was")
    void owner() {
        UUID source = await(projects.create("Board", Json.EMPTY_OBJECT)).id();

        UUID made = await(forks.fork(source, new Fork(Optional.empty(), "Ada", Optional.of("ada@x"), List.of())))
                .id();

        assertEquals(
                1,
                test.number(
                        "select count(*) from member where project_id = $1 and user_id = 'ada@x' and role = 'owner'",
                        made));
        assertEquals(1, test.number("""
                        select count(*) from audit where project_id = $1 and act = 'member_added'
                           and subject = 'ada@x' and who = 'ada@x'""", made));
    }

    @Test
    @DisplayName("V12 of a project that there is not, or not any more, there is no copy")
    void no_source() {
        long before = test.number("select count(*) from project");

        VersionRefusal refused =
                assertInstanceOf(VersionRefusal.class, failure(forks.fork(UUID.randomUUID(), NOTHING)));

        assertEquals(Reason.NO_PROJECT, refused.reason());
        assertEquals(before, test.number("select count(*) from project"));
    }
}
