package dev.easel.server.database;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class DatabaseTest {
    private static final int SILENCE_MS = 1_000;

    private static TestDatabase test;

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Test
    @DisplayName("the server knows who is connected, and ends what takes longer than a lease")
    void settings() {
        assertEquals("easel", setting("application_name"));
        assertEquals("5s", setting("statement_timeout"));
        assertEquals("5s", setting("idle_in_transaction_session_timeout"));
    }

    @Test
    @DisplayName("large values are compressed by LZ4 where the server can, and nobody has chosen otherwise")
    void compression() {
        boolean can = test.number("""
                select count(*) from pg_settings
                 where name = 'default_toast_compression' and 'lz4' = any (enumvals)""") > 0;
        assertEquals(can ? "lz4" : "pglz", setting("default_toast_compression"));
        test.sql("alter database " + test.address().database() + " set default_toast_compression = pglz");
        Database chosen = Database.open(test.vertx(), test.address(), 1);
        assertEquals(
                "pglz",
                await(chosen.query("select current_setting('default_toast_compression')", Tuple.tuple()))
                        .iterator()
                        .next()
                        .getString(0));
        await(chosen.close());
        test.sql("alter database " + test.address().database() + " reset default_toast_compression");
    }

    private static String setting(String name) {
        return test.sql("select current_setting($1)", name).iterator().next().getString(0);
    }

    @Test
    @DisplayName("the migrations may run again")
    void migrations() {
        await(new Migrations(test.vertx(), test.address()).run());
    }

    @Test
    @DisplayName("a transaction that fails leaves nothing behind")
    void rollback() {
        Future<Void> failing = test.database()
                .transaction(
                        "begin",
                        connection -> connection
                                .query("create table never (x int)")
                                .execute()
                                .compose(_ -> Future.failedFuture(new IllegalStateException("no"))));
        assertInstanceOf(IllegalStateException.class, failure(failing));
        assertEquals(0, test.number("select count(*) from pg_class where relname = 'never'"));
        assertInstanceOf(PgException.class, failure(test.database().query("select 1 from never", Tuple.tuple())));
    }

    @Test
    @DisplayName("a connection that stalls in the middle of a transaction fails it and is closed")
    void silence() {
        try (DatabaseProxy proxy = new DatabaseProxy(test)) {
            Database database = Database.open(
                    test.vertx(), new PrimarySearch(test.vertx(), proxy.address()), 1, new Waits(5_000, 0, SILENCE_MS));
            assertEquals(1, await(database.query("select 1", Tuple.tuple())).size());
            long began = System.nanoTime();
            Future<Object> stuck = database.transaction("begin", connection -> {
                proxy.stall();
                return connection.query("select 1").execute().mapEmpty();
            });
            failure(stuck);
            assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) < 10 * SILENCE_MS);
            proxy.resume();
            assertEquals(1, await(database.query("select 1", Tuple.tuple())).size());
            await(database.close());
        }
    }

    @Test
    @DisplayName("a server that takes the connection and says nothing fails the query")
    void dumb() {
        try (DatabaseProxy proxy = new DatabaseProxy(test)) {
            proxy.stall();
            Database database = Database.open(
                    test.vertx(), new PrimarySearch(test.vertx(), proxy.address()), 1, new Waits(5_000, 0, SILENCE_MS));
            failure(database.query("select 1", Tuple.tuple()));
            await(database.close());
        }
    }

    @Test
    @DisplayName("a connection over which it turns out that the server takes no writes is closed, and made again")
    void readOnly() {
        Database database = Database.open(test.vertx(), test.address(), 1);
        await(database.query("set session characteristics as transaction read only", Tuple.tuple()));
        failure(database.query("create table not_made ()", Tuple.tuple()));
        assertTrue(database.isReadOnly());
        await(database.query("create table made ()", Tuple.tuple()));
        assertFalse(database.isReadOnly());
        await(database.close());
    }

    @Test
    @DisplayName("so many may wait for a connection; one more fails at once, and the others go on")
    void waiting() {
        Database database =
                Database.open(test.vertx(), new PrimarySearch(test.vertx(), test.address()), 1, Waits.USUAL, 3);
        List<Future<?>> asked = new ArrayList<>();
        await(database.connection(_ -> {
            for (int i = 0; i < 4; i++) {
                asked.add(database.query("select 1", Tuple.tuple()));
            }
            return Future.succeededFuture();
        }));
        assertInstanceOf(ConnectionPoolTooBusyException.class, failure(asked.removeLast()));
        asked.forEach(it -> await(it));
        await(database.close());
    }
}
