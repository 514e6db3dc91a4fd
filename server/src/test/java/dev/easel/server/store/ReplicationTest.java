package dev.easel.server.store;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.json.Json;
import dev.easel.server.database.Database;
import dev.easel.server.database.DatabaseHost;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Waits;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.journal.JournalStore.Position;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is durable where commits wait for a standby, and which server is used after a failover. */
@Timeout(120)
final class ReplicationTest {
    private static final String CANCEL =
            "select count(pg_cancel_backend(pid)) from pg_stat_activity where wait_event = 'SyncRep'";

    @TempDir
    private static Path home;

    private static ReplicatedDatabase test;

    private Database database;
    private PgJournalStore journal;
    private UUID project;
    private long epoch;

    @BeforeAll
    static void start() throws Exception {
        test = ReplicatedDatabase.start(home, true);
    }

    @AfterAll
    static void stop() throws Exception {
        test.close();
    }

    @BeforeEach
    void open() {
        PrimarySearch primary = new PrimarySearch(test.vertx(), test.address());
        database = Database.open(test.vertx(), primary, 2);
        journal = new PgJournalStore(test.vertx(), primary, Waits.OF_A_BATCH);
        project = await(new PgProjects(database, _ -> {}, UUID::randomUUID, InstantSource.system(), () -> {})
                        .create("a canvas", Json.EMPTY_OBJECT))
                .id();
        epoch = ((Loaded.Found) await(new PgProjectStore(
                                database, 25, _ -> {}, _ -> {}, new AnyoneClaims(database, InstantSource.system()))
                        .load(project, LoadLimit.NONE)))
                .epoch();
    }

    @AfterEach
    void close() throws Exception {
        test.servers().resumePaused();
        await(journal.close());
        await(database.close());
    }

    private Future<Set<UUID>> commit() {
        return journal.commit(List.of(StoreFixtures.run(project, epoch, 1, 1)));
    }

    /** Positions are answered only once the standby has what they tell of. */
    private void assertDurableWithStandby() throws Exception {
        Future<Map<UUID, Position>> positions = journal.positions(Set.of(project));
        test.awaitWaiting(1);
        assertFalse(positions.isComplete());
        test.servers().resumePaused();
        assertEquals(Map.of(project, new Position(epoch, 1)), await(positions));
        assertEquals("1", test.servers().askStandby("select seq from project where id = '" + project + "'"));
    }

    @Test
    @DisplayName("D1 a commit whose wait for the standby was canceled is not durable before the standby has it")
    void canceled() throws Exception {
        test.servers().pauseStandby();
        Future<Set<UUID>> commit = commit();
        test.awaitWaiting(1);
        assertEquals("1", test.servers().ask(CANCEL));
        assertFalse(failure(commit) instanceof JournalStore.NotWritten);
        assertEquals("1", test.servers().ask("select seq from project where id = '" + project + "'"));
        assertDurableWithStandby();
    }

    @Test
    @DisplayName("D1 nor is one that PostgreSQL has written before it crashed, and shows after its start")
    void crashed() throws Exception {
        test.servers().pauseStandby();
        Future<Set<UUID>> commit = commit();
        test.awaitWaiting(1);
        test.servers().killPrimary();
        assertFalse(failure(commit) instanceof JournalStore.NotWritten);
        test.servers().restartPrimary();
        assertEquals("1", test.servers().ask("select seq from project where id = '" + project + "'"));
        assertDurableWithStandby();
    }

    @Test
    @DisplayName("any other change whose wait was canceled fails, too")
    void any() throws Exception {
        test.servers().pauseStandby();
        Future<?> change = database.query("update project set title = 'new' where id = $1", Tuple.of(project));
        test.awaitWaiting(1);
        assertEquals("1", test.servers().ask(CANCEL));
        assertTrue(failure(change).getMessage().contains("may not have reached the standby"));
    }

    @Test
    @DisplayName("commits that hang do not use up the connections of the database")
    void abandoned() throws Exception {
        test.servers().pauseStandby();
        PrimarySearch primary = new PrimarySearch(test.vertx(), test.address());
        int silenceMs = 1_000;
        Database hasty = Database.open(test.vertx(), primary, 1, new Waits(5_000, 0, silenceMs));
        failure(hasty.query("update project set title = 'new' where id = $1", Tuple.of(project)));
        assertEquals(1, test.waiting());
        while (test.waiting() > 0) {
            Database next = Database.open(test.vertx(), primary, 1, new Waits(5_000, 0, silenceMs));
            await(next.ping());
            await(next.close());
        }
        await(hasty.close());
    }

    @Test
    @DisplayName("the connection of a short lease ends no commit: others may still wait for it")
    void short_lease() throws Exception {
        test.servers().pauseStandby();
        PrimarySearch primary = new PrimarySearch(test.vertx(), test.address());
        Database hasty = Database.open(test.vertx(), primary, 1, new Waits(5_000, 0, 1_000));
        failure(hasty.query("update project set title = 'new' where id = $1", Tuple.of(project)));
        Database lease = Database.open(test.vertx(), primary, 1, Waits.ofALease(500));
        await(lease.ping());
        await(lease.ping());
        assertEquals(1, test.waiting());
        await(lease.close());
        await(hasty.close());
    }

    @Test
    @DisplayName("a server that hangs, and closes nothing, is given up: by a statement, by a login, by the search")
    void hanging() throws Exception {
        int silenceMs = 1_000;
        Waits waits = new Waits(5_000, 0, silenceMs);
        PrimarySearch one = new PrimarySearch(
                test.vertx(),
                test.address()
                        .at(new DatabaseHost(
                                "127.0.0.1", test.servers().primary().port())));
        Database hanging = Database.open(test.vertx(), one, 1, waits);
        await(hanging.ping());
        test.servers().pausePrimary();
        failure(hanging.ping());
        failure(hanging.ping());
        Database searching = Database.open(test.vertx(), test.address(), 1);
        String told = failure(searching.ping()).getMessage();
        assertTrue(told.contains(test.servers().standby().port() + " is a standby"), told);
        test.servers().resumePaused();
        await(hanging.ping());
        await(searching.ping());
        await(hanging.close());
        await(searching.close());
    }

    @Test
    @DisplayName("the server that was promoted is used, and an old primary that comes back is not")
    void promoted() throws Exception {
        int before = test.servers().primary().port();
        assertEquals(before, port());
        test.servers().killPrimary();
        test.servers().promote();
        int after = test.servers().primary().port();
        assertEquals(after, await(eventually()));
        test.servers().revive();
        Database other = Database.open(test.vertx(), test.address(), 1);
        assertEquals(after, await(port(other)), "who has not seen the promotion uses the right one, too");
        await(other.close());
        test.servers()
                .ask("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'easel'");
        assertEquals(after, await(eventually()));
        test.servers().rejoin();
        assertEquals(after, port());
    }

    private int port() {
        return await(port(database));
    }

    private static Future<Integer> port(Database database) {
        return database.query("select inet_server_port()", Tuple.tuple())
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** The answer of the first query that succeeds. */
    private Future<Integer> eventually() {
        return port(database).recover(_ -> eventually());
    }
}
