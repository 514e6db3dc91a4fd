package dev.easel.server.store;

import static dev.easel.server.store.StoreFixtures.event;
import static dev.easel.server.store.StoreFixtures.json;
import static dev.easel.server.store.StoreFixtures.run;
import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.json.Json;
import dev.easel.server.database.DatabaseProxy;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Timestamps;
import dev.easel.server.database.Waits;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.journal.JournalStore.Failed;
import dev.easel.server.journal.JournalStore.NotWritten;
import dev.easel.server.journal.JournalStore.Refused;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.ProjectStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PgJournalStoreTest extends JournalStoreContract {
    private static TestDatabase test;
    private static PgJournalStore journal;
    private static PgJournalStore second;

    private final ProjectStore store = new PgProjectStore(
            test.database(), 25, _ -> {}, _ -> {}, new AnyoneClaims(test.database(), InstantSource.system()));
    private final PgProjects projects =
            new PgProjects(test.database(), _ -> {}, UUID::randomUUID, InstantSource.system(), () -> {});

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
        test.sql("create extension pg_stat_statements");
        journal = new PgJournalStore(test.vertx(), new PrimarySearch(test.vertx(), test.address()), Waits.USUAL);
        second = new PgJournalStore(test.vertx(), new PrimarySearch(test.vertx(), test.address()), Waits.USUAL);
    }

    @AfterAll
    static void close() {
        await(journal.close());
        await(second.close());
        test.close();
    }

    @Override
    JournalStore journal() {
        return journal;
    }

    @Override
    ProjectStore store() {
        return store;
    }

    @Override
    UUID project() {
        return await(projects.create("a canvas", Json.EMPTY_OBJECT)).id();
    }

    @Test
    @DisplayName("a batch is one statement, whatever is in it")
    void oneStatement() {
        UUID one = project();
        UUID other = project();
        long epoch = load(one).epoch();
        long otherEpoch = load(other).epoch();
        test.sql("select pg_stat_statements_reset()");
        commit(run(one, epoch, 1, 50), run(other, otherEpoch, 1, 50));
        assertEquals(1, test.number("""
                select coalesce(sum(calls), 0)::bigint from pg_stat_statements
                 where query not like '%pg_stat%'
                   and dbid = (select oid from pg_database where datname = current_database())"""));
    }

    @Test
    @DisplayName("an event's row says all of it, its changes as they were written")
    void eventRow() {
        UUID project = project();
        long epoch = load(project).epoch();
        Change change = new Change.Put("o", json("{\"b\":1e300,\"a\":\"🎨\"}"));
        commit(run(
                project,
                epoch,
                new Event(1, 5, "Ada", StoreFixtures.CLIENT, 7, Optional.of("group"), List.of(change))));
        var row = test.sql("select *, changes::text as text from event where project_id = $1", project)
                .iterator()
                .next();
        assertEquals("[{\"op\":\"put\",\"id\":\"o\",\"props\":{\"b\":1e+300,\"a\":\"🎨\"}}]", row.getString("text"));
        assertEquals(epoch, row.getLong("epoch"));
        assertEquals(5, Timestamps.millis(row, "at"));
        assertEquals("Ada", row.getString("actor"));
        assertEquals("group", row.getString("group_id"));
    }

    @Test
    @DisplayName("data PostgreSQL never takes is refused, and the connection serves on")
    void refused() {
        UUID project = project();
        long epoch = load(project).epoch();
        Event impossible = new Event(
                1, 0, "a\u0000b", StoreFixtures.CLIENT, 1, Optional.empty(), List.of(new Change.Delete("o1")));
        assertInstanceOf(Refused.class, failure(journal.commit(List.of(run(project, epoch, impossible)))));
        assertEquals(Set.of(project), commit(run(project, epoch, 1, 1)));
    }

    @ParameterizedTest
    @DisplayName(
            "what a trigger raises is about the project, a value or an outage by its code or not, and drops no event")
    @ValueSource(strings = {"P0001", "22000", "23505", "54000", "40001", "42501", "53100", "57P03", "25006", "08006"})
    void raised(String code) {
        UUID project = project();
        long epoch = load(project).epoch();
        test.sql("create function raised() returns trigger language plpgsql as $$ begin"
                + " raise exception 'not this one' using errcode = '" + code + "'; end $$");
        test.sql("create trigger raised before insert on event for each row execute function raised()");
        Throwable failure = failure(journal.commit(List.of(run(project, epoch, 1, 1))));
        test.sql("drop function raised cascade");
        assertInstanceOf(Failed.class, failure);
        assertEquals(Set.of(project), commit(run(project, epoch, 1, 1)));
    }

    @Test
    @DisplayName("a statement that takes too long, or waits for a lock, is told from one that fails")
    void outOfTime() {
        UUID project = project();
        long epoch = load(project).epoch();
        PgJournalStore hasty = new PgJournalStore(
                test.vertx(), new PrimarySearch(test.vertx(), test.address()), new Waits(5_000, 50, 15_000));
        SqlConnection rival = connection();
        sql(rival, "begin");
        sql(rival, "lock table event");
        Throwable locked = failure(hasty.commit(List.of(run(project, epoch, 1, 1))));
        assertTrue(locked instanceof Failed failed && failed.isOutOfTime(), locked::toString);
        sql(rival, "rollback");
        sql(rival, "begin");
        sql(rival, "select from project where id = '" + project + "' for update");
        assertEquals(Set.of(), await(hasty.commit(List.of(run(project, epoch, 1, 1)))));
        Throwable held = failure(hasty.positions(Set.of(project)));
        assertTrue(held instanceof Failed failed && failed.isOutOfTime(), held::toString);
        sql(rival, "rollback");
        assertEquals(Set.of(project), await(hasty.commit(List.of(run(project, epoch, 1, 1)))));
        await(hasty.close());
        await(rival.close());
    }

    @Test
    @DisplayName(
            "a server that takes no writes is told as no answer, its connection is closed, and the next one serves")
    void readOnly() {
        UUID project = project();
        long epoch = load(project).epoch();
        PgJournalStore over =
                new PgJournalStore(test.vertx(), new PrimarySearch(test.vertx(), test.address()), Waits.USUAL);
        await(over.positions(Set.of(project)));
        String name = test.address().database();
        SqlConnection writable = connection();
        sql(writable, "alter database " + name + " set default_transaction_read_only = on");
        sql(writable, """
                select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid()""");
        for (int tries = 0; tries < 3; tries++) {
            Throwable failure = failure(over.commit(List.of(run(project, epoch, 1, 1))));
            assertFalse(failure instanceof NotWritten, failure.toString());
        }
        assertTrue(over.isReadOnly());
        sql(writable, "alter database " + name + " reset default_transaction_read_only");
        assertEquals(Set.of(project), await(over.commit(List.of(run(project, epoch, 1, 1)))));
        assertFalse(over.isReadOnly());
        await(writable.close());
        await(over.close());
    }

    @Test
    @DisplayName("the probe of the health check commits nothing, and fails where nothing could be committed")
    void probe() {
        WriteProbe probe = new WriteProbe(test.database());
        await(probe.ask());
        test.sql("alter table event rename to elsewhere");
        failure(Future.all(probe.ask(), probe.ask(), probe.ask()));
        test.sql("alter table elsewhere rename to event");
        await(probe.ask());
    }

    // ---- the fence, with somebody else holding the row

    @ParameterizedTest
    @DisplayName("a commit passes by a project that is being taken over, and holds up no other")
    @ValueSource(booleans = {true, false})
    void takenOverMeanwhile(boolean takenOver) {
        UUID project = project();
        UUID other = project();
        long epoch = load(project).epoch();
        long otherEpoch = load(other).epoch();
        SqlConnection rival = connection();
        sql(rival, "begin");
        sql(rival, "update project set epoch = epoch + 1 where id = $1", project);
        Run held = run(project, epoch, 1, 2);
        assertEquals(Set.of(other), await(journal.commit(List.of(held, run(other, otherEpoch, 1, 1)))));
        sql(rival, takenOver ? "commit" : "rollback");
        assertEquals(takenOver ? Set.of() : Set.of(project), commit(held));
        assertAt(project, takenOver ? epoch + 1 : epoch, takenOver ? 0 : 2);
        assertAt(other, otherEpoch, 1);
        await(rival.close());
    }

    @Test
    @DisplayName("a take-over that waits for a commit sees its events")
    void takesOverAfter() {
        UUID project = project();
        long epoch = load(project).epoch();
        SqlConnection slow = connection();
        sql(slow, "begin");
        Run run = run(project, epoch, 1, 2);
        await(slow.preparedQuery(JournalBatch.COMMIT).execute(JournalBatch.values(List.of(run))));
        var load = store.load(project, LoadLimit.NONE);
        awaitWaiting(1);
        sql(slow, "commit");
        assertEquals(2, ((Loaded.Found) await(load)).events().size());
        assertEquals(Set.of(), commit(run(project, epoch, 3, 3)));
        await(slow.close());
    }

    @ParameterizedTest
    @DisplayName("a commit beside an earlier one of the same run, its answer lost, does not write it twice")
    @ValueSource(booleans = {true, false})
    void twiceAtOnce(boolean committed) {
        UUID project = project();
        long epoch = load(project).epoch();
        Run run = run(project, epoch, 1, 2);
        SqlConnection lost = connection();
        sql(lost, "begin");
        await(lost.preparedQuery(JournalBatch.COMMIT).execute(JournalBatch.values(List.of(run))));
        assertEquals(Set.of(), commit(run));
        sql(lost, committed ? "commit" : "rollback");
        assertEquals(committed ? Set.of() : Set.of(project), commit(run));
        assertAt(project, epoch, 2);
        await(lost.close());
    }

    @Test
    @DisplayName("an update of the row that leaves epoch and seq alone puts a commit off, and no more")
    void otherUpdate() {
        UUID project = project();
        long epoch = load(project).epoch();
        Run run = run(project, epoch, 1, 2);
        SqlConnection other = connection();
        sql(other, "begin");
        sql(other, "update project set title = 'other' where id = $1", project);
        assertEquals(Set.of(), commit(run));
        sql(other, "commit");
        assertEquals(Set.of(project), commit(run));
        assertAt(project, epoch, 2);
        assertEquals(1, test.number("select count(*) from project where id = $1 and title = 'other'", project));
        await(other.close());
    }

    @Test
    @DisplayName("batches with the same projects in opposite order do not wait on each other in a circle")
    void opposite() {
        List<UUID> some = IntStream.range(0, 20).mapToObj(_ -> project()).toList();
        List<Long> epochs = some.stream().map(project -> load(project).epoch()).toList();
        for (long seq = 1; seq <= 60; seq++) {
            long next = seq;
            List<Run> forth = IntStream.range(0, some.size())
                    .mapToObj(i -> run(some.get(i), epochs.get(i), next, next))
                    .toList();
            Future<Set<UUID>> one = journal.commit(forth);
            Future<Set<UUID>> two = second.commit(forth.reversed());
            assertEquals(some.size(), await(one).size() + await(two).size());
        }
    }

    @Test
    @DisplayName("a lost connection fails what waits on it, not as refused, and is made again")
    void reconnects() {
        UUID project = project();
        long epoch = load(project).epoch();
        try (DatabaseProxy proxy = new DatabaseProxy(test)) {
            PgJournalStore over =
                    new PgJournalStore(test.vertx(), new PrimarySearch(test.vertx(), proxy.address()), Waits.USUAL);
            await(over.positions(Set.of(project)));
            proxy.down();
            Throwable failure = failure(over.commit(List.of(run(project, epoch, 1, 1))));
            assertFalse(failure instanceof Refused, failure.toString());
            proxy.up();
            assertEquals(Set.of(project), await(over.commit(List.of(run(project, epoch, 1, 1)))));
            await(over.close());
        }
    }

    @Test
    @DisplayName("eight mebibytes are one batch")
    void large() {
        UUID project = project();
        long epoch = load(project).epoch();
        Json text = json("{\"text\":\"" + "x".repeat(100_000) + "\"}");
        Event[] events = LongStream.rangeClosed(1, 80)
                .mapToObj(seq -> event(seq, new Change.Put("o", text)))
                .toArray(Event[]::new);
        Run run = run(project, epoch, events);
        assertEquals(Set.of(project), commit(run));
        assertEquals(80, load(project).events().size());
    }

    private static SqlConnection connection() {
        return test.connect();
    }

    private static void sql(SqlConnection connection, String statement, Object... values) {
        await(connection.preparedQuery(statement).execute(Tuple.from(values)));
    }

    /** Until so many statements wait for a lock of this database. */
    private static void awaitWaiting(int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (test.number("""
                select count(*) from pg_stat_activity
                 where wait_event_type = 'Lock' and datname = current_database()""") < count) {
            assertTrue(System.nanoTime() < deadline, "nothing waits for the lock");
        }
    }
}
