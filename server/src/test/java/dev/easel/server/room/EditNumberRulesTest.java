package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.Origin;
import dev.easel.server.room.RoomWorld.Joined;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a client's edit numbers mean, and what a sync makes of its copy. */
class EditNumberRulesTest {
    private static final String PUT_A = "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}";
    private static final int MOST_UNSETTLED = 50_000;

    private final RoomWorld world = new RoomWorld();

    @Test
    @DisplayName("E3 edits that arrive out of order are applied as they arrive")
    void out_of_order() {
        Joined ada = world.join();
        Joined bob = world.join();
        ada.edit(5, PUT_A);
        ada.edit(2, "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":2}}");
        ada.edit(9, "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"y\":9}}");
        world.loop.run();
        assertEquals(List.of(5L, 2L, 9L), edits(bob));
        assertEquals(
                "{\"x\":2,\"y\":9}", bob.connection().board().objects().get("a").toString());
    }

    @Test
    @DisplayName("E10 the group of an edit stands in its event as sent, and is left out where there was none")
    void group() {
        Joined ada = world.join();
        Joined bob = world.join();
        ada.say("{\"type\":\"edit\",\"edit\":1,\"group\":\"g 42 é\",\"changes\":[" + PUT_A + "]}");
        ada.edit(2, PUT_A);
        world.loop.run();
        assertEquals("g 42 é", bob.connection().events().getFirst().get("group").asText());
        assertFalse(bob.connection().events().getLast().has("group"));
    }

    @Test
    @DisplayName("J7 welcome.applied lists the client's edits from pending on that the project holds, and no others")
    void applied_from_pending_on() {
        Joined ada = world.join();
        Joined bob = world.join();
        bob.edit(3, PUT_A);
        for (long number = 1; number <= 4; number++) {
            ada.edit(number, PUT_A);
        }
        ada.edit(5, "{\"op\":\"patch\",\"id\":\"z\",\"set\":{}}");
        world.loop.run();
        Joined again = world.sayHello(ada.client(), 2, 3);
        world.store.answerLookUps();
        world.loop.run();
        assertEquals(
                "[[3,4],[4,5]]",
                again.connection().last("welcome").get("applied").toString());
    }

    @Test
    @DisplayName("E2 64 edits wait behind a look-up; one more closes with 1013, and the client sends all again")
    void most_waiting() {
        Joined ada = world.sayHello(UUID.randomUUID(), 1, 100);
        world.store.answerLoads();
        world.loop.run();
        world.store.answerLookUps();
        world.loop.run();
        for (long number = 1; number <= 64; number++) {
            ada.edit(number, PUT_A);
        }
        world.loop.run();
        assertNull(ada.connection().closed);
        ada.edit(65, PUT_A);
        world.loop.run();
        assertEquals(CloseCode.TRY_LATER, ada.connection().closed);
    }

    @Test
    @DisplayName("E12 of the last 1,024 refused edits a copy is not judged again; an older one is")
    void most_refused() {
        Joined ada = world.join();
        for (long number = 1; number <= 1_025; number++) {
            ada.edit(number, "{\"op\":\"patch\",\"id\":\"z\",\"set\":{}}");
        }
        world.loop.run();
        assertEquals(1_025, ada.connection().messages("refused").size());
        ada.edit(2, "{\"op\":\"patch\",\"id\":\"z\",\"set\":{}}");
        world.loop.run();
        assertEquals(1_025, ada.connection().messages("refused").size());
        ada.edit(1, "{\"op\":\"patch\",\"id\":\"z\",\"set\":{}}");
        world.loop.run();
        assertEquals(1_026, ada.connection().messages("refused").size());
    }

    @Test
    @DisplayName("J7 50,000 unsettled edits are listed; one more closes with 4400")
    void most_unsettled() {
        Joined most = returning(MOST_UNSETTLED);
        assertNull(most.connection().closed);
        assertEquals(
                MOST_UNSETTLED, most.connection().last("welcome").get("applied").size());
        Joined over = returning(MOST_UNSETTLED + 1);
        assertEquals(CloseCode.MALFORMED, over.connection().closed);
        assertEquals(List.of("error"), over.connection().types());
    }

    @Test
    @DisplayName(
            "R1 after a sync the copy is that of ready.seq, which is above welcome.seq when others edited meanwhile")
    void state_of_ready() {
        Joined ada = world.join();
        Joined witness = world.join();
        Map<Long, BoardModel> boards = new HashMap<>();
        for (int number = 1; number <= 8; number++) {
            ada.edit(number, put("o" + number, "x".repeat(100_000)));
        }
        world.loop.run();
        Joined bob = world.sayHello(UUID.randomUUID(), 1, 0);
        world.store.answerLookUps();
        int number = 9;
        while (bob.connection().messages("ready").isEmpty()) {
            if (!bob.connection().messages("objects").isEmpty() && number <= 12) {
                ada.edit(number, put("o" + number % 8, "y" + number));
                number++;
            }
            assertTrue(world.loop.step());
            boards.put(seq(witness), witness.connection().board());
        }
        long ready = bob.connection().last("ready").get("seq").asLong();
        assertTrue(ready > bob.connection().last("welcome").get("seq").asLong());
        BoardModel atReady = bob.connection().board();
        world.loop.run();
        boards.put(seq(witness), witness.connection().board());
        assertEquals(boards.get(ready), atReady);
    }

    private Joined returning(int edits) {
        Joined joined = world.sayHello(UUID.randomUUID(), 1, 1);
        world.store.answerLoads();
        world.loop.run();
        world.store.answerLookUps(LongStream.rangeClosed(1, edits)
                .mapToObj(number -> new HeldEdit(number, number, Origin.UNKNOWN))
                .toArray(HeldEdit[]::new));
        world.loop.run();
        return joined;
    }

    private static List<Long> edits(Joined joined) {
        return joined.connection().events().stream()
                .map(event -> event.get("edit").asLong())
                .toList();
    }

    private static long seq(Joined joined) {
        List<JsonNode> events = joined.connection().events();
        return events.isEmpty() ? 0 : events.getLast().get("seq").asLong();
    }

    private static String put(String id, String text) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":{\"s\":\"" + text + "\"}}";
    }
}
