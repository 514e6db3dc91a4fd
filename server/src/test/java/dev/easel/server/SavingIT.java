package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.store.TestDatabase;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What reaches PostgreSQL, counted by PostgreSQL: {@code calls} of {@code pg_stat_statements} in this database. */
@Timeout(60)
class SavingIT {
    private static final String WRITES = """
            select coalesce(sum(calls), 0)::bigint from pg_stat_statements
             where dbid = (select oid from pg_database where datname = current_database())
               and query ~* '(insert into|update|delete from) (project|version|canvas_object|event)\\M'""";

    /** What a save writes; health asks with the journal's own statement whether there can be one. */
    private static final String SAVES = """
            select coalesce(sum(calls), 0)::bigint from pg_stat_statements
             where dbid = (select oid from pg_database where datname = current_database())
               and query ~* '(insert into|update|delete from) (project|version|canvas_object|object_set_aside)\\M'
               and query not ilike '%insert into event%'""";

    private TestDatabase database;

    @BeforeEach
    void createDatabase() {
        database = TestDatabase.create();
        database.sql("create extension pg_stat_statements");
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    @DisplayName("S1 ten objects made at once are in the database after one tick")
    void ten_objects() {
        try (TestEasel easel = TestEasel.start(database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "200")) {
            String project = easel.createProject();
            try (BoardClient ada = new BoardClient().join(easel.uri(), project)) {
                ada.edit(puts(0, 10));
                ada.awaitDurable(1);
                awaitTicks(easel, easel.figures().get("lastTickAt").asLong(), 2);
                flush(easel, project);
                assertEquals(10, rows(project));
                assertEquals(ada.board(), easel.board(project, "saved"));
            }
        }
    }

    @Test
    @DisplayName("S1 fifty objects are two chunks, only what changed is written, and nothing when nothing changed")
    void chunks_and_silence() {
        try (TestEasel easel = TestEasel.start(database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "100")) {
            String project = easel.createProject();
            try (BoardClient ada = new BoardClient().join(easel.uri(), project)) {
                ada.awaitApplied(ada.edit(puts(0, 50)));
                flush(easel, project);
                assertEquals(2, batches(easel));
                assertEquals(50, rows(project));
                ada.awaitApplied(ada.edit(
                        "{\"op\":\"patch\",\"id\":\"o7\",\"set\":{\"x\":-1}}", "{\"op\":\"delete\",\"id\":\"o8\"}"));
                flush(easel, project);
                assertEquals(4, batches(easel), "one row written, one deleted");
                assertEquals(49, rows(project));
                assertEquals(1, database.number("select count(*) from canvas_object where seq = 2"));
                assertTrue(database.number(SAVES) > 0, "saves are seen");

                long tick = easel.figures().get("lastTickAt").asLong();
                database.sql("select pg_stat_statements_reset()");
                awaitTicks(easel, tick, 5);
                assertEquals(0, database.number(SAVES), "writes of five ticks with nothing to save");
            }
        }
    }

    @Test
    @DisplayName("S1 a hundred edits between two ticks are one save, their events one statement: 90 % fewer writes")
    void a_hundred_edits() {
        try (TestEasel easel = TestEasel.start(
                database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "600000", "EASEL_JOURNAL_LINGER_MS", "2000")) {
            String project = easel.createProject();
            try (BoardClient ada = new BoardClient().join(easel.uri(), project)) {
                database.sql("select pg_stat_statements_reset()");
                for (int i = 0; i < 100; i++) {
                    ada.edit("{\"op\":\"put\",\"id\":\"o" + i % 10 + "\",\"props\":{\"x\":" + i + "}}");
                }
                ada.awaitSeq(100);
                easel.post("/api/projects/" + project + "/flush", "");
                ada.awaitDurable(100);
                long writes = database.number(WRITES);
                assertTrue(writes >= 3, "objects, events, fence: " + writes);
                assertTrue(writes <= 10, writes + " write statements for 100 edits");
                assertEquals(100, database.number("select count(*) from event"));
                assertEquals(1, database.number("select count(distinct xmin::text) from event"), "transactions");
            }
        }
    }

    @Test
    @DisplayName("S3 flush saves now: 200 with the seq, 204 when nothing was unsaved")
    void flush() {
        try (TestEasel easel = TestEasel.start(database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "600000")) {
            String project = easel.createProject();
            try (BoardClient ada = new BoardClient().join(easel.uri(), project)) {
                ada.awaitApplied(ada.edit(puts(0, 1)));
                JsonNode flushed = TestEasel.json(easel.post("/api/projects/" + project + "/flush", ""));
                assertEquals(1, flushed.get("seq").asLong());
                assertEquals(1, rows(project));
                assertEquals(
                        204,
                        easel.post("/api/projects/" + project + "/flush", "").statusCode());
            }
        }
    }

    @Test
    @DisplayName("O3 a restart loads what was saved: the first socket gets the board as it was")
    void restart() {
        String project;
        BoardModel before;
        UUID client;
        long epoch;
        try (TestEasel easel = TestEasel.start(database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "600000")) {
            project = easel.createProject();
            BoardClient ada = new BoardClient().join(easel.uri(), project);
            client = ada.client();
            epoch = ada.received().getFirst().get("epoch").asLong();
            ada.edit(puts(0, 500));
            ada.edit("""
                    {"op":"put","id":"odd","props":{"big":1e300,"text":"añ😀\\n","deep":[[[{}]]],"z":-0.0}}""");
            ada.edit("{\"op\":\"delete\",\"id\":\"o3\"}");
            ada.awaitSeq(3);
            before = ada.board();
        }
        try (TestEasel easel = TestEasel.start(database.address())) {
            try (BoardClient ada = new BoardClient(client).join(easel.uri(), project)) {
                assertEquals(500, ada.board().objects().size());
                Numbers.assertSame(before, ada.board());
                assertTrue(ada.received().getFirst().get("epoch").asLong() > epoch, "O2 every load raises the epoch");
                assertEquals(3, ada.seq());
                ada.edit(puts(0, 500)); // the same edit again, under the same number
                ada.await("applied", message -> message.get("seq").asLong() == 1);
            }
        }
    }

    @Test
    @DisplayName("S2 a project whose rows cannot be written stays dirty and durable; others are saved; nothing is lost")
    void one_failing_project() {
        try (TestEasel easel = TestEasel.start(database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "100")) {
            String broken = easel.createProject();
            String whole = easel.createProject();
            database.sql("alter table canvas_object add constraint broken check (project_id <> '" + broken + "')");
            try (BoardClient ada = new BoardClient().join(easel.uri(), broken);
                    BoardClient bob = new BoardClient().join(easel.uri(), whole)) {
                ada.edit(puts(0, 3));
                ada.awaitDurable(1);
                bob.awaitApplied(bob.edit(puts(0, 3)));
                flush(easel, whole);
                assertEquals(3, rows(whole));
                ada.edit(puts(3, 3));
                ada.awaitDurable(2);
                assertEquals(
                        503,
                        easel.post("/api/projects/" + broken + "/flush", "").statusCode());
                assertEquals(0, rows(broken));
                assertTrue(easel.figures().get("saveFailures").asLong() > 0);
                database.sql("alter table canvas_object drop constraint broken");
                flush(easel, broken);
                assertEquals(6, rows(broken));
            }
        }
    }

    @Test
    @DisplayName("O4 an owner whose epoch has passed writes nothing and closes its room, which is loaded again")
    void fenced() {
        try (TestEasel easel = TestEasel.start(database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "600000")) {
            String project = easel.createProject();
            BoardClient ada = new BoardClient().join(easel.uri(), project);
            ada.awaitApplied(ada.edit(puts(0, 1)));
            database.sql("alter table project disable trigger project_claimed"); // it is not told
            database.sql("update project set epoch = epoch + 1");
            assertEquals(
                    503, easel.post("/api/projects/" + project + "/flush", "").statusCode());
            assertEquals(1012, ada.awaitClose());
            assertEquals(0, ada.durable());
            assertEquals(0, rows(project));
            assertEquals(0, database.number("select count(*) from event"));
            try (BoardClient again = new BoardClient(ada.client()).join(easel.uri(), project)) {
                assertEquals(0, again.seq());
            }
        }
    }

    /** Everything applied so far is in the rows, also when the auto-save was quicker. */
    private static void flush(TestEasel easel, String project) {
        int status = easel.post("/api/projects/" + project + "/flush", "").statusCode();
        assertTrue(status == 200 || status == 204, "flushed: " + status);
    }

    private long rows(String project) {
        return database.number("select count(*) from canvas_object where project_id = $1", UUID.fromString(project));
    }

    private static long batches(TestEasel easel) {
        return easel.figures().at("/batchLatency/count").asLong();
    }

    /** Waits until the auto-save has begun so many more rounds. */
    private static void awaitTicks(TestEasel easel, long since, int ticks) {
        long last = since;
        long deadline = System.nanoTime() + 10_000_000_000L;
        for (int seen = 0; seen < ticks; ) {
            long tick = easel.figures().get("lastTickAt").asLong();
            if (tick != last) {
                last = tick;
                seen++;
            }
            assertTrue(System.nanoTime() < deadline, "the auto-save ticks");
        }
    }

    private static String[] puts(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i ->
                        "{\"op\":\"put\",\"id\":\"o" + i + "\",\"props\":{\"type\":\"rectangle\",\"x\":" + i + "}}")
                .collect(Collectors.toList())
                .toArray(String[]::new);
    }
}
