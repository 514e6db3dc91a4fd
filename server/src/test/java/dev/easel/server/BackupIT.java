package dev.easel.server;

import static dev.easel.server.VersionBoard.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.embedded.EmbeddedPostgres;
import dev.easel.server.backup.Backup;
import dev.easel.server.backup.Restore;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.database.Migrations;
import dev.easel.server.offline.CommandDatabase;
import dev.easel.server.progress.Progress;
import dev.easel.server.store.TestDatabase;
import dev.easel.server.verify.Verify;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BackupIT {
    private static final String EVENTS =
            "select md5(string_agg(e::text, ',' order by seq)) from event e where project_id = '%s' and seq <= %d";

    @TempDir
    private Path folder;

    private final TestDatabase database = TestDatabase.create();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    private final Progress progress = Progress.onStandardError();
    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("easel.backup");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Map<String, String> settings(DatabaseAddress at) {
        return Map.of(
                "DATABASE_URL",
                "postgresql://" + at.user() + ":" + at.password() + "@" + at.places() + "/" + at.database()
                        + "?sslmode=" + at.sslMode().value);
    }

    private int backup() {
        return new Backup(new CommandDatabase(settings(database.address())::get), out, out, progress).to(file);
    }

    private int restore(Map<String, String> settings) {
        return new Restore(new CommandDatabase(settings::get), out, out, progress).from(file);
    }

    private int verify(Map<String, String> settings) {
        return new Verify(settings::get, out, progress).run(List.of());
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static String text(DatabaseAddress at, String query) throws SQLException {
        try (Connection connection = at.connect();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Edits a board until it is told to end; knows what it was told to be durable. */
    private static final class Editor {
        private final VersionBoard board;
        private final AtomicLong durable = new AtomicLong();
        private final CountDownLatch some = new CountDownLatch(10);
        private final CountDownLatch more = new CountDownLatch(20);
        private final Thread thread = Thread.ofPlatform().name("editor").unstarted(this::run);
        private volatile boolean isEnding;

        Editor(TestEasel easel) {
            board = new VersionBoard(easel);
            thread.start();
        }

        private void run() {
            for (int i = 0; !isEnding; i++) {
                durable.set(board.edit(put("o" + i % 17, i)));
                some.countDown();
                more.countDown();
            }
        }

        void end() throws InterruptedException {
            assertTrue(more.await(60, TimeUnit.SECONDS));
            isEnding = true;
            thread.join();
        }
    }

    @Test
    @DisplayName("a backup under load, restored into another directory: what was durable at its moment, and verify"
            + " finds nothing that differs")
    void under_load() throws Exception {
        Map<String, String> elsewhere =
                Map.of("EASEL_DATA", folder.resolve("data").toString());
        List<Editor> editors = new ArrayList<>();
        try (TestEasel easel = TestEasel.start(database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "100")) {
            for (int i = 0; i < 3; i++) {
                editors.add(new Editor(easel));
            }
            easel.put(editors.getFirst().board.path + "/assets/photo", "image/png", new byte[300_000]);
            for (Editor editor : editors) {
                assertTrue(editor.some.await(60, TimeUnit.SECONDS));
            }
            List<Long> before = editors.stream().map(it -> it.durable.get()).toList();
            assertEquals(0, backup(), this::said);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            for (Editor editor : editors) {
                editor.end();
            }

            assertEquals(0, restore(elsewhere), this::said);
            assertEquals(0, verify(elsewhere), this::said);

            EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("data"));
            try {
                DatabaseAddress at = DatabaseAddress.of(postgres.address().url());
                assertEquals("0", text(at, "select count(*) from project where instance is not null"));
                try (TestEasel again = TestEasel.start(at)) {
                    for (int i = 0; i < editors.size(); i++) {
                        same(editors.get(i), before.get(i), again, at);
                    }
                    assertEquals(
                            200,
                            again.get(editors.getFirst().board.path + "/assets/photo")
                                    .statusCode());
                }
            } finally {
                postgres.stop();
            }
        }
    }

    /** As of one moment between what was durable before and what is now; and it can be edited. */
    private void same(Editor editor, long before, TestEasel again, DatabaseAddress at) throws SQLException {
        String project = editor.board.project;
        long seq = Long.parseLong(text(at, "select seq from project where id = '" + project + "'"));
        assertTrue(before <= seq && seq <= editor.durable.get(), before + " ≤ " + seq + " ≤ " + editor.durable);
        String events = EVENTS.formatted(project, seq);
        assertEquals(text(database.address(), events), text(at, events));
        VersionBoard restored = new VersionBoard(again, project);
        assertEquals(editor.board.past(seq), restored.board());
        assertEquals(seq + 1, restored.edit(put("new", 1)));
        String epoch = "select epoch from project where id = '" + project + "'";
        assertTrue(Long.parseLong(text(at, epoch)) > Long.parseLong(text(database.address(), epoch)));
    }

    @Test
    @DisplayName("what is in the trash is in a backup, is verified, and can be brought back after a restore")
    void trash() throws Exception {
        VersionBoard board;
        try (TestEasel easel = TestEasel.start(database.address())) {
            board = new VersionBoard(easel);
            board.edit(put("a", 1));
            assertEquals(204, easel.delete(board.path).statusCode());
        }
        assertEquals(0, backup(), this::said);
        try (TestDatabase target = TestDatabase.createEmpty()) {
            Map<String, String> there = settings(target.address());
            assertEquals(0, restore(there), this::said);
            said.reset();
            assertEquals(0, verify(there), this::said);
            assertTrue(said().contains(board.project + " same: "), this::said);
            try (TestEasel again = TestEasel.start(target.address())) {
                assertEquals(404, again.get(board.path).statusCode());
                assertEquals(200, again.post(board.path + "/undelete", "").statusCode());
                assertEquals(2, new VersionBoard(again, board.project).edit(put("b", 1)));
            }
        }
    }

    @Test
    @DisplayName("a file that is damaged, cut short or no backup leaves an empty database empty, and one with rows is"
            + " refused")
    void refused() throws Exception {
        try (TestEasel easel = TestEasel.start(database.address())) {
            new VersionBoard(easel).edit(put("a", 1));
        }
        assertEquals(0, backup(), this::said);
        byte[] whole = Files.readAllBytes(file);
        try (TestDatabase target = TestDatabase.createEmpty()) {
            Map<String, String> there = settings(target.address());
            byte[] damaged = whole.clone();
            damaged[whole.length - 12] ^= 1; // of the checksum, as it is compressed
            for (byte[] bad : List.of(damaged, Arrays.copyOf(whole, whole.length / 2), "none".getBytes())) {
                Files.write(file, bad);
                said.reset();
                assertEquals(1, restore(there));
                assertTrue(said().startsWith("nothing was restored: "), this::said);
            }
            assertEquals("0", text(target.address(), "select count(*) from project"));
            Files.write(file, whole);
            assertEquals(0, restore(there), this::said);
            assertEquals(0, verify(there), this::said);
            said.reset();
            assertEquals(1, restore(there));
            assertTrue(said().startsWith("nothing was restored: the database is not empty"), this::said);
        }
    }

    @Test
    @DisplayName("two backups to one file do not touch what the other has written so far, and leave nothing behind")
    void two_writers() throws Exception {
        Path others = Files.writeString(folder.resolve("easel.backup.partial"), "what another has written");
        assertEquals(0, backup(), this::said);
        assertEquals("what another has written", Files.readString(others));
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(Set.of(others, file), all.collect(Collectors.toSet()));
        }
    }

    @Test
    @DisplayName("what is restored but cannot be brought to this version is told as that, and can be brought to it")
    void not_this_version() throws Exception {
        try (TestDatabase older = TestDatabase.createEmpty();
                TestDatabase target = TestDatabase.createEmpty()) {
            Migrations.migrate(older.address(), "8");
            Map<String, String> from = settings(older.address());
            assertEquals(0, new Backup(new CommandDatabase(from::get), out, out, progress).to(file), this::said);
            Migrations.migrate(target.address(), "8");
            target.sql("create table horizon (in_the_way int)"); // which the next one makes
            said.reset();
            assertEquals(3, restore(settings(target.address())));
            assertTrue(said().startsWith("restored: 0 rows"), this::said);
            assertTrue(said().contains("all is restored, but the tables are not brought to this version"), this::said);
            target.sql("drop table horizon");
            Migrations.migrate(target.address());
        }
    }

    @Test
    @DisplayName("nothing is restored beside a server that runs")
    void beside_a_server() throws Exception {
        assertEquals(0, backup(), this::said);
        try (TestDatabase target = TestDatabase.createEmpty()) {
            try (TestEasel _ = TestEasel.start(target.address())) {
                said.reset();
                assertEquals(1, restore(settings(target.address())));
                assertTrue(said().startsWith("nothing was restored: a server uses the database: "), this::said);
            }
            assertEquals(0, restore(settings(target.address())), this::said);
        }
    }

    @Test
    @DisplayName("a table that is none of Easel's is left out by the restore, and there is no sequence to be forgotten")
    void tables() throws Exception {
        database.sql("create table own (id int primary key, twice int generated always as (id * 2) stored)");
        database.sql("insert into own values (7)");
        assertEquals(0, backup(), this::said);
        try (TestDatabase target = TestDatabase.createEmpty()) {
            Map<String, String> there = settings(target.address());
            assertEquals(0, restore(there), this::said);
            assertTrue(said().contains("left out: the table own is none of Easel's"), this::said);
            assertEquals(1, said().split("left out", -1).length - 1, this::said);
        }
        assertEquals(
                0,
                database.number("select count(*) from pg_class where relkind = 'S'"
                        + " and relnamespace = current_schema()::regnamespace"));
    }
}
