package dev.easel.server.chaos;

import dev.easel.server.store.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The server's PostgreSQL as somebody beside it finds it: by its files when it is the embedded one, or by its URL. */
final class Database {
    private static final String CUT = "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()";

    private final Path home;
    private final Optional<DatabaseAddress> external;

    Database(Path home, Optional<String> url) {
        this.home = home;
        this.external =
                url.map(given -> DatabaseAddress.fromEnvironment(name -> name.equals("DATABASE_URL") ? given : null)
                        .orElseThrow());
    }

    /** SIGKILL to the first process and all its children; whether there was one. */
    boolean kill() {
        Optional<ProcessHandle> postmaster = postmaster();
        postmaster.ifPresent(first -> {
            List<ProcessHandle> children = first.descendants().toList();
            first.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        });
        return postmaster.isPresent();
    }

    /** Ends all connections but its own, and returns how many there were; none when the database does not answer. */
    int cut() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CUT)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException | IOException _) {
            return 0;
        }
    }

    Connection connect() throws SQLException, IOException {
        DatabaseAddress address = external.isPresent() ? external.get() : embedded();
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        return new org.postgresql.Driver()
                .connect(
                        "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database(),
                        properties);
    }

    private DatabaseAddress embedded() throws IOException {
        List<String> lines = Files.readAllLines(pidFile());
        if (lines.size() < 4) {
            throw new IOException("PostgreSQL is only just starting");
        }
        String password = Files.readString(home.resolve("postgres.password")).strip();
        String url =
                "postgres://easel:" + password + "@127.0.0.1:" + lines.get(3).strip() + "/easel";
        return DatabaseAddress.fromEnvironment(name -> name.equals("DATABASE_URL") ? url : null)
                .orElseThrow();
    }

    private Optional<ProcessHandle> postmaster() {
        if (external.isPresent()) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile()).getFirst().strip());
            return ProcessHandle.of(pid)
                    .filter(process -> process.info()
                            .command()
                            .filter(command -> Path.of(command).endsWith("postgres"))
                            .isPresent());
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private Path pidFile() {
        return home.resolve("postgres").resolve("postmaster.pid");
    }
}
