package dev.easel.server.retention;

import static dev.easel.server.retention.FoldedWorld.KEPT_MS;
import static dev.easel.server.retention.FoldedWorld.MUCH;
import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Event;
import dev.easel.server.OpenTransaction;
import dev.easel.server.derived.CanvasTooLarge;
import dev.easel.server.upkeep.OldEvents.Step;
import dev.easel.server.verify.RandomEvents;
import dev.easel.server.verify.Verified;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the horizon goes, who keeps it from going there, and what happens at the same time. */
@Timeout(60)
final class FoldTest {
    private static final String OLD_INSTANCE =
            "insert into instance (id, address, version, started_at) values ('old', 'x', '0', now())";

    private static FoldedWorld world;

    @BeforeAll
    static void open() {
        world = new FoldedWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private static List<Event> events(int count) {
        return new RandomEvents(7).next(count);
    }

    private static PgOldEvents oldEvents(long keptMs) {
        return new PgOldEvents(world.test.database(), InstantSource.system(), keptMs, MUCH);
    }

    private static void assertUntouched(UUID project) {
        assertEquals(0, world.horizon(project));
        assertEquals(0, world.rows("horizon_part", project));
        Verified.assertSame(world.test, project);
    }

    @Test
    @DisplayName("the horizon is where a look at all events says, for random times and versions")
    void model() {
        Random random = new Random(1);
        for (int run = 0; run < 12; run++) {
            int count = 1_100 + random.nextInt(400);
            UUID project = world.project(events(count), count - random.nextInt(50));
            long old = random.nextInt(count + 1);
            world.test.sql("update event set at = now() where project_id = $1 and seq > $2", project, old);
            long pin = random.nextBoolean() ? 1 + random.nextInt(count) : count;
            if (pin < count) {
                world.version(project, pin, "manual", null);
            }
            long naive = world.test.number("""
                    select coalesce(max(seq), 0) from event
                     where project_id = $1 and seq <= $2 and at < now() - interval '30 days'
                       and seq < (select checkpoint_seq from project where id = $1)""", project, pin);
            world.fold(project); // all old ones are late
            assertEquals(naive, world.horizon(project), "run " + run);
        }
    }

    @Test
    @DisplayName("a version that is named while its events are being folded is kept: nothing is folded then")
    void version_meanwhile() throws Exception {
        UUID project = world.project(events(1_500), 1_400);
        Future<Step> folding;
        try (OpenTransaction naming = new OpenTransaction(world.test)) {
            naming.sql("select from project where id = '" + project + "' for no key update");
            naming.sql("insert into version (project_id, id, kind, created_at, base_seq, head_seq) values ('" + project
                    + "', gen_random_uuid(), 'manual', now(), 0, 700)");
            folding = new Fold(world.test.database(), MUCH).next(project, System.currentTimeMillis(), KEPT_MS);
            awaitBlocked();
            naming.commit();
        }
        failure(folding);
        assertUntouched(project);
    }

    private static void awaitBlocked() {
        while (world.test.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and datname = current_database()")
                == 0) {
            Thread.onSpinWait(); // the test's timeout ends it
        }
    }

    @Test
    @DisplayName("a fold that is broken off at its last statement leaves nothing, and is made again")
    void broken_off() {
        UUID project = world.project(events(1_500), 1_400);
        try (OpenTransaction other = new OpenTransaction(world.test)) {
            other.sql("lock table horizon in exclusive mode");
            Throwable failure =
                    failure(new Fold(world.test.database(), MUCH).next(project, System.currentTimeMillis(), KEPT_MS));
            assertInstanceOf(PgException.class, failure);
            assertUntouched(project);
        }
        assertEquals(
                1_399, assertInstanceOf(Step.Folded.class, world.fold(project)).horizon());
    }

    @Test
    @DisplayName("two instances that do the same at once do it once")
    void at_once() {
        UUID project = world.project(events(1_500), 1_400);
        Fold one = new Fold(world.test.database(), MUCH);
        long now = System.currentTimeMillis();
        List<Step> steps = await(Future.all(one.next(project, now, KEPT_MS), one.next(project, now, KEPT_MS)))
                .list();
        assertEquals(1, steps.stream().filter(Step.Folded.class::isInstance).count());
        assertEquals(1, steps.stream().filter(Step.Nothing.class::isInstance).count());
        try (OpenTransaction other = new OpenTransaction(world.test)) {
            other.sql("select from horizon for no key update");
            assertEquals(0, world.drop(project, 10_000), "another one is at it");
        }
        assertEquals(1_399, world.drop(project, 10_000));
        Verified.assertSame(world.test, project);
    }

    @Test
    @DisplayName("an instance that was asleep drops nothing but what is folded, and never twice")
    void asleep() {
        UUID project = world.project(events(3_000), 2_900);
        world.version(project, 1_000, "manual", null);
        world.fold(project);
        Drop drop = new Drop(world.test.database(), 600);
        assertEquals(600, await(drop.next(project)));
        assertEquals(400, world.drop(project, 10_000)); // by another one
        assertEquals(0, await(drop.next(project)));
        assertEquals(2_000, world.rows("event", project));
        Verified.assertSame(world.test, project);
    }

    @Test
    @DisplayName("a transaction drops a bounded number of bytes")
    void bytes() {
        UUID project = world.project(events(1_500), 1_400);
        world.fold(project);
        world.test.sql("alter table event alter column changes set storage external");
        world.test.sql(
                "update event set changes = to_json(repeat('x', 10000000)) where project_id = $1 and seq in (3, 4)",
                project);
        assertEquals(3, world.drop(project, 10_000));
        assertEquals(1_396, world.drop(project, 10_000));
    }

    @Test
    @DisplayName("a canvas that is larger than one of the past may be is left alone")
    void too_large() {
        UUID project = world.project(events(1_500), 1_400);
        assertInstanceOf(
                CanvasTooLarge.class,
                failure(new Fold(world.test.database(), 100).next(project, System.currentTimeMillis(), KEPT_MS)));
        assertUntouched(project);
        world.fold(project);
        world.drop(project, 10_000);
        world.test.sql("update project set checkpoint_seq = 1500 where id = $1", project);
        assertInstanceOf(
                CanvasTooLarge.class,
                failure(new Fold(world.test.database(), 100).next(project, System.currentTimeMillis(), 0)),
                "nor is the state at the horizon read whole");
    }

    @Test
    @DisplayName("a missing event ends a fold: what cannot be replayed is not thrown away")
    void missing() {
        UUID project = world.project(events(1_500), 1_400);
        world.test.sql("delete from event where project_id = $1 and seq = 77", project);
        assertInstanceOf(
                IllegalStateException.class,
                failure(new Fold(world.test.database(), MUCH).next(project, System.currentTimeMillis(), KEPT_MS)));
        assertEquals(0, world.horizon(project));
    }

    @Test
    @DisplayName("due are projects with enough old events, those whose few are late, and those not dropped to the end")
    void due() {
        UUID many = world.project(events(1_500), 1_400);
        UUID few = world.project(events(20), 15);
        UUID late = world.project(events(20), 15);
        UUID pinned = world.project(events(1_500), 1_400);
        UUID undone = world.project(events(1_500), 1_400);
        world.fold(undone);
        world.version(pinned, 0, "manual", null);
        world.test.sql("update event set at = now() - interval '31 days' where project_id = $1", few);
        List<UUID> due = await(oldEvents(KEPT_MS).look(0)).due();
        assertEquals(
                List.of(true, false, true, false, true),
                List.of(many, few, late, pinned, undone).stream()
                        .map(due::contains)
                        .toList());
        assertEquals(new Step.Nothing(), world.fold(few));
        assertEquals(14, assertInstanceOf(Step.Folded.class, world.fold(late)).horizon());
        assertEquals(new Step.Dropped(1_399), await(oldEvents(KEPT_MS).next(undone)));
        long kept = System.currentTimeMillis() - 1_600_000_000_000L;
        assertEquals(
                List.of(),
                await(oldEvents(kept).look(0)).due().stream()
                        .filter(many::equals)
                        .toList());
    }

    @Test
    @DisplayName("nothing is folded while an instance of an older version is there, and after a fold none can come")
    void other_version() {
        UUID project = world.project(events(1_500), 1_400);
        world.test.sql("delete from horizon");
        world.test.sql(OLD_INSTANCE);
        assertEquals(List.of(), await(oldEvents(KEPT_MS).look(0)).due());
        assertEquals(new Step.Nothing(), await(oldEvents(KEPT_MS).next(project)));
        failure(new Fold(world.test.database(), MUCH).next(project, System.currentTimeMillis(), KEPT_MS));
        assertEquals(0, world.horizon(project), "it has come after it was looked for");
        world.test.sql("delete from instance");
        assertTrue(await(oldEvents(KEPT_MS).look(0)).due().contains(project));
        world.fold(project);
        assertTrue(failure(world.test.database().query(OLD_INSTANCE, Tuple.tuple()))
                .getMessage()
                .contains("old events of this database are folded"));
    }

    @Test
    @DisplayName("a project that is deleted meanwhile is not folded, and nothing of it is dropped")
    void deleted() {
        UUID project = world.project(events(1_500), 1_400);
        world.fold(project);
        world.delete(project);
        assertEquals(0, world.drop(project, 10_000));
        assertEquals(new Step.Nothing(), world.fold(project));
    }
}
