package dev.easel.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.pgclient.SslMode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseAddressTest {
    private static DatabaseAddress url(String url) {
        return DatabaseAddress.fromEnvironment(Map.of("DATABASE_URL", url)::get).orElseThrow();
    }

    @Test
    @DisplayName("a URL's parts are percent-decoded")
    void decoded() {
        DatabaseAddress address =
                url("postgres://ad%40a:p%2Fw+%3A:x@db.example:6543/my%20canvas?sslmode=require&foo=bar");
        assertEquals("db.example", address.host());
        assertEquals(6543, address.port());
        assertEquals("ad@a", address.user());
        assertEquals("p/w+::x", address.password());
        assertEquals("my canvas", address.database());
        assertEquals(SslMode.REQUIRE, address.sslMode());
        assertEquals("jdbc:postgresql://db.example:6543/my+canvas", address.jdbcUrl());
    }

    @Test
    @DisplayName("what a URL leaves out has libpq's defaults")
    void defaults() {
        DatabaseAddress address = url("postgresql://ada@[::1]");
        assertEquals("::1", address.host());
        assertEquals(5432, address.port());
        assertEquals("ada", address.database());
        assertEquals(SslMode.PREFER, address.sslMode());
        assertEquals("jdbc:postgresql://[::1]:5432/ada", address.jdbcUrl());
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
                Optional.of(new DatabaseAddress("db", 1, "d", "ada", "s", SslMode.DISABLE, Optional.empty())),
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
                "postgres://u:topsecret@a,b/d",
                "postgres://u:topsecret@[::1/d",
                "postgres://h/d",
                "postgres://u:topsecret@/d?host=/run/postgresql"
            })
    @DisplayName("what cannot be used is refused, without telling the password")
    void refused(String url) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> url(url));
        assertFalse(refused.getMessage().contains("topsecret"), refused.getMessage());
    }

    @Test
    @DisplayName("its text hides the password")
    void text() {
        assertEquals(
                "postgresql://u@h:5432/d?sslmode=prefer",
                url("postgres://u:topsecret@h/d").toString());
    }
}
