package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.store.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that come back with a copy of their own. */
@Timeout(120)
class ResumeIT {
    private static final int MISSED = 1_000;

    @TempDir
    private Path data;

    @Test
    @DisplayName("R5 cut off for 1,000 events a client gets only what changed: in the same room, evicted, restarted")
    void cut_off() {
        try (TestDatabase database = TestDatabase.create()) {
            String[] quick = {"EASEL_ROOM_IDLE_MS", "100", "EASEL_LIMIT_EDITS", "10000", "EASEL_LIMIT_BURST", "10000"};
            BoardClient away = new BoardClient();
            BoardClient busy = new BoardClient();
            String project;
            try (TestEasel easel = TestEasel.start(database.address(), quick)) {
                project = easel.createProject();
                busy.join(easel.uri(), project);
                busy.awaitApplied(busy.edit(puts("still", 300)));
                busy.awaitApplied(busy.edit(puts("o", 20)));
                away.join(easel.uri(), project);

                missed(away, busy);
                away.join(easel.uri(), project);
                assertCaughtUp(away, busy);

                missed(away, busy);
                busy.abort();
                awaitNoRooms(easel);
                busy.join(easel.uri(), project);
                assertEquals("resumed", busy.last("welcome").get("reason").asText());
                away.join(easel.uri(), project);
                assertCaughtUp(away, busy);

                missed(away, busy);
                busy.abort();
            }
            try (TestEasel easel = TestEasel.start(database.address(), quick)) {
                busy.join(easel.uri(), project);
                away.join(easel.uri(), project);
                assertCaughtUp(away, busy);
                away.close();
                busy.close();
            }
        }
    }

    /** While one is away the other changes two objects a thousand times, and deletes one and makes one. */
    private static void missed(BoardClient away, BoardClient busy) {
        away.abort();
        long last = 0;
        for (int i = 0; i < MISSED - 1; i++) {
            last = busy.edit("{\"op\":\"patch\",\"id\":\"o" + i % 2 + "\",\"set\":{\"x\":" + i + "}}");
        }
        String gone = busy.board().objects().keySet().stream()
                .filter(id -> id.startsWith("still"))
                .findFirst()
                .orElseThrow();
        last = busy.edit(
                "{\"op\":\"delete\",\"id\":\"" + gone + "\"}",
                "{\"op\":\"put\",\"id\":\"n" + last + "\",\"props\":{}}");
        busy.awaitDurable(busy.awaitApplied(last));
    }

    private static void assertCaughtUp(BoardClient away, BoardClient busy) {
        assertEquals("delta", away.last("welcome").get("sync").asText());
        assertEquals("resumed", away.last("welcome").get("reason").asText());
        List<String> sent = away.synced();
        assertEquals(4, sent.size(), "two changed, one new, one gone: " + sent);
        assertEquals(
                Set.of("o0", "o1"),
                Set.copyOf(sent.stream().filter(id -> id.startsWith("o")).toList()));
        assertEquals(busy.board(), away.board());
    }

    private static void awaitNoRooms(TestEasel easel) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!easel.get("/metrics").body().contains("easel_rooms 0.0")) {
            assertEquals(true, System.nanoTime() < deadline, "the room leaves memory");
        }
    }

    @Test
    @DisplayName("R4 one that saw events which a crash took back has diverged; J8 its own undurable edits arrive once")
    void diverged() throws Exception {
        Map<String, String> slow = Map.of("EASEL_DATA", data.toString(), "EASEL_JOURNAL_LINGER_MS", "5000");
        ServerProcess first = ServerProcess.start(slow);
        URI uri = first.awaitReady();
        String project = createProject(uri);
        BoardClient ada = new BoardClient().join(uri, project);
        BoardClient bob = new BoardClient().join(uri, project);
        ada.awaitDurable(ada.awaitApplied(ada.edit(puts("durable", 1))));
        ada.edit(puts("undurable", 1));
        bob.awaitSeq(2);
        first.kill();

        ServerProcess second = ServerProcess.start(slow);
        uri = second.awaitReady();
        bob.join(uri, project);
        assertEquals("diverged", bob.last("welcome").get("reason").asText());
        assertEquals("snapshot", bob.last("welcome").get("sync").asText());
        assertEquals(Set.of("durable0"), bob.board().objects().keySet());
        ada.join(uri, project);
        assertEquals("[]", ada.last("welcome").get("applied").toString());
        ada.resendUnsettled();
        ada.awaitSeq(2);
        bob.awaitSeq(2);
        ada.resendUnsettled();
        assertEquals(Set.of("durable0", "undurable0"), bob.board().objects().keySet());
        assertEquals(ada.board(), bob.board());
        second.terminate();
        assertEquals(2, ada.durable());
    }

    @Test
    @DisplayName("R4 O2 after the database was set back to an older copy, who saw more than it holds has diverged: no"
            + " epoch comes again")
    void restored() {
        try (TestDatabase database = TestDatabase.create()) {
            String project;
            BoardClient ada = new BoardClient();
            try (TestEasel easel = TestEasel.start(database.address())) {
                project = easel.createProject();
                ada.join(easel.uri(), project);
                ada.awaitDurable(ada.awaitApplied(ada.edit(puts("kept", 1))));
            }
            database.sql("create table copied as select * from project");
            try (TestEasel easel = TestEasel.start(database.address())) {
                ada.join(easel.uri(), project);
                ada.awaitDurable(ada.awaitApplied(ada.edit(puts("gone", 1))));
            }
            database.sql("delete from event where seq > 1");
            database.sql("delete from canvas_object where seq > 1");
            database.sql("update project set epoch = copied.epoch, seq = 1, checkpoint_seq = 1 from copied");
            try (TestEasel easel = TestEasel.start(database.address());
                    BoardClient bob = new BoardClient().join(easel.uri(), project)) {
                bob.awaitApplied(bob.edit(puts("new", 1)));
                bob.awaitDurable(bob.awaitApplied(bob.edit(puts("newer", 1))));
                ada.join(easel.uri(), project);
                assertEquals("diverged", ada.last("welcome").get("reason").asText());
                assertEquals(bob.board(), ada.board());
            }
        }
    }

    private static String createProject(URI server) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/projects"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            return TestEasel.json(http.send(request, HttpResponse.BodyHandlers.ofString()))
                    .get("id")
                    .asText();
        }
    }

    private static String[] puts(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"op\":\"put\",\"id\":\"" + prefix + i + "\",\"props\":{\"x\":0}}")
                .toArray(String[]::new);
    }
}
