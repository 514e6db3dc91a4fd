package dev.easel.server.verify;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.easel.embedded.EmbeddedPostgres;
import dev.easel.embedded.PostgresAddress;
import dev.easel.server.store.DatabaseAddress;
import dev.easel.server.store.History;
import dev.easel.server.store.History.Standing;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/**
 * The command: {@code verify [project…]}, all of them when none is named. It finds the database as the server does; an
 * embedded one may be running or not, and is left as it was. One line for each project, more where it differs.
 */
public final class Verify {
    static final int SAME = 0;
    static final int DIFFERS = 1;
    static final int COULD_NOT_TELL = 2;

    private final Function<String, String> environment;
    private final PrintStream out;

    Verify(Function<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Ends with 0 when everything is the same, 1 when something differs, and else with 2 when something could not be told. */
    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(new Verify(System::getenv, System.out).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            List<UUID> projects = arguments.stream().map(UUID::fromString).toList();
            Optional<DatabaseAddress> given = DatabaseAddress.fromEnvironment(environment);
            return given.isPresent() ? verify(given.get(), projects) : embedded(projects);
        } catch (SQLException | IOException | RuntimeException failure) {
            out.println("could not tell: " + failure.getMessage());
            return COULD_NOT_TELL;
        }
    }

    private int embedded(List<UUID> projects) throws SQLException, IOException {
        String named = environment.apply("EASEL_DATA");
        Path data = Path.of(named == null || named.isBlank() ? "./data" : named.strip());
        if (!EmbeddedPostgres.isIn(data)) {
            throw new IOException(
                    "there is no database in " + data.toAbsolutePath().normalize());
        }
        Optional<PostgresAddress> running = EmbeddedPostgres.runningOn(data);
        if (running.isPresent()) {
            return verify(DatabaseAddress.of(running.get().url()), projects);
        }
        EmbeddedPostgres started = EmbeddedPostgres.start(data);
        try {
            return verify(DatabaseAddress.of(started.address().url()), projects);
        } finally {
            started.stop();
        }
    }

    private int verify(DatabaseAddress address, List<UUID> named) throws SQLException {
        try (History history = History.open(address)) {
            List<UUID> projects = named.isEmpty() ? history.projects() : named;
            List<Integer> outcomes = new ArrayList<>();
            for (UUID project : projects) {
                outcomes.add(verify(history, project));
            }
            long differing = outcomes.stream().filter(it -> it == DIFFERS).count();
            out.println(projects.size() + " projects, " + differing + " differ");
            return differing > 0
                    ? DIFFERS
                    : outcomes.stream().mapToInt(it -> it).max().orElse(SAME);
        }
    }

    private int verify(History history, UUID project) throws SQLException {
        Optional<Standing> standing = history.begin(project);
        if (standing.isEmpty()) {
            out.println(project + " could not tell: there is no such project");
            return COULD_NOT_TELL;
        }
        Findings findings = new Findings();
        Replay replay = new Replay(history, project, standing.get(), findings);
        replay.run();
        out.println(project + (findings.isEmpty() ? " same: " : " differs: ") + replay.extent());
        findings.lines().forEach(line -> out.println("    " + line));
        return findings.isEmpty() ? SAME : DIFFERS;
    }
}
