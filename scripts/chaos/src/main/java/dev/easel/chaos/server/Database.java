package dev.easel.chaos.server;

import dev.easel.embedded.ReplicatedPostgres;
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

/**
 * The server's PostgreSQL, found from outside: by its files when it is the embedded one, or by its URL; or a pair of
 * which one is the standby.
 */
public final class Database {
    private static final String CUT = "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()";

    private final Path home;
    private final Optional<String> external;
    private final Optional<ReplicatedPostgres> pair;

    public Database(Path home, Optional<String> url, Optional<ReplicatedPostgres> pair) {
        this.home = home;
        this.external = url;
        this.pair = pair;
    }

    /** What the server is told of it; nothing of the embedded one, which is its own. */
    public Optional<String> url() {
        return pair.map(ReplicatedPostgres::url).or(() -> external);
    }

    /** SIGKILL to all processes of the primary. */
    public void killPrimary() throws IOException {
        pair.orElseThrow().killPrimary();
    }

    /** Starts the primary that was killed. Returns when it can be read. */
    public void restartPrimary() throws IOException {
        pair.orElseThrow().restartPrimary();
    }

    /** The standby takes the place of the primary, which then becomes the standby. Returns when it follows. */
    public void failOver() throws IOException, SQLException {
        pair.orElseThrow().promote();
        pair.orElseThrow().rejoin();
    }

    /** SIGKILL to all processes of the embedded one; whether there were any. */
    public boolean kill() {
        List<ProcessHandle> processes = embeddedProcesses();
        processes.forEach(ProcessHandle::destroyForcibly);
        return !processes.isEmpty();
    }

    /** None of a database that is given. */
    public List<ProcessHandle> processes() {
        try {
            return pair.isPresent() ? pair.get().processes() : embeddedProcesses();
        } catch (IOException _) {
            return List.of(); // it is just ending
        }
    }

    /** The first process, and after it all its children. */
    private List<ProcessHandle> embeddedProcesses() {
        return postmaster().stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .toList();
    }

    /** Ends all connections but its own, and returns how many there were; none when the database does not answer. */
    public int cut() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CUT)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException | IOException _) {
            return 0;
        }
    }

    public Connection connect() throws SQLException, IOException {
        Optional<String> primary = pair.map(it -> it.primary().url()).or(() -> external);
        URI uri = URI.create(primary.isPresent() ? primary.get() : embedded());
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
        if (url().isPresent()) {
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
