package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.easel.server.store.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody types into a plain form, over a real database. */
@Timeout(120)
class BufferIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int KEYSTROKES = 200;
    private static final int KILLED_AT = 150;
    private static final String DEBOUNCE = "{\"settings\":{\"save\":{\"mode\":\"debounce\"}}}";

    @Test
    @DisplayName(
            "E17 S7 200 keystrokes under debounce: each is seen live, and the row is written once, when it is quiet")
    void typed() {
        try (TestDatabase database = TestDatabase.create();
                TestEasel easel = TestEasel.start(database.address(), "EASEL_JOURNAL_LINGER_MS", "0")) {
            String project = easel.createProject();
            String path = "/api/projects/" + project;
            easel.patch(path, DEBOUNCE);
            long base = seq(easel.post(path + "/objects/a/buffer", form("t", "")));
            easel.post(path + "/flush", "");
            long saves = saves(easel);
            long batches = batches(easel);
            try (BoardClient ada = new BoardClient().join(easel.uri(), project)) {
                for (int i = 1; i <= KEYSTROKES; i++) {
                    base = seq(easel.post(path + "/objects/a/buffer?base=" + base, form("t", "x".repeat(i))));
                    assertEquals(1 + i, base);
                }
                ada.awaitSeq(base);
                assertEquals(typed(1, KEYSTROKES), seen(ada));
                assertEquals(0, saved(easel, path), "the row is as it was");
                while (saved(easel, path) != KEYSTROKES) {
                    Thread.onSpinWait();
                }
                // The rows are seen before the save that wrote them has ended; a flush waits for it.
                easel.post(path + "/flush", "");
                assertEquals(saves + 1, saves(easel));
                assertEquals(batches + 1, batches(easel));
                assertEquals(204, easel.post(path + "/flush", "").statusCode());
            }
        }
    }

    @Test
    @DisplayName("E17 D1 killed at keystroke 150 the server loses none, and the form goes on with what it knew")
    void killed(@TempDir Path data) throws Exception {
        Map<String, String> environment = Map.of("EASEL_DATA", data.toString(), "EASEL_JOURNAL_LINGER_MS", "0");
        ServerProcess first = ServerProcess.start(environment);
        URI server = first.awaitReady();
        String path = "/api/projects/"
                + json(post(server, "/api/projects", DEBOUNCE)).get("id").asText();
        String buffer = path + "/objects/a/buffer";
        long base = seq(post(server, buffer, form("t", "")));
        long other = base;
        for (int i = 1; i < KILLED_AT; i++) {
            base = seq(post(server, buffer + "?base=" + base, form("t", "x".repeat(i))));
            other = seq(post(server, buffer + "?base=" + other, form("T".repeat(i), "")));
        }
        CompletableFuture<?> cut = request(server, buffer + "?base=" + base, form("t", "x".repeat(KILLED_AT)));
        first.kill();
        cut.handle((_, _) -> true).join();

        ServerProcess second = ServerProcess.start(environment);
        server = second.awaitReady();
        JsonNode found = json(get(server, path + "/objects/a")).get("props");
        assertEquals("T".repeat(KILLED_AT - 1), found.get("title").asText());
        int length = found.get("text").asText().length();
        assertTrue(length == KILLED_AT - 1 || length == KILLED_AT, "what was answered is there: " + length);
        for (int i = KILLED_AT; i <= KEYSTROKES; i++) {
            base = seq(post(server, buffer + "?base=" + base, form("t", "x".repeat(i))));
            other = seq(post(server, buffer + "?base=" + other, form("T".repeat(i), "")));
        }
        assertEquals(
                props("T".repeat(KEYSTROKES), "x".repeat(KEYSTROKES)),
                json(get(server, path + "/objects/a")).get("props"));
        second.terminate();
    }

    @Test
    @DisplayName("E17 O1 two forms on two instances, neither of which remembers the other's: property by property")
    void two_instances() {
        try (TestDatabase database = TestDatabase.create();
                TestEasel first = TestEasel.start(database.address(), "EASEL_JOURNAL_LINGER_MS", "0")) {
            String path = "/api/projects/" + first.createProject();
            String buffer = path + "/objects/a/buffer";
            long ada = seq(first.post(buffer, form("", "")));
            long bob = ada;
            for (int round = 1; round <= 3; round++) {
                try (TestEasel second = TestEasel.start(database.address(), "EASEL_JOURNAL_LINGER_MS", "0")) {
                    for (int i = 1; i <= 5; i++) {
                        ada = seq(first.post(buffer + "?base=" + ada, form("A".repeat(5 * round + i), "")));
                        bob = seq(second.post(buffer + "?base=" + bob, form("", "B".repeat(5 * round + i))));
                    }
                    first.post(path + "/flush", "");
                    bob = seq(second.post(buffer + "?base=" + bob, form("", "B" + round)));
                }
                assertEquals(
                        props("A".repeat(5 * round + 5), "B" + round),
                        TestEasel.json(first.get(path + "/objects/a")).get("props"));
            }
        }
    }

    private static long saves(TestEasel easel) {
        return easel.figures().get("projectsSaved").asLong();
    }

    private static long batches(TestEasel easel) {
        return easel.figures().at("/batchLatency/count").asLong();
    }

    private static int saved(TestEasel easel, String path) {
        return TestEasel.json(easel.get(path + "/objects/a?view=saved"))
                .at("/props/text")
                .asText()
                .length();
    }

    /** The texts that events have brought, in order. */
    private static List<String> seen(BoardClient client) {
        List<String> texts = new ArrayList<>();
        for (JsonNode message : client.received()) {
            for (JsonNode event : message.path("events")) {
                texts.add(event.at("/changes/0/set/text").asText());
            }
        }
        return texts;
    }

    private static List<String> typed(int from, int to) {
        List<String> texts = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            texts.add("x".repeat(i));
        }
        return texts;
    }

    private static JsonNode props(String title, String text) {
        return JsonNodeFactory.instance.objectNode().put("title", title).put("text", text);
    }

    private static String form(String title, String text) {
        return "{\"title\":\"" + title + "\",\"text\":\"" + text + "\"}";
    }

    private static long seq(HttpResponse<String> answer) {
        assertEquals(202, answer.statusCode(), answer::body);
        return json(answer).get("seq").asLong();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return TestEasel.json(response);
    }

    private static HttpResponse<String> get(URI server, String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(server.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(URI server, String path, String body) {
        return request(server, path, body).join();
    }

    private static CompletableFuture<HttpResponse<String>> request(URI server, String path, String body) {
        return HTTP.sendAsync(
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
