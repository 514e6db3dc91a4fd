package dev.easel.server.ownership;

import static dev.easel.server.store.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.json.Json;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.loop.EventLoops;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.metrics.OwnershipMetrics;
import dev.easel.server.ownership.Owners.Place;
import dev.easel.server.persistence.Claims.Claim;
import dev.easel.server.persistence.OwnershipListener;
import dev.easel.server.store.PgProjects;
import dev.easel.server.store.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a real PostgreSQL: the locks of sessions, compare-and-set, and what a session is told. */
@Timeout(60)
class OwnershipTest {
    private static final InstantSource CLOCK = () -> Instant.ofEpochMilli(1_000);

    private TestDatabase test;
    private Member one;
    private Member two;
    private UUID project;

    @BeforeEach
    void start() {
        test = TestDatabase.create();
        one = new Member("one");
        two = new Member("two");
        project = await(new PgProjects(test.database(), _ -> {}, UUID::randomUUID, CLOCK, () -> {})
                        .create("Board", Json.EMPTY_OBJECT))
                .id();
    }

    @AfterEach
    void stop() {
        one.die();
        two.die();
        test.close();
    }

    @Test
    @DisplayName("what nobody owns is claimed by one; the other is told who has it")
    void claimed() {
        Claim.Owned owned = assertInstanceOf(Claim.Owned.class, await(one.ownership.claim(project)));
        assertEquals(1_000, owned.epoch());
        assertInstanceOf(Claim.Elsewhere.class, await(two.ownership.claim(project)));
        assertEquals(new Place.There("one", one.address), await(two.ownership.locate(project)));
        assertEquals(new Place.Here(), await(one.ownership.locate(project)));
    }

    @Test
    @DisplayName("of many that claim one project at the same time, one gets it")
    void at_once() {
        var claims = List.of(one.ownership.claim(project), two.ownership.claim(project));
        long owned = claims.stream()
                .map(TestDatabase::await)
                .filter(Claim.Owned.class::isInstance)
                .count();
        assertEquals(1, owned);
    }

    @Test
    @DisplayName("what was given up is claimed by the next, at a later epoch; giving up an earlier claim does nothing")
    void given_up() throws InterruptedException {
        long first = owned(await(one.ownership.claim(project)));
        one.ownership.release(project, first);
        awaitNobody();
        long second = owned(await(two.ownership.claim(project)));
        assertTrue(second > first);
        one.ownership.release(project, first);
        two.ownership.release(project, first);
        assertEquals(new Place.There("two", two.address), await(one.ownership.locate(project)));
    }

    @Test
    @DisplayName("there is no owner of a project that is not there")
    void absent() {
        assertInstanceOf(Claim.Absent.class, await(one.ownership.claim(UUID.randomUUID())));
        assertEquals(new Place.Here(), await(one.ownership.locate(UUID.randomUUID())));
    }

    @Test
    @DisplayName("an owner that does not answer is dead when its lock was free for 300 ms, and is taken from")
    void dead() throws InterruptedException {
        BlockingQueue<String> gone = new LinkedBlockingQueue<>();
        two.ownership.onGone(gone::add);
        long before = owned(await(one.ownership.claim(project)));
        Place.There there = assertInstanceOf(Place.There.class, await(two.ownership.locate(project)));
        one.die();
        assertEquals(new Place.Here(), await(two.ownership.locateAgain(project, there)));
        assertTrue(owned(await(two.ownership.claim(project))) > before);
        assertEquals("one", gone.poll(20, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("nothing is claimed from an owner that has beaten since it was found dead, or has come since")
    void revived() {
        long epoch = owned(await(one.ownership.claim(project)));
        ProjectOwners.Owner owner = new ProjectOwners.Owner(epoch, Optional.of("one"));
        PgOwners third = new PgOwners(test.database(), "third");
        assertEquals(OptionalLong.empty(), await(third.takeFrom(project, owner, OptionalLong.of(-1), 0)));
        assertEquals(OptionalLong.empty(), await(third.takeFrom(project, owner, OptionalLong.empty(), 0)));
        one.die();
        long last = test.number("select beat from instance where id = 'one'");
        assertEquals(OptionalLong.of(epoch + 1), await(third.takeFrom(project, owner, OptionalLong.of(last), 0)));
    }

    @Test
    @DisplayName("a beat that the database has lost is not given again: it would pass for one that stands still")
    void lost_beats() throws InterruptedException {
        long seen = awaitBeat(1);
        test.sql("update instance set beat = 0 where id = 'one'");
        assertTrue(awaitBeat(1) > seen);
    }

    private long awaitBeat(long least) throws InterruptedException {
        long beat;
        while ((beat = test.number("select beat from instance where id = 'one'")) < least) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return beat;
    }

    @Test
    @DisplayName("an owner that has left the table in good order is taken from")
    void left() {
        await(one.ownership.claim(project));
        Place.There there = assertInstanceOf(Place.There.class, await(two.ownership.locate(project)));
        await(one.ownership.stop());
        assertEquals(new Place.Here(), await(two.ownership.locateAgain(project, there)));
        assertInstanceOf(Claim.Owned.class, await(two.ownership.claim(project)));
    }

    @Test
    @DisplayName("an owner that cannot be reached, but holds its lock, keeps its projects")
    void unreachable() {
        await(one.ownership.claim(project));
        Place.There there = assertInstanceOf(Place.There.class, await(two.ownership.locate(project)));
        assertEquals(there, await(two.ownership.locateAgain(project, there)));
    }

    @Test
    @DisplayName("an owner hears that its project was taken, and loses it, also without an edit")
    void taken() throws InterruptedException {
        long epoch = owned(await(one.ownership.claim(project)));
        test.sql("update project set epoch = epoch + 1, instance = 'elsewhere' where id = $1", project);
        assertEquals("lost " + project + " " + epoch, one.told.poll(20, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("an owner hears that its project was renamed or deleted, by whomever")
    void changed() throws InterruptedException {
        await(one.ownership.claim(project));
        await(two.ownership.claim(project));
        test.sql("update project set title = 'Other' where id = $1", project);
        assertEquals("changed " + project, one.told.poll(20, TimeUnit.SECONDS));
        test.sql("delete from project where id = $1", project);
        assertEquals("deleted " + project, one.told.poll(20, TimeUnit.SECONDS));
        assertTrue(two.told.isEmpty());
    }

    @Test
    @DisplayName("what is told that is no project's id is passed by, and the lease keeps its connection")
    void nonsense() throws InterruptedException {
        await(one.ownership.claim(project));
        long session = one.session();
        test.sql("select pg_notify('easel_project', $1)", "nonsense");
        test.sql("update project set title = 'Other' where id = $1", project);
        assertEquals("changed " + project, one.told.poll(20, TimeUnit.SECONDS));
        assertEquals(session, one.session());
    }

    @Test
    @DisplayName("an instance that leaves claims nothing for others: what nobody owns is located at another")
    void leaving() {
        await(two.ownership.leave());
        assertEquals(new Place.There("one", one.address), await(two.ownership.locate(project)));
        assertInstanceOf(Claim.Owned.class, await(one.ownership.claim(project)));
    }

    @Test
    @DisplayName("an instance that leaves is given nothing, also by one that leaves at the same time")
    void both_leaving() {
        assertEquals(Optional.of(new Place.There("one", one.address)), await(two.ownership.successor(_ -> true)));
        await(one.ownership.leave());
        await(two.ownership.leave());
        assertEquals(Optional.empty(), await(two.ownership.successor(_ -> true)));
    }

    @Test
    @DisplayName("a lease whose connection is cut is made again, and what was taken meanwhile is lost")
    void reconnects() throws InterruptedException {
        long epoch = owned(await(one.ownership.claim(project)));
        try (PgConnectionHolder admin = new PgConnectionHolder(test.connect())) {
            admin.run("alter table project disable trigger project_claimed");
            admin.run("update project set epoch = epoch + 1, instance = 'elsewhere'");
            one.cut();
        }
        assertEquals("lost " + project + " " + epoch, one.told.poll(20, TimeUnit.SECONDS));
    }

    private static long owned(Claim claim) {
        return assertInstanceOf(Claim.Owned.class, claim).epoch();
    }

    private void awaitNobody() throws InterruptedException {
        while (test.number("select count(*) from project where instance is not null") > 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private record PgConnectionHolder(PgConnection connection) implements AutoCloseable {
        void run(String sql) {
            await(connection.query(sql).execute());
        }

        @Override
        public void close() {
            await(connection.close());
        }
    }

    /** One instance, as far as ownership goes. */
    private final class Member implements OwnershipListener {
        final BlockingQueue<String> told = new LinkedBlockingQueue<>();
        final Vertx vertx = Vertx.vertx();
        final String id;
        final URI address;
        final Ownership ownership;

        Member(String id) {
            this.id = id;
            address = URI.create("http://" + id + ":80");
            OwnershipSettings settings = new OwnershipSettings(5_000, true);
            ownership = new Ownership(
                    await(EventLoops.deployOne(vertx, CLOCK)),
                    new PgOwners(test.database(), id),
                    settings,
                    id,
                    CLOCK,
                    () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                    new OwnershipMetrics(new SimpleMeterRegistry(), new ActivityLog(InstantSource.system())));
            ownership.attach(this, changed -> told.add("changed " + changed));
            PgInstances.Self self = new PgInstances.Self(id, address, "test");
            PrimarySearch primary = new PrimarySearch(vertx, test.address());
            await(ownership.start(new PgInstances(vertx, primary, settings, self, Unheard.RIGHTS), List.of()));
        }

        /** Its session ends, and it does not come again: as after a kill. */
        void die() {
            await(vertx.close());
        }

        /** The process of PostgreSQL's that holds its lock. */
        long session() {
            return test.number("select max(pid) from pg_locks where locktype = 'advisory'"
                    + " and ((classid::bigint << 32) | objid::bigint) = hashtextextended('" + id + "', 0)");
        }

        /** Its session ends. */
        void cut() {
            test.sql(
                    "select pg_terminate_backend(l.pid) from pg_locks l where l.locktype = 'advisory'"
                            + " and ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended($1, 0)",
                    id);
        }

        @Override
        public void lost(UUID lost, long epoch) {
            told.add("lost " + lost + " " + epoch);
        }

        @Override
        public void deleted(UUID deleted) {
            told.add("deleted " + deleted);
        }

        @Override
        public Future<Void> heard() {
            return Future.succeededFuture();
        }

        @Override
        public void frozen(boolean isFrozen) {}
    }
}
