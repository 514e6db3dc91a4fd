package dev.easel.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class PidFileTest {
    private Path directory;

    @BeforeEach
    void directory() throws IOException {
        directory = TestHome.make();
    }

    @AfterEach
    void remove() throws IOException {
        FileTrees.delete(directory);
    }

    @Test
    @DisplayName("no file, and no process that serves the directory: nothing runs")
    void absent() throws IOException {
        assertEquals(Optional.empty(), PidFile.read(directory));
        PidFile.removeStale(directory);
        assertEquals(Optional.empty(), PidFile.read(directory.resolve("not-there")));
    }

    @Test
    @DisplayName("the file of a process that has ended, or is no PostgreSQL of this directory, is stale")
    void stale() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        assertTrue(ended.waitFor(20, TimeUnit.SECONDS));
        write(ended.pid() + "\n" + directory + "\n0\n5432\n");
        assertEquals(Optional.empty(), PidFile.read(directory));

        write(ProcessHandle.current().pid() + "\n" + directory + "\n0\n5432\n");
        assertEquals(Optional.empty(), PidFile.read(directory));
        PidFile.removeStale(directory);
        assertFalse(Files.exists(PidFile.of(directory)), "PostgreSQL itself would not start beside that process");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n\n", "abc\n", "-7\n", "99999999999999\n", "\u0000\u0000\u0000"})
    @DisplayName("a damaged file names nobody, and is removed when no process serves the directory")
    void damaged(String content) throws IOException {
        write(content);
        assertEquals(Optional.empty(), PidFile.read(directory));
        PidFile.removeStale(directory);
        assertFalse(Files.exists(PidFile.of(directory)));
    }

    @Test
    @DisplayName("a file that cannot be read is no death: it cannot be told, and nothing is deleted")
    void unreadable() throws IOException {
        Files.createDirectory(PidFile.of(directory));
        assertThrows(IOException.class, () -> PidFile.read(directory));
        assertThrows(IOException.class, () -> PidFile.removeStale(directory));
        assertTrue(Files.exists(PidFile.of(directory)));
    }

    @Test
    @DisplayName("with all descriptors in use the live server is neither dead nor deleted")
    void no_descriptors() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process crowded = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 400 && exec \"$0\" -XX:-MaxFDLimit -cp \"$1\" \"$2\" \"$3\"",
                        java,
                        classPath,
                        Crowded.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertTrue(crowded.waitFor(50, TimeUnit.SECONDS));
            assertTrue(Launcher.output(crowded).endsWith("unknown, unknown, the same"));
        } finally {
            crowded.destroyForcibly();
        }
    }

    @Test
    @DisplayName("one whose file was deleted is found, gets no second one beside it, and can be stopped")
    void deleted() throws Exception {
        Launcher launcher = Launcher.forThisUser(directory);
        Binaries binaries = Binaries.installed(directory, launcher);
        DataDirectory files = DataDirectory.prepared(directory, binaries, launcher);
        Postmaster postmaster = new Postmaster(files, binaries, launcher, Map.of());
        int port = postmaster.started().port();
        long pid = postmaster.running().orElseThrow().pid();
        Files.delete(PidFile.of(files.path()));
        assertEquals(pid, postmaster.running().orElseThrow().pid());
        postmaster.startedAgain(port);
        assertEquals(pid, postmaster.running().orElseThrow().pid());
        postmaster.stop();
        assertTrue(postmaster.running().isEmpty());
    }

    private void write(String content) throws IOException {
        Files.writeString(PidFile.of(directory), content);
    }

    /** A server whose process has opened all the files that it may. */
    static final class Crowded {
        private Crowded() {}

        public static void main(String[] arguments) throws Exception {
            Path data = Path.of(arguments[0]);
            EmbeddedPostgres postgres = EmbeddedPostgres.start(data);
            long pid = postgres.pid().orElseThrow();
            // Once before: what it needs of the JVM's own classes is loaded.
            String first = look(data);
            List<InputStream> open = new ArrayList<>();
            try {
                while (true) {
                    open.add(Files.newInputStream(data.resolve("postgres.password")));
                }
            } catch (IOException _) {
                first = look(data);
            }
            String second = look(data);
            for (InputStream in : open) {
                in.close();
            }
            String same = postgres.pid().equals(Optional.of(pid)) ? "the same" : "another";
            postgres.stop();
            System.out.println(first + ", " + second + ", " + same);
        }

        private static String look(Path data) {
            try {
                PidFile.removeStale(DataDirectory.pathIn(data));
                return PidFile.read(DataDirectory.pathIn(data)).isEmpty() ? "dead" : "alive";
            } catch (IOException _) {
                return "unknown";
            }
        }
    }
}
