package dev.easel.bench.server;

import dev.easel.embedded.EmbeddedPostgres;
import dev.easel.server.database.DatabaseAddress;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/**
 * The PostgreSQL of a run: the one {@code DATABASE_URL} names, or an embedded one of our own, started by us so that it
 * stays on our core.
 */
public final class Database implements AutoCloseable {
    private static final String COUNTERS = """
            select xact_commit, pg_current_wal_insert_lsn() - '0/0'::pg_lsn
            from pg_stat_database where datname = current_database()""";

    private final Optional<EmbeddedPostgres> embedded;
    private final DatabaseAddress address;
    private final long pid;

    private Database(Optional<EmbeddedPostgres> embedded, DatabaseAddress address, long pid) {
        this.embedded = embedded;
        this.address = address;
        this.pid = pid;
    }

    /** @param home of the embedded one */
    public static Database start(Path home) throws IOException {
        Optional<DatabaseAddress> given = DatabaseAddress.fromEnvironment(System::getenv);
        if (given.isPresent()) {
            return new Database(Optional.empty(), given.get(), 0);
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
        String pid = Files.readAllLines(home.resolve("postgres").resolve("postmaster.pid"))
                .getFirst();
        return new Database(
                Optional.of(postgres), DatabaseAddress.of(postgres.address().url()), Long.parseLong(pid.strip()));
    }

    public String url() {
        return "postgres://" + encoded(address.user()) + ":" + encoded(address.password()) + "@" + address.places()
                + "/" + encoded(address.database()) + "?sslmode=" + address.sslMode().value;
    }

    public DatabaseAddress address() {
        return address;
    }

    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("sslmode", address.sslMode().value);
        return new org.postgresql.Driver().connect(address.jdbcUrl(), properties);
    }

    Counters counters() throws IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNTERS)) {
            row.next();
            return new Counters(row.getLong(1), row.getLong(2));
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
    }

    /** Bytes of WAL so far, of all that the PostgreSQL does. */
    public long wal() throws IOException {
        return counters().wal();
    }

    /** CPU seconds so far; 0 of one that is not ours. */
    public double cpu() throws IOException {
        return embedded.isPresent() ? Proc.treeCpu(pid) : 0;
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        embedded.ifPresent(EmbeddedPostgres::stop);
    }

    /**
     * @param commits transactions so far, a statement of its own being one
     * @param wal bytes of it so far
     */
    record Counters(long commits, long wal) {}
}
