package dev.easel.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stands in the way of the embedded PostgreSQL is repaired, or told in a sentence with what to do. Where others
 * have the cores and the disk, its files take long to be made: the timeout is for what hangs.
 */
@Timeout(300)
final class CannotRunTest {
    private static final String USER = System.getProperty("user.name");

    private Path data;

    @BeforeEach
    void directory() throws IOException {
        data = TestHome.make();
    }

    @AfterEach
    void remove() throws IOException {
        FileTrees.delete(data);
    }

    private static String refusal(Path data) {
        return assertThrows(CannotRun.class, () -> EmbeddedPostgres.start(data)).getMessage();
    }

    @ParameterizedTest
    @ValueSource(ints = {0770, 0755, 0777, 02770, 0710, 0500, 0000, 0740})
    @DisplayName("a mode that PostgreSQL refuses is changed when the directory is ours; those it takes are kept")
    void mode(int mode) throws IOException {
        Path directory = Files.createDirectory(data.resolve("postgres"));
        Files.setAttribute(directory, "unix:mode", mode);
        Ownership.mend(data, directory);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
        Files.setAttribute(directory, "unix:mode", 0750);
        Ownership.mend(data, directory);
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
    }

    @Test
    @DisplayName("a volume that comes back with other modes starts, and its passwords are our own again")
    void volume() throws IOException {
        EmbeddedPostgres.start(data).stop();
        Files.setAttribute(data.resolve("postgres"), "unix:mode", 02770);
        Files.setAttribute(data.resolve("postgres.password"), "unix:mode", 0660);
        Files.setAttribute(data.resolve("easel_server.password"), "unix:mode", 0660);
        EmbeddedPostgres.start(data).stop();
        for (String file : new String[] {"postgres.password", "easel_server.password"}) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))));
        }
    }

    @Test
    @DisplayName("files of another user are refused with the command that gives them to us")
    void other_owner() throws IOException {
        assumeTrue(new UnixSystem().getUid() == 0, "only root can give a file away");
        Path directory = Files.createDirectory(data.resolve("postgres"));
        Files.setAttribute(directory, "unix:uid", 4711);
        assertEquals(
                directory + " belongs to the user 4711, and PostgreSQL runs only for the owner of its files: chown -R "
                        + USER + " " + data + ", or run Easel as that user",
                assertThrows(CannotRun.class, () -> Ownership.mend(data, directory))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "15, cannot read it. Nothing was changed. To take it over",
        "9.6, cannot read it. Nothing was changed. To take it over",
        "99, cannot read it: run the newer Easel that made it",
        "xx, is damaged: restore the database from a backup"
    })
    @DisplayName("files of another major version are refused with the way to go")
    void version(String version, String sentence) throws IOException {
        Path directory = Files.createDirectory(data.resolve("postgres"));
        Files.writeString(directory.resolve("PG_VERSION"), version + "\n");
        String refused = refusal(data);
        assertTrue(refused.contains(sentence), refused);
        assertTrue(Files.exists(directory.resolve("PG_VERSION")));
    }

    @Test
    @DisplayName("the way from the major version before has the commands")
    void upgrade() throws IOException {
        Files.writeString(Files.createDirectory(data.resolve("postgres")).resolve("PG_VERSION"), "17\n");
        String refused = refusal(data);
        assertTrue(
                refused.contains("pg_dump -h 127.0.0.1 -p PORT -U easel --clean --if-exists --no-owner -f easel.sql"),
                refused);
        assertTrue(refused.contains("mv " + data + "/postgres " + data + "/postgres-17"), refused);
        assertTrue(refused.contains("psql -h 127.0.0.1 -p PORT -U easel -f easel.sql easel"), refused);
    }

    @Test
    @DisplayName("a directory that is no database, and one whose password is gone, are not touched")
    void no_database() throws IOException {
        Path directory = Files.createDirectory(data.resolve("postgres"));
        assertEquals(
                directory + " holds no database of PostgreSQL's (it has no PG_VERSION): move it away, or set EASEL_DATA"
                        + " to another directory",
                refusal(data));
        FileTrees.delete(directory);
        EmbeddedPostgres.start(data).stop();
        Files.delete(data.resolve("postgres.password"));
        assertEquals(
                "the file " + data + "/postgres.password is missing: it holds the password of the database in "
                        + directory + ", without which nobody gets in",
                refusal(data));
    }

    @Test
    @DisplayName("a path that is a file, lies below one, or cannot be given to a shell is refused")
    void paths() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "");
        String elsewhere = ": set EASEL_DATA to another directory, or DATABASE_URL to a PostgreSQL of yours";
        assertEquals(file + " is a file, not a directory" + elsewhere, refusal(file));
        Path below = file.resolve("below");
        assertTrue(refusal(below).startsWith(below + " is not a directory" + elsewhere), refusal(below));
        Path unsafe = data.resolve("costs $HOME");
        assertEquals(
                "PostgreSQL's programs cannot be given the path " + unsafe
                        + ": set EASEL_DATA to one without quotation marks, $, ` and \\",
                refusal(unsafe));
        Path tooLong = data.resolve("x".repeat(300));
        assertTrue(refusal(tooLong).startsWith("the path " + tooLong + " is too long"), refusal(tooLong));
    }

    @ParameterizedTest
    @ValueSource(strings = {"with spaces, and a comma", "it's (here) & there;", "übers Meer 海"})
    @DisplayName("a path may hold spaces, signs and any letters")
    void odd_paths(String name) throws Exception {
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(TestHome.prepared(Files.createDirectory(data.resolve(name))));
        assertEquals("1", Sql.ask(postgres.address(), "select 1"));
        postgres.stop();
        assertTrue(postgres.pid().isEmpty());
    }

    @Test
    @DisplayName("a file system that cannot be written, or from which no program runs, is told")
    void mounts() throws Exception {
        try (TestMount mount = TestMount.at(data, "size=200m,noexec")) {
            String refused = refusal(data);
            assertTrue(refused.startsWith("programs cannot be run from " + data), refused);
            assertTrue(refused.contains("noexec"), refused);
            mount.remount("ro");
            refused = refusal(data);
            assertTrue(refused.startsWith(data + " is on a file system that cannot be written"), refused);
        }
    }

    @Test
    @DisplayName("a directory of somebody else is told with the command")
    void not_writable() throws IOException {
        assumeTrue(new UnixSystem().getUid() != 0, "root may write everywhere");
        Files.setAttribute(data, "unix:mode", 0500);
        String refused = refusal(data);
        assertTrue(refused.startsWith(USER + " may not use " + data), refused);
        assertTrue(refused.contains("chown -R " + USER + " " + data), refused);
        Path inside = data.resolve("not-there");
        assertTrue(refusal(inside).startsWith(inside + " is not there, and " + USER + " may not make it"));
    }

    @Test
    @DisplayName("what keeps the programs from running is told: musl, the processor, a library, noexec")
    void programs() throws IOException {
        String program = Files.writeString(data.resolve("postgres"), "").toString();
        String own = ", or set DATABASE_URL to a PostgreSQL of yours";
        assertEquals(
                "the PostgreSQL that comes with Easel needs glibc, which this system does not have (Alpine and other"
                        + " systems with musl): run Easel on one that has it, such as Debian" + own,
                ProgramCheck.explained(
                        program, "Cannot run program \"" + program + "\": error=2, No such file or directory", -1));
        String processor = "the PostgreSQL that comes with Easel does not run on this processor ("
                + System.getProperty("os.arch") + "): run Easel on another machine" + own;
        assertEquals(processor, ProgramCheck.explained(program, "", 132));
        assertEquals(processor, ProgramCheck.explained(program, "error=8, Exec format error", -1));
        assertEquals(
                "programs cannot be run from " + data + " (Permission denied; is it mounted with noexec?): set"
                        + " EASEL_DATA to a directory from which they can" + own,
                ProgramCheck.explained(program, "error=13, Permission denied", -1));
        String library = "error while loading shared libraries: libz.so.1";
        assertEquals(
                "the PostgreSQL that comes with Easel misses a library of this system (" + library + "): install it"
                        + own,
                ProgramCheck.explained(program, library, 127));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FATAL: could not write lock file: No space left on device | the disk of D is full: make room.",
                "PANIC: could not fsync: Disk quota exceeded | the disk quota of U for D is used up",
                "FATAL: could not open: Too many open files in system | no more files can be opened",
                "FATAL: could not map shared memory: Cannot allocate memory | PostgreSQL gets no memory",
                "FATAL: could not open file base/1: Permission denied | U may not use D or a file in it: chown -R U D",
                "FATAL:  database files are incompatible with server | the files in D are of another version"
            })
    @DisplayName("what PostgreSQL says of the machine is told with what to do")
    void logs(String said, String sentence) {
        String told = Explanation.of(data, "LOG: starting\n" + said + "\nLOG: shut down")
                .orElseThrow();
        assertTrue(told.startsWith(sentence.replaceAll("\\bU\\b", USER).replaceAll("\\bD\\b", data.toString())), told);
        assertTrue(told.endsWith("(" + said + ")"), told);
    }
}
