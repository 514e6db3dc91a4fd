package dev.easel.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class DiskFullTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private Path data;
    private TestMount mount;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void mounted() throws Exception {
        data = Files.createTempDirectory("easel-full-").toRealPath();
        mount = TestMount.at(data, "size=190m");
        TestHome.prepared(data);
    }

    @AfterEach
    void remove() throws Exception {
        if (postgres != null) {
            postgres.stop();
        }
        if (mount != null) {
            mount.close();
        }
        FileTrees.delete(data);
    }

    @Test
    @DisplayName("a disk that fills up loses nothing that was committed; with room PostgreSQL comes back by itself")
    void filled() throws Exception {
        postgres = EmbeddedPostgres.start(data);
        PostgresAddress address = postgres.superuser();
        Sql.execute(address, "create table kept (x int, filler text)", "insert into kept values (1, '')");
        fill(0);
        // Until the journal of PostgreSQL itself cannot be written: it panics and restarts, or refuses.
        int committed = 1;
        SQLException refused = null;
        while (refused == null) {
            try {
                Sql.execute(
                        address,
                        "insert into kept select %d, string_agg(md5(random()::text), '') from generate_series(1, 30000)"
                                .formatted(committed + 1));
                committed++;
            } catch (SQLException failure) {
                refused = failure;
            }
        }
        Files.delete(data.resolve("filler"));
        awaitAnswer(address);
        assertEquals(Integer.toString(committed), Sql.ask(address, "select count(*) from kept"));
        Sql.execute(address, "insert into kept values (0, '')");
    }

    @Test
    @DisplayName("one that dies on a full disk is started again with growing pauses, until there is room")
    void died() throws Exception {
        postgres = EmbeddedPostgres.start(data);
        Sql.execute(postgres.superuser(), "create table kept (x int)", "insert into kept values (1)");
        ProcessHandle process = ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow();
        fill(0);
        process.destroyForcibly();
        process.onExit().get(30, TimeUnit.SECONDS);
        Files.delete(data.resolve("filler"));
        awaitAnswer(postgres.superuser());
        assertEquals("1", Sql.ask(postgres.superuser(), "select x from kept"));
    }

    @Test
    @DisplayName("a start on a full disk is refused in a sentence, with and without a database there")
    void start() throws Exception {
        fill(1 << 20);
        String refused = assertThrows(CannotRun.class, () -> EmbeddedPostgres.start(data))
                .getMessage();
        assertTrue(refused.startsWith("the disk of " + data + " is full: make room."), refused);
        Files.delete(data.resolve("filler"));
        EmbeddedPostgres.start(data).stop();

        fill(0);
        refused = assertThrows(CannotRun.class, () -> EmbeddedPostgres.start(data))
                .getMessage();
        assertTrue(refused.contains("the disk of " + data + " is full: make room."), refused);
        Files.delete(data.resolve("filler"));
        postgres = EmbeddedPostgres.start(data);
        assertEquals("1", Sql.ask(postgres.address(), "select 1"));
    }

    /** Leaves at most {@code room} bytes. */
    private void fill(long room) throws IOException {
        byte[] block = new byte[1 << 12];
        try (OutputStream out = Files.newOutputStream(data.resolve("filler"))) {
            while (Files.getFileStore(data).getUsableSpace() > room) {
                out.write(block);
            }
        } catch (IOException full) {
            assertTrue(String.valueOf(full.getMessage()).contains("No space left"), full.getMessage());
        }
    }

    private static void awaitAnswer(PostgresAddress address) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                Sql.ask(address, "select 1");
                return;
            } catch (SQLException notYet) {
                assertTrue(System.nanoTime() < deadline, "PostgreSQL did not come back: " + notYet.getMessage());
                Thread.sleep(50);
            }
        }
    }
}
