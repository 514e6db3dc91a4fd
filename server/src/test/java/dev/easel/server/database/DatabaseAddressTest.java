package dev.easel.server.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.pgclient.SslMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseAddressTest {
    private static final DatabaseHost H = new DatabaseHost("h", 5432);

    private static DatabaseAddress url(String url) {
        return DatabaseAddress.fromEnvironment(Map.of("DATABASE_URL", url)::get).orElseThrow();
    }

    @Test
    @DisplayName("a URL's parts are percent-decoded")
    void decoded() {
        DatabaseAddress address =
                url("postgres://ad%40a:p%2Fw+%3A:x@db.example:6543/my%20canvas?sslmode=require&foo=bar");
        assertEquals(List.of(new DatabaseHost("db.example", 6543)), address.hosts());
        assertEquals("ad@a", address.user());
        assertEquals("p/w+::x", address.password());
        assertEquals("my canvas", address.database());
        assertEquals(SslMode.REQUIRE, address.sslMode());
        assertEquals("jdbc:postgresql://db.example:6543/my+canvas", address.jdbcUrl());
        assertEquals(Set.of("foo"), address.ignored());
    }

    @Test
    @DisplayName("an empty parameter is the same as none, and a name may be percent-encoded")
    void empty_parameters() {
        DatabaseAddress address =
                url("postgres://u:p@h:/d?sslrootcert=&password=&dbname=&user=&host=&sslmode=&%73slmode=require");
        assertEquals(
                new DatabaseAddress(List.of(H), "d", "u", "p", SslMode.REQUIRE, Optional.empty(), Map.of(), Set.of()),
                address);
    }

    @Test
    @DisplayName("hostaddr is told as ignored: the certificate's name is checked against the host")
    void hostaddr() {
        DatabaseAddress address = url("postgres://u@h/d?hostaddr=1.2.3.4");
        assertEquals(List.of(H), address.hosts());
        assertEquals(Set.of("hostaddr"), address.ignored());
    }

    @Test
    @DisplayName("what a URL leaves out has libpq's defaults")
    void defaults() {
        DatabaseAddress address = url("postgresql://ada@[::1]");
        assertEquals(List.of(new DatabaseHost("::1", 5432)), address.hosts());
        assertEquals("ada", address.database());
        assertEquals(SslMode.PREFER, address.sslMode());
        assertEquals("jdbc:postgresql://[::1]:5432/ada", address.jdbcUrl());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://u:p%40s%2Fs@h:5432/d",
                "postgresql://u:p@s/s@h:5432/d",
                "postgres://u:p%40s%2Fs@h:5432/d?",
                "postgres://h/d?user=u&password=p%40s/s",
                "postgres://ignored:ignored@h/ignored?user=u&password=p@s/s&dbname=d",
                "postgres:///d?host=h&user=u&password=p@s/s",
                " postgres://u:p@s/s@h/d "
            })
    @DisplayName("the ways to write one address; a parameter goes before another part")
    void ways(String url) {
        assertEquals(
                new DatabaseAddress(
                        List.of(H), "d", "u", "p@s/s", SslMode.PREFER, Optional.empty(), Map.of(), Set.of()),
                url(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":$&'()*+,;=~!", ":ä", ":a:b"})
    @DisplayName("a password need not be there, and may hold what libpq takes without percent-encoding")
    void passwords(String password) {
        DatabaseAddress address = url("postgres://u" + password + "@my_db.internal/");
        assertEquals(password.isEmpty() ? "" : password.substring(1), address.password());
        assertEquals("my_db.internal:5432", address.places());
        assertEquals("u", address.database());
    }

    @ParameterizedTest
    @EnumSource(SslMode.class)
    @DisplayName("every sslmode is passed on, with the authorities to trust")
    void ssl(SslMode mode) {
        DatabaseAddress address = url("postgres://u@h/d?sslrootcert=/etc/c%20a+.pem&sslmode=" + mode.value);
        assertEquals(mode, address.sslMode());
        assertEquals(Optional.of("/etc/c a+.pem"), address.rootCertificate());
        assertEquals(mode.value, address.jdbcProperties().get("sslmode"));
        assertEquals(Set.of(), address.ignored());
    }

    @Test
    @DisplayName("what a URL leaves out is taken from the PG variables, what it says is not")
    void filled_in() {
        Map<String, String> set = Map.of(
                "DATABASE_URL", "postgres://u@h/d?sslmode=disable",
                "PGHOST", "other",
                "PGPORT", "6543",
                "PGUSER", "other",
                "PGPASSWORD", "s e+c%r&t",
                "PGDATABASE", "other",
                "PGSSLMODE", "require",
                "PGSSLROOTCERT", "/etc/c a+.pem");
        assertEquals(
                Optional.of(new DatabaseAddress(
                        List.of(new DatabaseHost("h", 6543)),
                        "d",
                        "u",
                        "s e+c%r&t",
                        SslMode.DISABLE,
                        Optional.of("/etc/c a+.pem"),
                        Map.of(),
                        Set.of())),
                DatabaseAddress.fromEnvironment(set::get));
    }

    @ParameterizedTest
    @CsvSource({"PGPORT, many", "PGPORT, 65536", "PGSSLMODE, maybe"})
    @DisplayName("a PG variable that cannot be used is refused, too")
    void refused_variable(String name, String value) {
        Map<String, String> set = Map.of("PGHOST", "db", "PGUSER", "ada", name, value);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> DatabaseAddress.fromEnvironment(set::get));
        assertTrue(refused.getMessage().contains(name), refused.getMessage());
    }

    @Test
    @DisplayName("without a URL the PG variables count, once there is PGHOST")
    void variables() {
        assertEquals(Optional.empty(), DatabaseAddress.fromEnvironment(Map.of("PGUSER", "ada")::get));
        Map<String, String> set = Map.of(
                "PGHOST",
                "db",
                "PGPORT",
                "1",
                "PGUSER",
                "ada",
                "PGPASSWORD",
                "s",
                "PGDATABASE",
                "d",
                "PGSSLMODE",
                "disable");
        assertEquals(
                Optional.of(new DatabaseAddress(
                        List.of(new DatabaseHost("db", 1)),
                        "d",
                        "ada",
                        "s",
                        SslMode.DISABLE,
                        Optional.empty(),
                        Map.of(),
                        Set.of())),
                DatabaseAddress.fromEnvironment(set::get));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:topsecret@h/d",
                "postgres://u:topsecret@h:port/d",
                "postgres://u:topsecret@h:0/d",
                "postgres://u:topsecret%zz@h/d",
                "postgres://u:topsecret@h/d?sslmode=maybe",
                "postgres://u:topsecret@a,/d",
                "postgres://u:topsecret@a,b,c/d?port=1,2",
                "postgres://u:topsecret@a,b/d?target_session_attrs=standby",
                "postgres://u:topsecret@[::1/d",
                "postgres://h/d",
                "u:topsecret@h/d",
                "postgres://u:topsecret@h:65536/d",
                "postgres://u:topsecret@h/d?sslmode",
                "postgres://u:topsecret@h/d?sslrootcert=%zz",
                "postgres://u:topsecret@/d?host=/run/postgresql"
            })
    @DisplayName("what cannot be used is refused, without telling the password")
    void refused(String url) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> url(url));
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            assertFalse(cause.getMessage().contains("topsecret"), cause.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://u@a:1,[::2]:2,c/d",
                "postgres://u@a:1,[::2]:2,c/d?target_session_attrs=read-write",
                "postgres://u@/d?host=a,::2,c&port=1,2,",
                "postgres://u@a,[::2],c/d?port=1,2,5432",
            })
    @DisplayName("several hosts, each with a port of its own")
    void hosts(String url) {
        DatabaseAddress address = url(url);
        assertEquals(
                List.of(new DatabaseHost("a", 1), new DatabaseHost("::2", 2), new DatabaseHost("c", 5432)),
                address.hosts());
        assertEquals(Set.of(), address.ignored());
        assertEquals("postgresql://u@a:1,[::2]:2,c:5432/d?sslmode=prefer", address.toString());
        assertEquals("jdbc:postgresql://a:1,[::2]:2,c:5432/d", address.jdbcUrl());
        assertEquals("primary", address.jdbcProperties().get("targetServerType"));
        assertEquals("::2", address.connectOptions(address.hosts().get(1)).getHost());
    }

    @Test
    @DisplayName("several hosts with one port for all, in the PG variables")
    void hosts_in_variables() {
        Map<String, String> set = Map.of("PGHOST", "a,b", "PGPORT", "6543", "PGUSER", "u");
        assertEquals(
                List.of(new DatabaseHost("a", 6543), new DatabaseHost("b", 6543)),
                DatabaseAddress.fromEnvironment(set::get).orElseThrow().hosts());
    }

    @Test
    @DisplayName("its text hides the password")
    void text() {
        assertEquals(
                "postgresql://u@h:5432/d?sslmode=prefer",
                url("postgres://u:topsecret@h/d").toString());
    }
}
