package dev.easel.chaos;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The server's PostgreSQL, found from outside: by its files when it is the embedded one, or by its URL. */
final class Database {
    private static final String CUT = "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()";

    private final Path home;
    private final Optional<String> external;

    Database(Path home, Optional<String> url) {
        this.home = home;
        this.external = url;
    }

    /** SIGKILL to the first process and all its children; whether there was one. */
    boolean kill() {
        List<ProcessHandle> processes = processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        return !processes.isEmpty();
    }

    /** The first process, and after it all its children; none of a database that is not the server's own. */
    List<ProcessHandle> processes() {
        return postmaster().stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .toList();
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
        URI uri = URI.create(external.isPresent() ? external.get() : embedded());
        String[] login = uri.getUserInfo().split(":", 2);
        Properties properties = new Properties();
        properties.setProperty("user", login[0]);
        properties.setProperty("password", login.length > 1 ? login[1] : "");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return new org.postgresql.Driver()
                .connect("jdbc:postgresql://" + uri.getHost() + port + uri.getPath(), properties);
    }

    private String embedded() throws IOException {
        List<String> lines = Files.readAllLines(pidFile());
        if (lines.size() < 4) {
            throw new IOException("PostgreSQL is only just starting");
        }
        String password = Files.readString(home.resolve("postgres.password")).strip();
        return "postgres://easel:" + password + "@127.0.0.1:" + lines.get(3).strip() + "/easel";
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
