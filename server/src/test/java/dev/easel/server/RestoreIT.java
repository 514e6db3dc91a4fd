package dev.easel.server;

import static dev.easel.server.VersionBoard.delete;
import static dev.easel.server.VersionBoard.ok;
import static dev.easel.server.VersionBoard.patch;
import static dev.easel.server.VersionBoard.put;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.store.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was is brought back: by a restore, a roll-back, and as a copy. */
@Timeout(90)
class RestoreIT {
    private static TestDatabase database;
    private static TestEasel easel;

    private final VersionBoard it = new VersionBoard(easel);

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(database.address());
    }

    @AfterAll
    static void stop() {
        easel.close();
        database.close();
    }

    // ---- restore

    @Test
    @DisplayName("V9 a mass delete is taken back, as one group after an auto version, and what came since goes")
    void whole() {
        it.edit(IntStream.range(0, 500).mapToObj(i -> put("o" + i, i)).toArray(String[]::new));
        BoardModel full = it.board();
        it.edit(IntStream.range(0, 500).mapToObj(i -> delete("o" + i)).toArray(String[]::new));
        it.edit(put("since", 1));
        BoardModel wiped = it.board();

        JsonNode restored = it.restore("{'seq':1,'by':'Ada'}");

        assertEquals(full, it.board());
        assertEquals(501, restored.get("changed").asInt());
        assertEquals(0, restored.get("skippedCount").asInt());
        assertEquals(
                1,
                database.number(
                        "select count(distinct group_id) from event where project_id = $1::text::uuid and seq > 3"
                                + " and actor = 'Ada'",
                        it.project));
        JsonNode auto = it.versions().stream()
                .filter(version -> version.get("kind").asText().equals("auto"))
                .findFirst()
                .orElseThrow();
        assertEquals("Ada", auto.get("createdBy").asText());
        assertEquals(wiped, it.content(auto.get("id").asText()));
        it.restore("{'version':'" + auto.get("id").asText() + "'}");
        assertEquals(wiped, it.board());
        it.assertMirrored(database);
    }

    @Test
    @DisplayName("V9 of chosen objects those alone are brought back, or go where they were not there")
    void objects() {
        it.edit(put("a", 1), put("b", 1));
        it.edit(put("a", 2), put("b", 2), put("c", 2));

        it.restore("{'seq':1,'objects':['a','c','nobody']}");

        BoardModel board = it.board();
        assertEquals("[a, b]", board.objects().keySet().toString());
        assertEquals(1, board.objects().get("a").get("x").asInt());
        assertEquals(2, board.objects().get("b").get("x").asInt());
        it.assertMirrored(database);
    }

    @Test
    @DisplayName("V9 where nothing differs there is no edit and no version")
    void nothing() {
        it.edit(put("a", 1));
        it.edit(patch("a", "'x':2"));
        it.edit(patch("a", "'x':1"));

        JsonNode restored = it.restore("{'seq':1}");

        assertEquals(3, restored.get("seq").asLong());
        assertEquals(0, restored.get("changed").asInt());
        assertTrue(restored.get("undo").isNull());
        assertEquals(3, it.seq());
        assertEquals(1, it.versions().size());
    }

    @Test
    @DisplayName("V13 two restores at once: one, and then the other")
    void two() {
        it.edit(put("a", 1));
        it.edit(put("a", 2));
        it.edit(put("a", 3));
        List<CompletableFuture<HttpResponse<String>>> both = new ArrayList<>();
        for (int seq : new int[] {1, 2}) {
            both.add(CompletableFuture.supplyAsync(() -> easel.post(it.path + "/restore", "{\"seq\":" + seq + "}")));
        }
        long last = both.stream()
                .mapToLong(answer -> ok(200, answer.join()).get("seq").asLong())
                .max()
                .orElseThrow();

        assertEquals(5, last);
        BoardModel board = it.board();
        assertTrue(board.equals(it.past(1)) || board.equals(it.past(2)));
        it.assertMirrored(database);
    }

    @Test
    @DisplayName("V11 a restore is taken back by the roll-back that it tells")
    void undo() {
        it.edit(put("a", 1), put("b", 1));
        it.edit(put("a", 2), delete("b"), put("c", 2));
        BoardModel before = it.board();

        JsonNode restored = it.restore("{'seq':1}");
        it.rollBack(restored.get("undo").toString());

        assertEquals(before, it.board());
    }

    // ---- roll-back

    @Test
    @DisplayName("V11 one of three people is rolled back: the others' work is untouched, and its undo restores it")
    void one_of_three() {
        it.edit(put("a", 0), put("b", 0), put("c", 0), put("d", 0));
        try (BoardClient ann = new BoardClient().join(easel.uri(), it.project);
                BoardClient bob = new BoardClient().join(easel.uri(), it.project);
                BoardClient cem = new BoardClient().join(easel.uri(), it.project)) {
            does(ann, patch("a", "'x':1,'text':'Ann'"), put("anns", 1), delete("d"));
            does(bob, patch("a", "'text':'Bob'"), put("bobs", 1));
            does(cem, patch("b", "'x':3"), patch("anns", "'y':3"));
            does(ann, patch("c", "'x':1"), put("more", 1));
            does(bob, patch("b", "'y':2"));
            BoardModel before = it.board();
            long head = it.seq();
            String annsWork = "{'author':'" + it.authorId(ann) + "','from':1,'to':" + head + ",'actor':'Eve'";

            JsonNode would = it.rollBack(annsWork + ",'dryRun':true}");

            assertEquals(head, it.seq());
            assertEquals(head, would.get("seq").asLong());
            assertEquals(1, it.versions().size());
            assertTrue(would.get("undo").isNull());

            JsonNode done = it.rollBack(annsWork + "}");

            assertEquals(would.get("changed"), done.get("changed"));
            assertEquals(would.get("skipped"), done.get("skipped"));
            BoardModel after = it.board();
            assertEquals(0, after.objects().get("a").get("x").asInt());
            assertEquals("Bob", after.objects().get("a").get("text").asText());
            assertEquals(before.objects().get("b"), after.objects().get("b"));
            assertEquals(before.objects().get("bobs"), after.objects().get("bobs"));
            assertEquals(0, after.objects().get("c").get("x").asInt());
            assertEquals(0, after.objects().get("d").get("x").asInt());
            assertEquals(before.objects().get("anns"), after.objects().get("anns"), "Cem has built on it");
            assertTrue(!after.objects().containsKey("more"));
            assertEquals(4, done.get("changed").asInt());
            assertEquals(
                    "[{\"object\":\"a\",\"property\":\"text\",\"reason\":\"changed\"},"
                            + "{\"object\":\"anns\",\"property\":null,\"reason\":\"changed\"}]",
                    done.get("skipped").toString());
            ann.awaitSeq(it.seq());
            assertEquals(after, ann.board());

            it.rollBack(done.get("undo").toString());

            assertEquals(before, it.board());
            it.assertMirrored(database);
        }
    }

    private static void does(BoardClient who, String... changes) {
        String[] edits = new String[changes.length];
        for (int i = 0; i < changes.length; i++) {
            edits[i] = changes[i].replace('\'', '"');
        }
        who.awaitDurable(who.awaitApplied(who.edit(edits)));
    }

    @Test
    @DisplayName("V11 a time is told by seqs or as in RFC 3339, both ends included, and a person by name as well")
    void times() {
        it.edit(put("a", 0));
        it.edit(patch("a", "'x':1,'y':1"));
        it.edit(patch("a", "'x':2"));
        it.edit(patch("a", "'z':3"));

        assertEquals(
                1,
                it.rollBack("{'by':'anonymous','from':2,'to':2}").get("changed").asInt());
        assertEquals("{\"x\":2,\"z\":3}", it.board().objects().get("a").toString());
        assertEquals(
                0, it.rollBack("{'by':'Nobody','from':1,'to':9}").get("changed").asInt());
        String early = Instant.ofEpochMilli(1_000).toString();
        assertEquals(
                0,
                it.rollBack("{'by':'anonymous','from':'" + early + "','to':'" + early + "'}")
                        .get("changed")
                        .asInt());
        it.rollBack("{'by':'anonymous','from':'" + early + "','to':'9999-12-31T23:59:59+02:00'}");
        assertEquals(BoardModel.EMPTY, it.board());
    }

    @Test
    @DisplayName("V11 what is skipped is told one by one up to a thousand, and counted")
    void many_skipped() {
        it.edit(IntStream.range(0, 1_000).mapToObj(i -> put("a" + i, 0)).toArray(String[]::new));
        it.edit(IntStream.range(0, 500).mapToObj(i -> put("b" + i, 0)).toArray(String[]::new));
        it.edit(IntStream.range(0, 1_000).mapToObj(i -> patch("a" + i, "'x':1")).toArray(String[]::new));
        it.edit(IntStream.range(0, 500).mapToObj(i -> patch("b" + i, "'x':1")).toArray(String[]::new));

        JsonNode done = it.rollBack("{'by':'anonymous','from':1,'to':2}");

        assertEquals(0, done.get("changed").asInt());
        assertEquals(1_000, done.get("skipped").size());
        assertEquals(1_500, done.get("skippedCount").asInt());
    }

    // ---- fork

    @Test
    @DisplayName("V12 a copy has the board as it was, its images and settings, and a history of its own")
    void fork() {
        byte[] image = {1, 2, 3};
        ok(201, easel.put(it.path + "/assets/photo", "image/png", image));
        ok(200, easel.patch(it.path, "{\"settings\":{\"grid\":true}}"));
        it.edit(IntStream.range(0, 1_000).mapToObj(i -> put("a" + i, i)).toArray(String[]::new));
        it.edit(IntStream.range(0, 500).mapToObj(i -> put("b" + i, i)).toArray(String[]::new));
        it.edit(put("later", 1));

        HttpResponse<String> made = easel.post(it.path + "/fork", "{\"seq\":2,\"by\":\"Ada\"}");

        JsonNode project = ok(201, made);
        VersionBoard copy = new VersionBoard(easel, project.get("id").asText());
        assertEquals(copy.path, made.headers().firstValue("Location").orElseThrow());
        assertEquals("Board (copy)", project.get("title").asText());
        assertEquals("{\"grid\":true}", project.get("settings").toString());
        assertEquals(it.past(2), copy.board());
        assertEquals(copy.board(), easel.board(copy.project, "saved"), "its rows are there at once");
        assertEquals(1, copy.versions().size());
        copy.assertMirrored(database);
        assertArrayEquals(image, easel.get(copy.path + "/assets/photo").body().getBytes(StandardCharsets.UTF_8));
        copy.edit(put("own", 1));
        it.edit(put("own", 2));
        assertEquals(1, copy.board().objects().get("own").get("x").asInt());
        copy.assertMirrored(database);
        it.assertMirrored(database);
    }

    @Test
    @DisplayName("V12 without a seq the copy is of the present, also of an empty board")
    void fork_of_the_present() {
        VersionBoard empty = copy("{\"title\":\"Mine\"}");
        assertEquals(BoardModel.EMPTY, empty.board());
        assertEquals("Mine", ok(200, easel.get(empty.path)).get("title").asText());
        it.edit(put("a", 1));
        assertEquals(it.board(), copy("").board());
        assertEquals(BoardModel.EMPTY, copy("{\"seq\":0}").board());
    }

    private VersionBoard copy(String body) {
        return new VersionBoard(
                easel, ok(201, easel.post(it.path + "/fork", body)).get("id").asText());
    }

    @Test
    @DisplayName("V12 a copy that fails half way leaves nothing")
    void fork_fails() {
        it.edit(put("a", 1));
        ok(201, easel.put(it.path + "/assets/photo", "image/png", new byte[] {1}));
        long projects = database.number("select count(*) from project");
        long events = database.number("select count(*) from event");
        database.sql("create function no() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$");
        database.sql("create trigger no before insert on asset for each row execute function no()");
        try {
            assertEquals(422, easel.post(it.path + "/fork", "").statusCode());
        } finally {
            database.sql("drop function no cascade");
        }
        assertEquals(projects, database.number("select count(*) from project"));
        assertEquals(events, database.number("select count(*) from event"));
        assertEquals(projects, database.number("select count(distinct project_id) from version"));
        ok(201, easel.post(it.path + "/fork", ""));
    }

    // ---- import

    @Test
    @DisplayName("V8 an import over newer work is taken back by the version that was noted before it")
    void import_taken_back() {
        it.edit("{'op':'put','id':'a','props':{'type':'rectangle','x':7}}");
        BoardModel before = it.board();
        ok(
                200,
                easel.post(
                        it.path + "/import",
                        "{\"type\":\"excalidraw\",\"elements\":[{\"id\":\"a\",\"type\":\"rectangle\",\"x\":1},"
                                + "{\"id\":\"b\",\"type\":\"rectangle\",\"x\":1}]}"));

        String auto = it.versions().stream()
                .filter(version -> version.get("kind").asText().equals("auto"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
        it.restore("{'version':'" + auto + "'}");

        assertEquals(before, it.board());
        it.assertMirrored(database);
    }
}
