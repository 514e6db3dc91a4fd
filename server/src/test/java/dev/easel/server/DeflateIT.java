package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.store.TestDatabase;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Syncs that come deflated, over real sockets. */
@Timeout(120)
class DeflateIT {
    private static final int OBJECTS = 3_000;

    @Test
    @DisplayName(
            "R9 who takes it gets a board deflated, on its owner and through another instance; who does not, in text")
    void board() {
        try (TestDatabase database = TestDatabase.create();
                TestEasel owner = TestEasel.start(database.address());
                TestEasel other = TestEasel.start(database.address())) {
            String project = owner.createProject();
            try (BoardClient ada = new BoardClient().join(owner.uri(), project)) {
                ada.awaitApplied(fill(ada));
                long text = 0;
                for (URI uri : List.of(owner.uri(), other.uri())) {
                    try (BoardClient plain = new BoardClient().join(uri, project);
                            BoardClient deflated =
                                    new BoardClient().takingDeflate().join(uri, project)) {
                        assertEquals(0, plain.binaryFrames());
                        assertEquals(ada.board(), plain.board());
                        assertEquals(ada.board(), deflated.board());
                        text = plain.received().stream()
                                .filter(message -> message.has("objects"))
                                .mapToLong(message -> message.toString().length())
                                .sum();
                        assertTrue(deflated.binaryFrames() > 1, deflated.binaryFrames() + " frames");
                        assertTrue(4 * deflated.binaryBytes() < text, deflated.binaryBytes() + " of " + text);
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("R5 R9 who comes back and lacks much gets that deflated, and goes on with what others do")
    void comes_back() {
        try (TestDatabase database = TestDatabase.create();
                TestEasel easel = TestEasel.start(database.address())) {
            String project = easel.createProject();
            try (BoardClient ada = new BoardClient().join(easel.uri(), project);
                    BoardClient bob = new BoardClient().takingDeflate().join(easel.uri(), project)) {
                assertEquals(0, bob.binaryFrames());
                bob.abort();
                ada.awaitApplied(fill(ada));
                bob.join(easel.uri(), project);
                assertEquals("delta", bob.last("welcome").get("sync").asText());
                assertTrue(bob.binaryFrames() > 1, bob.binaryFrames() + " frames");
                assertEquals(ada.board(), bob.board());
                bob.awaitSeq(ada.awaitApplied(ada.edit("{\"op\":\"delete\",\"id\":\"o1\"}")));
                assertEquals(ada.board(), bob.board());
            }
        }
    }

    /** Makes the objects; returns the number of the last edit. */
    private static long fill(BoardClient client) {
        long last = 0;
        for (int from = 0; from < OBJECTS; from += 500) {
            last = client.edit(IntStream.range(from, from + 500)
                    .mapToObj(number -> "{\"op\":\"put\",\"id\":\"o" + number + "\",\"props\":" + props(number) + "}")
                    .toArray(String[]::new));
        }
        return last;
    }

    private static String props(int number) {
        return "{\"type\":\"rectangle\",\"x\":" + number + ",\"strokeColor\":\"#1e1e1e\",\"strokeWidth\":2,"
                + "\"backgroundColor\":\"#a5d8ff\",\"fillStyle\":\"solid\",\"strokeStyle\":\"solid\",\"roughness\":1}";
    }
}
