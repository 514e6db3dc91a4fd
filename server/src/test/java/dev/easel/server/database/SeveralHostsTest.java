package dev.easel.server.database;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.store.TestDatabase;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Tuple;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An address with two hosts, each a way to the same server. */
@Timeout(60)
final class SeveralHostsTest {
    private TestDatabase test;
    private DatabaseProxy one;
    private DatabaseProxy other;
    private DatabaseAddress address;

    @BeforeEach
    void open() {
        test = TestDatabase.create();
        one = new DatabaseProxy(test);
        other = new DatabaseProxy(test);
        DatabaseAddress there = test.address();
        address = new DatabaseAddress(
                List.of(one.host(), other.host()),
                there.database(),
                there.user(),
                there.password(),
                SslMode.DISABLE,
                Optional.empty(),
                there.settings(),
                Set.of());
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        test.close();
    }

    @Test
    @DisplayName("the server starts with either of them, over every kind of connection")
    void start() {
        one.down();
        await(new Trial(test.vertx(), address).run());
        await(new Migrations(test.vertx(), address).run());
        one.up();
        other.down();
        await(new Trial(test.vertx(), address).run());
        await(new Migrations(test.vertx(), address).run());
    }

    @Test
    @DisplayName("tools reach the first that takes writes")
    void tools() throws Exception {
        one.down();
        address.connect().close();
        other.down();
        assertEquals("08001", assertThrows(SQLException.class, address::connect).getSQLState());
    }

    @Test
    @DisplayName("when one goes away the other is used by the next call, and stays in use")
    void follows() {
        Database database = Database.open(test.vertx(), address, 1);
        assertEquals(1, connections(database, one));
        one.down();
        failure(database.query("select 1", Tuple.tuple()));
        assertEquals(1, connections(database, other));
        one.up();
        assertEquals(1, connections(database, other));
        await(database.close());
    }

    /** Runs a query; how many connections there are over that host. */
    private int connections(Database database, DatabaseProxy proxy) {
        await(database.query("select 1", Tuple.tuple()));
        return proxy.connections();
    }

    @Test
    @DisplayName("a host that takes connections and says nothing costs a bounded time")
    void silent() {
        one.stall();
        Database database = Database.open(test.vertx(), address, 1);
        long began = System.nanoTime();
        await(database.query("select 1", Tuple.tuple()));
        assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) < Waits.HOST_MS);
        await(database.close());
    }

    @Test
    @DisplayName("with none of them the failure says what each has said, and it is tried again")
    void none() {
        one.down();
        other.down();
        Database database = Database.open(test.vertx(), address, 1);
        Throwable none = failure(database.query("select 1", Tuple.tuple()));
        String told = assertInstanceOf(HostAnswer.NoneWrites.class, none).getMessage();
        assertTrue(told.contains(one.host() + " cannot be reached ("), told);
        DatabaseNotYet notYet = assertInstanceOf(DatabaseNotYet.class, failure(new Trial(test.vertx(), address).run()));
        assertTrue(notYet.getMessage().contains("cannot be used yet: no host takes writes: "), notYet.getMessage());
        other.up();
        await(database.query("select 1", Tuple.tuple()));
        await(database.close());
    }
}
