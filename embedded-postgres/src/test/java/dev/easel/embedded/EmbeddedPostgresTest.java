package dev.easel.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EmbeddedPostgresTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private Path data;
    private EmbeddedPostgres postgres;
    private Process other;

    @BeforeEach
    void directory() throws IOException {
        data = TestHome.make();
    }

    @AfterEach
    void remove() throws Exception {
        if (other != null) {
            other.destroyForcibly().waitFor();
        }
        if (postgres != null) {
            postgres.stop();
        }
        FileTrees.delete(data);
    }

    @Test
    @DisplayName(
            "what is committed is there after a stop and a start; the settings that would lose it cannot be turned off")
    void lasts() throws Exception {
        postgres = EmbeddedPostgres.start(data);
        execute("create table kept (x int)", "insert into kept values (1)", "alter system set fsync = off");
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("postgres.password"))));
        postgres.stop();
        assertTrue(postgres.pid().isEmpty());

        postgres = EmbeddedPostgres.start(data);
        assertEquals("1", ask("select x from kept"));
        assertEquals("on", ask("show fsync"));
        assertEquals("on", ask("show synchronous_commit"));
    }

    @Test
    @DisplayName("a database that would lose commits all the same is refused, and stopped")
    void lossy() throws Exception {
        postgres = EmbeddedPostgres.start(data);
        execute("alter role easel_server set synchronous_commit = off");
        postgres.stop();
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> EmbeddedPostgres.start(data));
        assertTrue(refused.getMessage().contains("synchronous_commit = off"), refused.getMessage());
        assertTrue(PidFile.read(data.resolve("postgres")).isEmpty());
    }

    @Test
    @DisplayName("one that is killed right after its start is started again, not taken for one that refuses")
    void killed_while_it_starts() throws Exception {
        Launcher launcher = Launcher.forThisUser(data);
        Binaries binaries = Binaries.installed(data, launcher);
        DataDirectory files = DataDirectory.prepared(data, binaries, launcher);
        Postmaster postmaster = new Postmaster(files, binaries, launcher, Map.of());
        int port = postmaster.started().port();
        ProcessHandle process =
                ProcessHandle.of(postmaster.running().orElseThrow().pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(30, TimeUnit.SECONDS);
        assertThrows(Postmaster.NotRunning.class, () -> postmaster.ready(port));
        DatabaseAccess again = postmaster.started();
        try {
            assertTrue(again.serves(files.path()));
        } finally {
            postmaster.stop();
        }
    }

    @Test
    @DisplayName("a second server on the same data directory is refused, by name; the first is unharmed")
    void second() throws Exception {
        postgres = EmbeddedPostgres.start(data);
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> EmbeddedPostgres.start(data));
        assertTrue(refused.getMessage().contains(data.toString()), refused.getMessage());
        other = otherServer();
        assertTrue(other.waitFor(20, TimeUnit.SECONDS));
        assertTrue(output(other).contains(data + " is in use by another Easel"));
        assertEquals("1", ask("select 1"));
    }

    @Test
    @DisplayName("killed, it comes back by itself on the same port, with everything that was committed")
    void killed() throws Exception {
        postgres = EmbeddedPostgres.start(data);
        execute("create table kept (x int)", "insert into kept values (42)");
        long pid = postgres.pid().orElseThrow();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (postgres.pid().filter(it -> it != pid).isEmpty() || !answers()) {
            assertTrue(System.nanoTime() < deadline, "PostgreSQL did not come back");
            Thread.sleep(50);
        }
        assertEquals("42", ask("select x from kept"));
    }

    @Test
    @DisplayName("what a killed server left running is taken over as it is")
    void orphan() throws Exception {
        other = otherServer();
        BufferedReader out = new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
        String ready = out.lines()
                .filter(line -> line.startsWith("ready "))
                .findFirst()
                .orElseThrow();
        other.destroyForcibly().waitFor();

        postgres = EmbeddedPostgres.start(data);
        assertEquals(
                ready,
                "ready " + postgres.pid().orElseThrow() + " "
                        + postgres.address().port());
        assertEquals("7", ask("select x from kept"));
    }

    @Test
    @DisplayName("the archive of every platform it comes for is on the class path")
    void platforms() {
        for (String os : new String[] {"Linux", "Mac OS X"}) {
            for (String architecture : new String[] {"amd64", "x86_64", "aarch64"}) {
                String archive = Binaries.archive(os, architecture);
                assertTrue(Binaries.class.getResource(archive) != null, archive);
            }
        }
    }

    private Process otherServer() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(java, "-cp", classPath, OtherServer.class.getName(), data.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static String output(Process ended) throws IOException {
        return new String(ended.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private boolean answers() {
        try {
            return ask("select 1").equals("1");
        } catch (SQLException _) {
            return false;
        }
    }

    private String ask(String query) throws SQLException {
        return Sql.ask(postgres.superuser(), query);
    }

    private void execute(String... statements) throws SQLException {
        Sql.execute(postgres.superuser(), statements);
    }

    /** A server of its own process, which waits to be killed. */
    static final class OtherServer {
        private OtherServer() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedPostgres started = EmbeddedPostgres.start(Path.of(arguments[0]));
            Sql.execute(started.superuser(), "create table kept (x int)", "insert into kept values (7)");
            System.out.println("ready " + started.pid().orElseThrow() + " "
                    + started.address().port());
            Thread.currentThread().join();
        }
    }
}
