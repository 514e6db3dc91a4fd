package dev.easel.server;

import static dev.easel.server.VersionBoard.delete;
import static dev.easel.server.VersionBoard.ok;
import static dev.easel.server.VersionBoard.patch;
import static dev.easel.server.VersionBoard.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.database.DatabaseProxy;
import dev.easel.server.store.TestDatabase;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Named versions of a whole server, with its database. */
@Timeout(90)
class VersionIT {
    private static TestDatabase database;
    private static TestEasel easel;

    private final VersionBoard it = new VersionBoard(easel);

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(database.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "200");
    }

    @AfterAll
    static void stop() {
        easel.close();
        database.close();
    }

    @Test
    @DisplayName("V1 typing and saving make no version; the head of the active one is the last event")
    void typing() {
        for (int i = 0; i < 30; i++) {
            it.edit(put("a", i));
        }
        easel.post(it.path + "/flush", "");

        assertEquals(1, it.versions().size());
        JsonNode only = it.versions().getFirst();
        assertEquals(it.active(), only.get("id").asText());
        assertEquals(30, only.get("headSeq").asLong());
        assertTrue(only.get("active").asBoolean());
        it.assertMirrored(database);
    }

    @Test
    @DisplayName("V2 a saved version is the active one; the one before keeps what it had")
    void save() {
        String first = it.active();
        it.edit(put("a", 1));

        JsonNode saved = ok(201, easel.post(it.path + "/versions", "{\"name\":\"Second\",\"by\":\"Ada\"}"));

        assertEquals("Second", saved.get("name").asText());
        assertEquals("Ada", saved.get("createdBy").asText());
        assertEquals("manual", saved.get("kind").asText());
        assertEquals(1, saved.get("baseSeq").asLong());
        assertEquals(it.active(), saved.get("id").asText());
        assertEquals(
                List.of(saved.get("id").asText(), first),
                it.versions().stream()
                        .map(version -> version.get("id").asText())
                        .toList());
        it.edit(put("a", 2));
        assertEquals(1, it.version(first).get("headSeq").asLong());
        assertEquals(2, it.version(it.active()).get("headSeq").asLong());
        it.assertMirrored(database);
    }

    @Test
    @DisplayName("V3 a name for what was changes nothing else")
    void named() {
        it.edit(put("a", 1));
        it.edit(put("a", 2));
        String active = it.active();

        JsonNode named = ok(201, easel.post(it.path + "/versions", "{\"name\":\"Then\",\"seq\":1}"));

        assertEquals(active, it.active());
        assertEquals(it.past(1), it.content(named.get("id").asText()));
        it.edit(put("a", 3));
        assertEquals(1, it.version(named.get("id").asText()).get("headSeq").asLong());
        it.activate(named.get("id").asText());
        assertEquals(it.past(1), it.board());
        it.assertMirrored(database);
    }

    @Test
    @DisplayName("V7 an older version is made active, edited and left again: each has its own content")
    void each_its_own() {
        String first = it.active();
        it.edit(put("a", 1), put("gone", 1));
        BoardModel one = it.board();
        String second = it.save("Second");
        it.edit(patch("a", "'x':2"), delete("gone"), put("new", 2));
        BoardModel two = it.board();

        JsonNode back = it.activate(first);
        assertEquals(one, it.board());
        assertEquals(first, it.active());
        assertEquals(3, back.get("changed").asInt());
        assertEquals(two, it.content(second));
        it.edit(put("first", 3));
        BoardModel three = it.board();

        it.activate(second);
        assertEquals(two, it.board());
        assertEquals(three, it.content(first));
        it.activate(first);
        assertEquals(three, it.board());
        assertEquals(2, it.versions().size(), "what was noted on the way has gone");
        it.assertMirrored(database);
    }

    @Test
    @DisplayName("V7 empty content is content")
    void empty() {
        String empty = it.active();
        String full = it.save("Full");
        it.edit(put("a", 1));

        it.activate(empty);
        assertEquals(BoardModel.EMPTY, it.board());
        it.assertMirrored(database);
        assertEquals(1, it.content(full).objects().size());
        it.activate(full);
        assertEquals(1, it.board().objects().size());
        assertEquals(BoardModel.EMPTY, it.content(empty));
        it.assertMirrored(database);
    }

    @Test
    @DisplayName("V7 to make the active version active, or one of the same content, changes nothing")
    void the_same() {
        it.edit(put("a", 1));
        String first = it.active();
        assertEquals(1, it.activate(first).get("seq").asLong());
        it.save("Second");

        JsonNode back = it.activate(first);

        assertEquals(1, back.get("seq").asLong());
        assertEquals(0, back.get("changed").asInt());
        assertTrue(back.get("undo").isNull());
        assertEquals(first, it.active());
        assertEquals(1, it.seq());
    }

    @Test
    @DisplayName("V11 an activation is taken back by the roll-back that it tells, and that one by its own")
    void undo() {
        String first = it.active();
        it.edit(put("a", 1), put("gone", 1));
        BoardModel one = it.board();
        it.save("Second");
        it.edit(patch("a", "'x':2"), delete("gone"), put("b", 2));
        BoardModel two = it.board();

        JsonNode activated = it.activate(first);
        assertEquals(one, it.board());
        JsonNode back = it.rollBack(activated.get("undo").toString());

        assertEquals(two, it.board());
        assertEquals(first, it.active());
        it.rollBack(back.get("undo").toString());
        assertEquals(one, it.board());
        it.assertMirrored(database);
    }

    @Test
    @DisplayName("V7 a switch while a save is pending writes to the right project, and to the right version of it")
    void pending_save() {
        VersionBoard other = new VersionBoard(easel);
        String first = it.active();
        it.edit(put("a", 1));
        it.save("Second");
        it.edit(put("a", 2));
        other.edit(put("other", 1));

        it.activate(first); // neither was saved by then

        it.edit(put("a", 3));
        other.edit(put("other", 2));
        it.assertMirrored(database);
        other.assertMirrored(database);
        assertEquals(1, other.versions().size());
        assertEquals("[other]", other.board().objects().keySet().toString());
        assertEquals("[a]", it.board().objects().keySet().toString());
    }

    @Test
    @DisplayName("V7 a switch that fails before its end leaves both versions with what they had, and can be made again")
    void fails() {
        String first = it.active();
        it.edit(put("a", 1), put("gone", 1));
        BoardModel one = it.board();
        String second = it.save("Second");
        it.edit(put("a", 2), delete("gone"), put("new", 2));
        BoardModel two = it.board();
        database.sql("create function no() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$");
        database.sql("create trigger no before update of active_version on project for each row"
                + " when (new.active_version = '" + first + "') execute function no()");
        try {
            assertEquals(
                    422,
                    easel.post(it.path + "/versions/" + first + "/activate", "").statusCode());
        } finally {
            database.sql("drop function no cascade");
        }
        assertEquals(one, it.content(first));
        assertEquals(two, it.content(second));
        assertEquals("auto", it.version(it.active()).get("kind").asText());
        assertEquals(one, it.board(), "the edits were made already");
        it.assertMirrored(database);
        it.edit(put("meanwhile", 3));

        it.activate(second);

        assertEquals(two, it.board());
        it.activate(first);
        assertEquals(one, it.board());
        assertEquals(two, it.content(second));
        it.assertMirrored(database);
    }

    @Test
    @DisplayName("V2 V7 without a database nothing is saved or switched, and the answer is to try again")
    void no_database() {
        DatabaseProxy proxy = new DatabaseProxy(database);
        try (TestEasel cut = TestEasel.start(proxy.address(), "EASEL_AUTOSAVE_INTERVAL_MS", "600000")) {
            VersionBoard board = new VersionBoard(cut);
            String first = board.active();
            board.edit(put("a", 1));
            String second = board.save("Second");
            board.edit(put("a", 2));
            proxy.down();
            assertEquals(503, cut.post(board.path + "/versions", "").statusCode());
            assertEquals(
                    503,
                    cut.post(board.path + "/versions/" + first + "/activate", "")
                            .statusCode());
            proxy.up();
            assertEquals(second, awaitActive(board));
            assertEquals(2, board.board().objects().get("a").get("x").asInt());
        } finally {
            proxy.close();
        }
    }

    /** Once the database is reached again. */
    private static String awaitActive(VersionBoard board) {
        HttpResponse<String> project = board.easel.get(board.path);
        while (project.statusCode() == 503) {
            project = board.easel.get(board.path);
        }
        return ok(200, project).get("version").asText();
    }

    @Test
    @DisplayName("B7 V7 everybody on the board sees the switch as ordinary events of one group, and the new version")
    void told() {
        String first = it.active();
        it.edit(put("a", 1));
        String second = it.save("Second");
        it.edit(IntStream.range(0, 1_000).mapToObj(i -> put("o" + i, i)).toArray(String[]::new));
        it.edit(IntStream.range(1_000, 1_500).mapToObj(i -> put("o" + i, i)).toArray(String[]::new));
        try (BoardClient ada = new BoardClient().join(easel.uri(), it.project)) {
            assertEquals(second, ada.last("welcome").at("/project/version").asText());

            long seq = it.activate(first).get("seq").asLong();

            ada.awaitSeq(seq);
            assertEquals(it.board(), ada.board());
            ada.await("project", news -> news.get("version").asText().equals(first));
            List<String> groups = new ArrayList<>();
            ada.received().stream()
                    .filter(message -> message.get("type").asText().equals("events"))
                    .forEach(message -> message.get("events").forEach(event -> {
                        groups.add(event.get("group").asText());
                        assertTrue(event.get("changes").size() <= 1_000);
                    }));
            assertTrue(groups.size() > 1);
            assertEquals(1, groups.stream().distinct().count());
        }
    }

    @Test
    @DisplayName("V10 what others edit while a version is made active stays, on the one board that everybody has")
    void others_meanwhile() {
        String first = it.active();
        it.edit(IntStream.range(0, 1_000).mapToObj(i -> put("o" + i, 1)).toArray(String[]::new));
        String second = it.save("Second");
        for (int from = 0; from < 1_000; from += 100) {
            it.edit(IntStream.range(from, from + 100)
                    .mapToObj(i -> patch("o" + i, "'x':2,'text':'" + "x".repeat(2_000) + "'"))
                    .toArray(String[]::new));
        }
        try (BoardClient ada = new BoardClient().join(easel.uri(), it.project)) {
            CompletableFuture<JsonNode> switched = CompletableFuture.supplyAsync(() -> it.activate(first));
            for (int i = 0; !switched.isDone(); i++) { // each value is another one
                ada.awaitApplied(ada.edit(patch("o" + i % 1_000, "'y':" + i).replace('\'', '"')));
            }
            long begin = switched.join().at("/undo/from").asLong();
            ada.awaitAllDurable();
            assertEquals(begin - 1, it.version(second).get("headSeq").asLong(), "until then all is its own");
            BoardModel board = it.board();
            assertEquals(board, ada.board());
            it.assertMirrored(database);
            BoardModel one = it.past(1);
            assertTrue(
                    LongStream.iterate(begin - 1, seq -> seq > 0, seq -> seq - 1)
                            .anyMatch(planned -> board.equals(expected(one, planned))),
                    "what Ada did after the plan was made is there, and nothing of before");
        }
    }

    /** The first version's content, and over it what Ada did after an event. */
    private BoardModel expected(BoardModel first, long after) {
        BoardModel expected = first;
        RowSet<Row> edits = database.sql("""
                select changes::text as changes from event where project_id = $1 and seq > $2 and actor = 'Ada'
                 order by seq""", UUID.fromString(it.project), after);
        for (Row row : edits) {
            expected =
                    expected.after(BoardClient.json(row.getString("changes"))).orElseThrow();
        }
        return expected;
    }

    @Test
    @DisplayName("V13 two who save, or go to two versions, at the same moment get one after the other")
    void at_once() {
        String first = it.active();
        it.edit(put("a", 1));
        String second = it.save("Second");
        it.edit(put("a", 2));
        it.save("Third");
        it.edit(put("a", 3));

        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String to = i % 2 == 0 ? first : second;
            all.add(CompletableFuture.supplyAsync(() -> easel.post(it.path + "/versions/" + to + "/activate", "")));
        }
        all.add(CompletableFuture.supplyAsync(() -> easel.post(it.path + "/versions", "")));
        all.forEach(answer -> ok(answer.join().statusCode() == 201 ? 201 : 200, answer.join()));

        it.assertMirrored(database);
        assertEquals(4, it.versions().size());
        int x = it.board().objects().get("a").get("x").asInt();
        assertTrue(x == 1 || x == 2, "" + x);
    }

    @Test
    @DisplayName("V5 V6 a version is renamed and deleted; the active one stays, and so do its objects")
    void rename_and_delete() {
        String first = it.active();
        it.edit(put("a", 1));
        String second = it.save("Second");
        ok(200, easel.patch(it.path + "/versions/" + first, "{\"name\":\"First\"}"));
        assertEquals("First", it.version(first).get("name").asText());

        assertEquals(409, easel.delete(it.path + "/versions/" + second).statusCode());
        assertEquals(204, easel.delete(it.path + "/versions/" + first).statusCode());
        assertEquals(404, easel.delete(it.path + "/versions/" + first).statusCode());
        assertEquals(
                404,
                easel.post(it.path + "/versions/" + first + "/activate", "").statusCode());
        assertEquals(1, it.board().objects().size());
        it.assertMirrored(database);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    @DisplayName(
            "V7 V9 whatever is edited, saved, activated and restored: each version keeps its content, as a model says")
    void random(long seed) {
        Random random = new Random(seed);
        Map<String, BoardModel> contents = new HashMap<>();
        Map<Long, BoardModel> states = new HashMap<>(Map.of(0L, BoardModel.EMPTY));
        for (int step = 0; step < 60; step++) {
            contents.put(it.active(), it.board());
            List<String> ids = List.copyOf(contents.keySet());
            switch (random.nextInt(6)) {
                case 0 -> it.save("v" + step);
                case 1 -> {
                    String to = ids.get(random.nextInt(ids.size()));
                    it.activate(to);
                    assertEquals(contents.get(to), it.board());
                }
                case 2 -> {
                    long seq = List.copyOf(states.keySet()).get(random.nextInt(states.size()));
                    it.restore("{'seq':" + seq + "}");
                    assertEquals(states.get(seq), it.board());
                }
                default -> it.edit(change(random), change(random));
            }
            states.put(it.seq(), it.board());
            contents.put(it.active(), it.board());
        }
        contents.forEach((version, content) -> assertEquals(content, it.content(version)));
        states.forEach((seq, state) -> assertEquals(state, it.past(seq)));
        it.assertMirrored(database);
    }

    private static String change(Random random) {
        String id = "o" + random.nextInt(6);
        return random.nextInt(3) == 0 ? delete(id) : put(id, random.nextInt(4));
    }

    @Test
    @DisplayName("O1 V7 all of it is answered through another server as by the owner")
    void forwarded() {
        try (TestEasel second = TestEasel.start(database.address());
                BoardClient ada = new BoardClient().join(easel.uri(), it.project)) {
            VersionBoard there = new VersionBoard(second, it.project);
            String first = it.active();
            ada.awaitDurable(ada.awaitApplied(ada.edit(put("a", 1).replace('\'', '"'))));

            String saved = there.save("There");
            there.edit(put("a", 2));
            assertEquals(it.versions(), there.versions());
            there.activate(first);
            ada.await("project", news -> news.get("version").asText().equals(first));
            assertEquals(
                    1,
                    ada.awaitSeq(there.seq())
                            .board()
                            .objects()
                            .get("a")
                            .get("x")
                            .asInt());
            assertNotEquals(saved, there.active());
            there.restore("{'seq':2}");
            assertEquals(2, it.board().objects().get("a").get("x").asInt());
            there.rollBack("{'by':'Ada','from':1,'to':1}");
            ok(201, second.post(there.path + "/fork", ""));
            it.assertMirrored(database);
        }
    }
}
