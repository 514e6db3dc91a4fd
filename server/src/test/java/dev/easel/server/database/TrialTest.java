package dev.easel.server.database;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.store.TableRights;
import dev.easel.server.store.TestDatabase;
import io.vertx.core.net.NetServer;
import io.vertx.pgclient.SslMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server needs of its database is tried at the start: pitfalls 37 and 41. */
@Timeout(60)
final class TrialTest {
    private static final String ROLE = "trial_role";

    private static TestDatabase test;

    @BeforeAll
    static void open() {
        test = TestDatabase.create();
        test.sql("create role " + ROLE + " login password 'secret'");
    }

    @AfterEach
    void clean() {
        test.sql("alter role " + ROLE + " connection limit -1");
        test.sql("alter role " + ROLE + " reset all");
        test.sql("drop owned by " + ROLE);
    }

    @AfterAll
    static void close() {
        test.sql("drop role " + ROLE);
        test.close();
    }

    private static DatabaseAddress as(String user, String password, String database, Map<String, String> settings) {
        DatabaseAddress address = test.address();
        return new DatabaseAddress(
                address.hosts(),
                database,
                user,
                password,
                address.sslMode(),
                address.rootCertificate(),
                settings,
                address.ignored());
    }

    private static DatabaseAddress asRole(Map<String, String> settings) {
        return as(ROLE, "secret", test.address().database(), settings);
    }

    private static Trial trial(DatabaseAddress address) {
        return new Trial(test.vertx(), address);
    }

    private static String refusal(DatabaseAddress address) {
        return told(DatabaseRefused.class, failure(trial(address).run()), address, " cannot be used: ");
    }

    private static String notYet(DatabaseAddress address) {
        return told(DatabaseNotYet.class, failure(trial(address).run()), address, " cannot be used yet: ");
    }

    private static String told(
            Class<? extends Throwable> kind, Throwable failure, DatabaseAddress address, String between) {
        String message = assertInstanceOf(kind, failure).getMessage();
        String before = "the database at " + address + between;
        assertTrue(message.startsWith(before), message);
        return message.substring(before.length());
    }

    @Test
    @DisplayName("a PostgreSQL that has what is needed is taken")
    void taken() {
        assertTrue(await(trial(test.address()).run()).writesThrough());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII", "EUC_JP"})
    @DisplayName("a database that is not UTF-8 is refused")
    void encoding(String encoding) {
        String name = "odd_" + encoding.toLowerCase(Locale.ROOT);
        test.sql("create database " + name + " encoding '" + encoding + "' template template0 locale 'C'");
        try {
            assertEquals(
                    "its encoding is " + encoding + ", which cannot keep all texts: make one with create database …"
                            + " encoding 'UTF8' template template0",
                    refusal(test.address().with(name, Map.of())));
        } finally {
            test.sql("drop database " + name + " with (force)");
        }
    }

    @Test
    @DisplayName("a wrong password, an unknown role and a missing database are refused")
    void login() {
        String login = ": correct the user or the password in DATABASE_URL, PGUSER and PGPASSWORD";
        String database = test.address().database();
        assertEquals(
                "password authentication failed for user \"" + ROLE + "\"" + login,
                refusal(as(ROLE, "wrong", database, Map.of())));
        assertEquals(
                "password authentication failed for user \"nobody\"" + login,
                refusal(as("nobody", "secret", database, Map.of())));
        assertEquals(
                "database \"missing\" does not exist: make it (create database \"missing\"), or correct DATABASE_URL",
                refusal(as(ROLE, "secret", "missing", Map.of())));
        test.sql("alter role " + ROLE + " nologin");
        try {
            assertEquals(
                    "role \"" + ROLE + "\" is not permitted to log in: correct DATABASE_URL, or let this user in from"
                            + " here (pg_hba.conf, alter role … login)",
                    refusal(asRole(Map.of())));
        } finally {
            test.sql("alter role " + ROLE + " login");
        }
    }

    @Test
    @DisplayName("a role that may not connect to the database is refused with the right that it needs")
    void connect() {
        String database = test.address().database();
        test.sql("revoke connect on database " + database + " from public");
        try {
            assertEquals(
                    "permission denied for database \"" + database + "\": give the right to the role " + ROLE
                            + " (grant connect, create on the database, create on the schema), or use one that has it",
                    refusal(asRole(Map.of())));
        } finally {
            test.sql("grant connect on database " + database + " to public");
        }
    }

    @Test
    @DisplayName("a role that may not create is refused, unless another one has migrated the schema")
    void create() {
        test.sql("create schema closed");
        try {
            assertEquals(
                    "no schema of its search_path (closed) is there for the role " + ROLE
                            + ": create schema …, or grant usage on it",
                    refusal(asRole(Map.of("search_path", "closed"))));
            test.sql("grant usage on schema closed to " + ROLE);
            assertEquals(
                    "the role " + ROLE
                            + " may not create tables in the schema closed: grant create on schema closed to " + ROLE,
                    refusal(asRole(Map.of("search_path", "closed"))));
            DatabaseAddress owner = test.address().with(test.address().database(), Map.of("search_path", "closed"));
            await(new Migrations(test.vertx(), owner).run());
            DatabaseAddress role = asRole(Map.of("search_path", "closed"));
            await(trial(role).run());
            Database database = Database.open(test.vertx(), role, 1);
            String rights =
                    told(DatabaseRefused.class, failure(TableRights.check(database, role)), role, " cannot be used: ");
            assertTrue(
                    rights.startsWith("the role " + ROLE + " may not read and write access_request, asset, "), rights);
            test.sql("grant select, insert, update, delete on all tables in schema closed to " + ROLE);
            await(TableRights.check(database, role));
            await(new Migrations(test.vertx(), role).run());
            await(database.close());
        } finally {
            test.sql("drop schema closed cascade");
        }
    }

    @Test
    @DisplayName("another schema is used when the address names it: for migrations and for every connection")
    void schema() {
        test.sql("create schema boards authorization " + ROLE);
        DatabaseAddress role = asRole(Map.of("search_path", "boards"));
        await(trial(role).run());
        await(new Migrations(test.vertx(), role).run());
        assertEquals(
                1, test.number("select count(*) from pg_tables where schemaname = 'boards' and tablename = 'event'"));
        Database database = Database.open(test.vertx(), role, 1);
        await(TableRights.check(database, role));
        await(database.close());
    }

    @Test
    @DisplayName("a schema with tables of somebody else is refused")
    void tables_of_others() {
        test.sql("create schema taken authorization " + ROLE);
        test.sql("create table taken.project (x int)");
        DatabaseAddress role = asRole(Map.of("search_path", "taken"));
        Throwable refused = failure(new Migrations(test.vertx(), role).run());
        assertEquals(
                "its schema holds tables that are not Easel's: name another database, or a schema by options=-c"
                        + " search_path=NAME",
                told(DatabaseRefused.class, refused, role, " cannot be used: "));
        test.sql("drop schema taken cascade");
    }

    @Test
    @DisplayName("a database that can only be read is waited for")
    void read_only() {
        test.sql("alter role " + ROLE + " set default_transaction_read_only = on");
        assertEquals("it can only be read (default_transaction_read_only)", notYet(asRole(Map.of())));
    }

    @Test
    @DisplayName("too many connections are waited for")
    void connections() {
        test.sql("alter role " + ROLE + " connection limit 1");
        assertEquals("too many connections for role \"" + ROLE + "\"", notYet(asRole(Map.of())));
    }

    @Test
    @DisplayName("an option that PostgreSQL does not know is refused")
    void option() {
        String refused = refusal(asRole(Map.of("no_such_setting", "1")));
        assertTrue(refused.contains("unrecognized configuration parameter \"no_such_setting\""), refused);
    }

    @Test
    @DisplayName("a host that is not there, or not known, is waited for")
    void unreachable() {
        DatabaseAddress address = test.address();
        NetServer taken =
                await(test.vertx().createNetServer().connectHandler(_ -> {}).listen(0, "127.0.0.1"));
        int port = taken.actualPort();
        await(taken.close());
        String refused = notYet(elsewhere(address, test.host().name(), port, SslMode.DISABLE));
        assertTrue(refused.startsWith("it cannot be reached: Connection"), refused);
        assertEquals(
                "the host no-such-host.invalid is not known",
                notYet(elsewhere(address, "no-such-host.invalid", 5432, SslMode.DISABLE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUIRE", "VERIFY_CA", "VERIFY_FULL"})
    @DisplayName("TLS that the server does not speak is refused")
    void no_tls(String mode) {
        DatabaseAddress address = test.address();
        SslMode ssl = SslMode.valueOf(mode);
        assertEquals(
                "it does not speak TLS, which sslmode=" + ssl.value
                        + " asks for: turn ssl on in that PostgreSQL, or use sslmode=prefer",
                refusal(elsewhere(address, test.host().name(), test.host().port(), ssl)));
    }

    private static DatabaseAddress elsewhere(DatabaseAddress address, String host, int port, SslMode ssl) {
        return new DatabaseAddress(
                List.of(new DatabaseHost(host, port)),
                address.database(),
                address.user(),
                address.password(),
                ssl,
                address.rootCertificate(),
                address.settings(),
                address.ignored());
    }
}
