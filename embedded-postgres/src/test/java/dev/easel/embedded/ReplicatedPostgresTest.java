package dev.easel.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
final class ReplicatedPostgresTest {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql/15");

    @TempDir
    private Path home;

    static Stream<Optional<Path>> programs() {
        return Files.exists(INSTALLED)
                ? Stream.of(Optional.empty(), Optional.of(INSTALLED))
                : Stream.of(Optional.empty());
    }

    private static void insert(PostgresAddress at, int number) throws SQLException {
        try (Connection connection = connect(at);
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists kept (number int)");
            statement.execute("insert into kept values (" + number + ")");
        }
    }

    private static int count(PostgresAddress at) throws SQLException {
        try (Connection connection = connect(at);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from kept")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Connection connect(PostgresAddress at) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + at.host() + ":" + at.port() + "/" + at.database() + "?sslmode=disable",
                at.user(),
                at.password());
    }

    @ParameterizedTest
    @MethodSource("programs")
    @DisplayName("what was committed is there after each failover, and the old primary follows")
    void there_and_back(Optional<Path> installed) throws Exception {
        try (ReplicatedPostgres both = ReplicatedPostgres.start(home, installed, true)) {
            for (int i = 1; i <= 3; i++) {
                PostgresAddress before = both.primary();
                insert(before, i);
                both.killPrimary();
                assertThrows(SQLException.class, () -> connect(before));
                both.promote();
                assertEquals(i, count(both.primary()));
                both.rejoin();
                assertEquals(before, both.standby());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    @DisplayName("without waiting for the standby the end is lost; the old primary still has it when it is revived")
    void tail(Optional<Path> installed) throws Exception {
        try (ReplicatedPostgres both = ReplicatedPostgres.start(home, installed, false)) {
            PostgresAddress before = both.primary();
            insert(before, 1);
            assertEquals("1", both.askStandby("select count(*) from kept"));
            both.pauseReplication();
            insert(before, 2);
            both.killPrimary();
            both.promote();
            assertEquals(1, count(both.primary()));
            both.revive();
            assertEquals(2, count(before));
            assertTrue(both.url().contains("," + Replica.HOST + ":"));
        }
    }
}
