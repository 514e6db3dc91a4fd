package dev.easel.server.verify;

import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.offline.CommandDatabase;
import dev.easel.server.progress.Progress;
import dev.easel.server.store.AuditReader;
import dev.easel.server.store.AuditReader.StoredProject;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code verify}. Its report has one line for each project, and more lines where it differs.
 */
public final class Verify {
    static final int SAME = 0;
    static final int DIFFERS = 1;
    static final int NOT_VERIFIED = 2;

    private final Function<String, @Nullable String> settings;
    private final PrintStream out;
    private final Progress progress;

    /** @param settings null for one that is not set */
    public Verify(Function<String, @Nullable String> settings, PrintStream out, Progress progress) {
        this.settings = settings;
        this.out = out;
        this.progress = progress;
    }

    /**
     * Verifies the projects, or all without one. Returns the exit code: 0 when nothing differs, 1 when something
     * differs, and otherwise 2 when something could not be verified.
     */
    public int run(List<UUID> projects) {
        try {
            return new CommandDatabase(settings).use(address -> verify(address, projects));
        } catch (SQLException | IOException | RuntimeException failure) {
            progress.clear();
            out.println("could not verify: " + failure.getMessage());
            return NOT_VERIFIED;
        }
    }

    private int verify(DatabaseAddress address, List<UUID> named) throws SQLException {
        try (AuditReader reader = AuditReader.open(address)) {
            List<UUID> projects = named.isEmpty() ? reader.projects() : named;
            List<Integer> outcomes = new ArrayList<>();
            for (UUID project : projects) {
                String before = Progress.of(outcomes.size(), projects.size()) + " projects verified";
                outcomes.add(verify(reader, project, before));
            }
            long differing = outcomes.stream().filter(it -> it == DIFFERS).count();
            out.println(projects.size() + " projects, " + differing + " differ");
            return differing > 0
                    ? DIFFERS
                    : outcomes.stream().mapToInt(it -> it).max().orElse(SAME);
        }
    }

    private int verify(AuditReader reader, UUID project, String before) throws SQLException {
        Optional<StoredProject> head = reader.begin(project);
        if (head.isEmpty()) {
            progress.clear();
            out.println(project + " not verified: there is no such project");
            return NOT_VERIFIED;
        }
        Findings findings = new Findings();
        Replay replay = new Replay(reader, project, head.get(), findings);
        replay.run(seq -> progress.tell(
                () -> before + ", event " + Progress.of(seq, head.get().seq()) + " of the next one"));
        progress.clear();
        out.println(project + (findings.isEmpty() ? " same: " : " differs: ") + replay.extent());
        findings.lines().forEach(line -> out.println("    " + line));
        return findings.isEmpty() ? SAME : DIFFERS;
    }
}
