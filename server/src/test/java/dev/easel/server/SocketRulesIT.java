package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is seen of a socket besides edits: its upgrade, its rate, its pings, and news of its project. */
@Timeout(60)
class SocketRulesIT {
    private static final int EDITS_A_SECOND = 20;
    private static final int BURST = 5;

    private static TestDatabase database;
    private static TestEasel easel;

    private final String project = easel.createProject();

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(
                database.address(),
                "EASEL_LIMIT_PING_MS",
                "200",
                "EASEL_LIMIT_EDITS",
                Integer.toString(EDITS_A_SECOND),
                "EASEL_LIMIT_BURST",
                Integer.toString(BURST));
    }

    @AfterAll
    static void stop() {
        easel.close();
        database.close();
    }

    @Test
    @DisplayName(
            "J1 a socket that offers no subprotocol is taken to speak easel.v1; one that offers only others gets 400")
    void subprotocol() throws IOException {
        try (BareSocket none = new BareSocket(easel.uri(), project);
                BareSocket ours = new BareSocket(easel.uri(), project, "Sec-WebSocket-Protocol: other, easel.v1");
                BareSocket others = new BareSocket(easel.uri(), project, "Sec-WebSocket-Protocol: other, easel.v2")) {
            assertEquals(101, none.status());
            none.sendText("{\"type\":\"hello\",\"client\":\"" + UUID.randomUUID() + "\"}");
            assertEquals("welcome", message(none).get("type").asText());
            assertEquals(101, ours.status());
            assertEquals("easel.v1", ours.header("Sec-WebSocket-Protocol"));
            assertEquals(400, others.status());
        }
    }

    @Test
    @DisplayName("B7 who is there is told when the project is renamed, and when its settings change")
    void news() {
        try (BoardClient ada = new BoardClient().join(easel.uri(), project)) {
            easel.patch("/api/projects/" + project, "{\"title\":\"Renamed\"}");
            JsonNode renamed = ada.await("project", _ -> true);
            assertEquals("Renamed", renamed.get("title").asText());
            assertEquals("{}", renamed.get("settings").toString());
            easel.patch("/api/projects/" + project, "{\"settings\":{\"grid\":true}}");
            JsonNode set =
                    ada.await("project", message -> !message.get("settings").isEmpty());
            assertEquals("{\"grid\":true}", set.get("settings").toString());
            assertEquals("Renamed", set.get("title").asText());
        }
    }

    @Test
    @DisplayName("L3 over the edit rate nothing is refused: the server reads the socket more slowly")
    void edit_rate() {
        int edits = BURST + EDITS_A_SECOND;
        try (BoardClient ada = new BoardClient().join(easel.uri(), project)) {
            long before = System.nanoTime();
            for (int i = 0; i < edits; i++) {
                ada.edit("{\"op\":\"put\",\"id\":\"o" + i + "\",\"props\":{}}");
            }
            ada.awaitSeq(edits);
            long tookMs = (System.nanoTime() - before) / 1_000_000;
            assertTrue(tookMs >= 900, "a second's worth of edits beyond the burst took " + tookMs + " ms");
            assertFalse(ada.received().stream()
                    .anyMatch(message -> List.of("refused", "error", "closing")
                            .contains(message.get("type").asText())));
        }
    }

    @Test
    @DisplayName("L8 the server pings, and closes after two pings that were not answered")
    void pings() throws IOException {
        try (BareSocket socket = new BareSocket(easel.uri(), project)) {
            for (int answered = 0; answered < 5; answered++) {
                BareSocket.Frame ping = socket.read();
                assertEquals(BareSocket.PING, ping.opcode());
                socket.send(BareSocket.PONG, ping.payload());
            }
            BareSocket.Frame frame = socket.read();
            int unanswered = 0;
            while (frame.opcode() == BareSocket.PING) {
                unanswered++;
                frame = socket.read();
            }
            // One more where the last pong came after the ping that follows it.
            assertTrue(unanswered == 2 || unanswered == 3, unanswered + " unanswered pings");
            assertEquals(BareSocket.TEXT, frame.opcode());
            assertTrue(frame.text().contains("\"error\""), frame.text());
            assertEquals(1001, socket.read().code());
        }
    }

    private static JsonNode message(BareSocket socket) throws IOException {
        BareSocket.Frame frame = socket.read();
        while (frame.opcode() == BareSocket.PING) {
            frame = socket.read();
        }
        return BoardClient.json(frame.text());
    }
}
