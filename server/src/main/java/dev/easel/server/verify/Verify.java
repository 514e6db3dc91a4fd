package dev.easel.server.verify;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.easel.embedded.EmbeddedPostgres;
import dev.easel.embedded.PostgresAddress;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.store.AuditReader;
import dev.easel.server.store.AuditReader.StoredProject;
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
 * The command {@code verify [project…]}; without arguments it verifies all projects. It finds the database by the same
 * settings as the server. An embedded database that is not running is started for the command and stopped after it. The
 * report has one line for each project, and more lines where it differs.
 */
public final class Verify {
    static final int SAME = 0;
    static final int DIFFERS = 1;
    static final int NOT_VERIFIED = 2;

    private final Function<String, String> environment;
    private final PrintStream out;

    Verify(Function<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /**
     * Exits with 0 when nothing differs, 1 when something differs, and otherwise 2 when something could not be
     * verified.
     */
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
            out.println("could not verify: " + failure.getMessage());
            return NOT_VERIFIED;
        }
    }

    private int embedded(List<UUID> projects) throws SQLException, IOException {
        String setting = environment.apply("EASEL_DATA");
        Path data = Path.of(setting == null || setting.isBlank() ? "./data" : setting.strip());
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
        try (AuditReader reader = AuditReader.open(address)) {
            List<UUID> projects = named.isEmpty() ? reader.projects() : named;
            List<Integer> outcomes = new ArrayList<>();
            for (UUID project : projects) {
                outcomes.add(verify(reader, project));
            }
            long differing = outcomes.stream().filter(it -> it == DIFFERS).count();
            out.println(projects.size() + " projects, " + differing + " differ");
            return differing > 0
                    ? DIFFERS
                    : outcomes.stream().mapToInt(it -> it).max().orElse(SAME);
        }
    }

    private int verify(AuditReader reader, UUID project) throws SQLException {
        Optional<StoredProject> head = reader.begin(project);
        if (head.isEmpty()) {
            out.println(project + " not verified: there is no such project");
            return NOT_VERIFIED;
        }
        Findings findings = new Findings();
        Replay replay = new Replay(reader, project, head.get(), findings);
        replay.run();
        out.println(project + (findings.isEmpty() ? " same: " : " differs: ") + replay.extent());
        findings.lines().forEach(line -> out.println("    " + line));
        return findings.isEmpty() ? SAME : DIFFERS;
    }
}
