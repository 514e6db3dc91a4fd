package dev.easel.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long PostgreSQL has, and how often it is tried, with a {@code pg_ctl} that fails and notes what it is told. */
@Timeout(60)
final class PostmasterTest {
    private Path home;
    private Path programs;
    private Postmaster postmaster;
    private Process fake;

    @BeforeEach
    void make() throws IOException {
        home = Files.createTempDirectory("easel-postmaster-").toRealPath();
        Path directory = Files.createDirectory(home.resolve("postgres"));
        programs = Files.createDirectories(home.resolve("programs").resolve("bin"));
        program("pg_ctl", "echo \"$@\" >> " + home.resolve("told") + "; echo 'could not do it'; exit 1");
        postmaster = new Postmaster(
                new DataDirectory(
                        home, directory, new PostgresLog(home.resolve("postgres.log")), new Passwords("a", "b")),
                new Binaries(home, programs.getParent(), 18),
                new Launcher(List.of()),
                Map.of());
    }

    @AfterEach
    void remove() throws Exception {
        if (fake != null) {
            fake.destroyForcibly().waitFor();
        }
        FileTrees.delete(home);
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private List<String> told() throws IOException {
        return Files.readAllLines(home.resolve("told"));
    }

    @Test
    @DisplayName("each start has the time that crash recovery may take; after five, on other ports, it is given up")
    void starts() throws IOException {
        CannotRun refused = assertThrows(CannotRun.class, () -> postmaster.started());
        assertTrue(refused.getMessage().contains("could not do it"), refused.getMessage());
        assertEquals(Postmaster.STARTS_TRIED, told().size());
        assertEquals(5, Postmaster.STARTS_TRIED);
        for (String start : told()) {
            assertTrue(start.startsWith("start --wait --timeout=900 "), start);
        }
        assertEquals(15, Postmaster.RECOVERY.toMinutes());
        assertTrue(told().stream().map(PostmasterTest::port).distinct().count() > 1, told().toString());
    }

    private static String port(String start) {
        return start.replaceFirst(".*-c port=(\\d+).*", "$1");
    }

    @Test
    @DisplayName("each way to end it has half a minute; when no way is left, the failure is told")
    void stops() throws IOException {
        Path directory = home.resolve("postgres");
        // A process that counts as PostgreSQL: by its name, and by where it works. It waits for its input.
        program("postgres", "read _");
        fake = new ProcessBuilder(programs.resolve("postgres").toString())
                .directory(directory.toFile())
                .start();
        Files.writeString(PidFile.of(directory), fake.pid() + "\n\n\n5432\n");
        IOException failure = assertThrows(IOException.class, () -> postmaster.stop());
        assertEquals("process " + fake.pid() + " does not end", failure.getMessage());
        assertEquals(
                List.of("fast", "immediate"),
                told().stream()
                        .map(stop -> stop.replaceFirst("stop --mode=(\\w+) --wait --timeout=30 .*", "$1"))
                        .toList());
    }
}
