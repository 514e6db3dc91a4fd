package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What no client should send, over a real socket: each has its answer, and the server and its people are unharmed. */
@Timeout(60)
class BadInputIT {
    private static final Path BAD = Path.of("../protocol/golden/bad");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static TestDatabase database;
    private static TestEasel easel;
    private static String project;
    private static BoardClient witness;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(database.address());
        project = easel.createProject();
        witness = new BoardClient().join(easel.uri(), project);
    }

    @AfterAll
    static void stop() {
        witness.close();
        easel.close();
        database.close();
    }

    /** Somebody else in the same project goes on as if nothing had happened. */
    @AfterEach
    void unharmed() {
        long edit = witness.edit("{\"op\":\"put\",\"id\":\"witness\",\"props\":{}}");
        long seq = witness.awaitApplied(edit);
        assertEquals(edit, seq, "nothing bad became an event");
    }

    @TestFactory
    Stream<DynamicTest> golden_bad_frames() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.sorted().toList().stream().map(file -> {
                JsonNode bad = read(file);
                String name = bad.get("rule").asText() + " " + bad.get("about").asText();
                return dynamicTest(name, () -> {
                    boolean isHello = file.getFileName().toString().startsWith("hello-");
                    answered(bad.get("frame").asText(), bad.get("answer"), isHello);
                });
            });
        }
    }

    private static void answered(String frame, JsonNode answer, boolean isHello) {
        BoardClient client = new BoardClient();
        try (client) {
            if (isHello) {
                client.open(easel.uri(), project);
            } else {
                client.join(easel.uri(), project);
            }
            client.sendText(frame);
            if (answer.has("close")) {
                assertEquals(answer.get("close").asInt(), client.awaitClose());
                client.await("error", _ -> true);
            } else {
                JsonNode refused = client.await("refused", _ -> true);
                assertEquals(answer.at("/refused/edit"), refused.get("edit"));
                assertEquals(answer.at("/refused/code"), refused.get("code"));
                client.sendText("{\"type\":\"ping\"}");
                client.await("pong", _ -> true);
            }
        }
    }

    @Test
    @DisplayName("L2 1,001 changes are refused too_large, and the socket lives")
    void too_many_changes() {
        String changes = IntStream.rangeClosed(0, 1_000)
                .mapToObj(i -> "{\"op\":\"delete\",\"id\":\"o" + i + "\"}")
                .collect(Collectors.joining(","));
        assertRefused("{\"type\":\"edit\",\"edit\":5,\"changes\":[" + changes + "]}", "too_large");
    }

    @Test
    @DisplayName("L2 an object over 256 KiB is refused too_large, and the socket lives")
    void too_large_an_object() {
        String props = "{\"s\":\"" + "x".repeat(256 << 10) + "\"}";
        assertRefused(
                "{\"type\":\"edit\",\"edit\":5,\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":" + props + "}]}",
                "too_large");
    }

    @Test
    @DisplayName("E4, E7 a patch to a missing object, an append at the wrong offset and to another kind are refused")
    void edits_that_do_not_fit() {
        assertRefused(
                "{\"type\":\"edit\",\"edit\":5,\"changes\":[{\"op\":\"patch\",\"id\":\"zz\",\"set\":{}}]}",
                "not_found");
        for (String append : new String[] {"{\"at\":1,\"values\":[3]}", "{\"at\":2,\"values\":\"x\"}"}) {
            assertRefused(
                    "{\"type\":\"edit\",\"edit\":5,\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"p\":[1,2]}},"
                            + "{\"op\":\"patch\",\"id\":\"a\",\"append\":{\"p\":" + append + "}}]}",
                    "conflict");
        }
    }

    @Test
    @DisplayName("L1 a frame over 1 MiB closes with 4413, however far over and however it is cut")
    void oversized_frames() {
        for (int bytes : new int[] {(1 << 20) + 1, 3 << 20, 20 << 20}) {
            BoardClient client = new BoardClient().join(easel.uri(), project);
            client.sendRaw("x".repeat(bytes), true);
            assertEquals(4413, client.awaitClose(), bytes + " bytes");
        }
        BoardClient client = new BoardClient().join(easel.uri(), project);
        client.sendRaw("x".repeat(600 << 10), false);
        client.sendRaw("x".repeat(600 << 10), true);
        assertEquals(4413, client.awaitClose());
    }

    @Test
    @DisplayName("L1 a frame of exactly 1 MiB, in several fragments, is taken")
    void largest_frame() {
        String head = "{\"type\":\"edit\",\"edit\":5,\"changes\":[{\"op\":\"patch\",\"id\":\"zz\",\"set\":{\"s\":\"";
        String tail = "\"}}]}";
        String frame = head + "x".repeat((1 << 20) - head.length() - tail.length()) + tail;
        try (BoardClient client = new BoardClient().join(easel.uri(), project)) {
            client.sendRaw(frame.substring(0, 500_000), false);
            client.sendRaw(frame.substring(500_000), true);
            assertEquals(
                    "not_found", client.await("refused", _ -> true).get("code").asText());
        }
    }

    @Test
    @DisplayName("J3 a first message that is not hello closes with 4400")
    void not_hello() {
        BoardClient client = new BoardClient().open(easel.uri(), project);
        client.sendText("{\"type\":\"ping\"}");
        assertEquals(4400, client.awaitClose());
    }

    private static void assertRefused(String frame, String code) {
        try (BoardClient client = new BoardClient().join(easel.uri(), project)) {
            client.sendText(frame);
            assertEquals(code, client.await("refused", _ -> true).get("code").asText());
            client.sendText("{\"type\":\"ping\"}");
            client.await("pong", _ -> true);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
