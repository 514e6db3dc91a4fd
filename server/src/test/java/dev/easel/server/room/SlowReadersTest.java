package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.Limits;
import dev.easel.server.audience.Presences;
import dev.easel.server.audience.SessionEdits;
import dev.easel.server.room.RoomWorld.Joined;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many who read slowly: what a room holds for each of them. */
class SlowReadersTest {
    private static final int FRAME = 256 << 10;
    private static final int DRAINED = 64 << 10;
    private static final int OBJECTS = 60;
    private static final int READERS = 40;
    private static final int GONE = 300;
    private static final String TEXT = "x".repeat(100_000);
    private static final Limits LIMITS =
            new Limits(1 << 20, 1_000, 256 << 10, 1_000, 120, 240, 4096, 60, 100, 64 << 10, 10_000, 20_000);

    private final RoomWorld world = new RoomWorld(new RoomSettings(LIMITS, 60_000, 60_000, 5_000, 10_000));
    private final Joined ada = world.join();

    @Test
    @DisplayName("R3 each slow reader that joins has one frame unsent, and all of them get the same bytes")
    void joining() {
        board();
        List<Joined> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(slow());
            world.loop.pass(500);
            readers.forEach(this::takeOneFrame);
        }
        while (readers.stream().anyMatch(reader -> !isReady(reader))) {
            readers.forEach(this::takeOneFrame);
        }
        Set<byte[]> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        int all = 0;
        for (Joined reader : readers) {
            assertEquals(OBJECTS, reader.connection().board().objects().size());
            for (byte[] frame : reader.connection().frames) {
                if (frame.length > TEXT.length()) {
                    distinct.add(frame);
                    all++;
                }
            }
        }
        assertEquals(READERS * OBJECTS / 2, all);
        assertEquals(OBJECTS / 2, distinct.size());
    }

    @Test
    @DisplayName("R2 whoever joins slowly while the board is rewritten has one frame unsent, and the board in the end")
    void joining_a_board_that_changes() {
        board();
        List<Joined> readers = new ArrayList<>();
        long edit = OBJECTS;
        for (int i = 0; i < 10; i++) {
            readers.add(slow());
            for (int j = 1; j <= OBJECTS; j += 3) {
                ada.edit(++edit, put(j, i));
            }
            ada.edit(++edit, "{\"op\":\"delete\",\"id\":\"o" + (i + 1) + "\"}");
            world.loop.run();
            readers.forEach(this::takeOneFrame);
            world.loop.pass(i * 3_000L);
        }
        while (readers.stream().anyMatch(reader -> !isReady(reader))) {
            readers.forEach(this::takeOneFrame);
        }
        world.loop.run();
        Joined late = world.join();
        for (Joined reader : readers) {
            assertEquals(late.connection().board(), reader.connection().board());
        }
    }

    @Test
    @DisplayName("R6 a session that was cut off from events and does not drain is closed after a while")
    void never_drains() {
        Joined slow = world.join();
        Joined drains = world.join();
        slow.connection().slow = true;
        drains.connection().slow = true;
        for (int i = 1; i <= 3; i++) {
            ada.edit(i, put(i, 0));
            world.loop.run();
        }
        world.loop.pass(Joining.DRAIN_WITHIN_MS - 1);
        assertNull(slow.connection().closed);
        drains.connection().drain();
        world.loop.pass(1);
        assertEquals(CloseCode.TRY_LATER, slow.connection().closed);
        assertNull(drains.connection().closed);
        assertEquals(3, drains.connection().last("ready").get("seq").asLong());
    }

    @Test
    @DisplayName("B6 a session that read slowly is told of those who came and went meanwhile")
    void held_back_presence() {
        Joined slow = world.join();
        slow.connection().slow = true;
        ada.edit(1, "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"s\":\"" + "x".repeat(65_000) + "\"}}");
        world.loop.run();
        for (int i = 0; i < GONE; i++) {
            world.join().session().result().leave();
            world.loop.pass(Presences.INTERVAL_MS);
        }
        slow.connection().drain();
        world.loop.pass(1_000);
        List<JsonNode> told = slow.connection().messages("presence");
        Set<String> gone = new HashSet<>();
        told.forEach(presence -> presence.get("peers").properties().stream()
                .filter(peer -> peer.getValue().isNull())
                .forEach(peer -> gone.add(peer.getKey())));
        assertEquals(GONE, gone.size());
    }

    @Test
    @DisplayName("L3 a session is charged with the objects that its patches rewrite, whole")
    void rewritten() {
        ada.edit(1, put(1, 0));
        world.loop.run();
        assertEquals(0, ada.connection().rewritten);
        String patch = "{\"op\":\"patch\",\"id\":\"o1\",\"set\":{\"v\":2}}";
        ada.edit(2, patch, patch, "{\"op\":\"patch\",\"id\":\"gone\",\"set\":{}}");
        world.loop.run();
        assertTrue(ada.connection().rewritten > 2L * TEXT.length(), ada.connection().rewritten + " bytes");
    }

    @Test
    @DisplayName(
            "J7 edits that wait for a look-up are bounded by their bytes too: over it the socket is told, with 1013")
    void waiting_edits() {
        UUID client = UUID.randomUUID();
        Joined back = world.sayHello(client, 1, 100);
        world.store.answerLookUps();
        world.loop.run();
        int most = (int) (SessionEdits.MOST_WAITING_BYTES / (9L * TEXT.length())) + 1;
        for (int i = 0; i < most; i++) {
            nine(back, i);
        }
        world.loop.run();
        assertNull(back.connection().closed);
        nine(back, most);
        world.loop.run();
        assertEquals(CloseCode.TRY_LATER, back.connection().closed);
        assertTrue(back.connection().last("error").get("message").asText().startsWith("too many edits wait"));
    }

    /** An edit of nine large objects, whose number is below the pending one: it must be looked up. */
    private static void nine(Joined author, long edit) {
        String[] puts = new String[9];
        for (int i = 0; i < puts.length; i++) {
            puts[i] = put(i, 0);
        }
        author.edit(edit, puts);
    }

    private void board() {
        for (int i = 1; i <= OBJECTS; i++) {
            ada.edit(i, put(i, 0));
        }
        world.loop.run();
    }

    private static String put(int number, int version) {
        return "{\"op\":\"put\",\"id\":\"o" + number + "\",\"props\":{\"v\":" + version + ",\"s\":\"" + TEXT + "\"}}";
    }

    private Joined slow() {
        Joined joined = world.sayHello(UUID.randomUUID(), 1, 0);
        joined.connection().slow = true;
        world.store.answerLookUps();
        world.loop.run();
        return joined;
    }

    private void takeOneFrame(Joined reader) {
        if (!isReady(reader)) {
            assertTrue(
                    reader.connection().unsent() <= DRAINED + FRAME,
                    reader.connection().unsent() + " bytes unsent");
            reader.connection().drain();
            reader.connection().slow = true;
            world.loop.run();
        }
    }

    private static boolean isReady(Joined reader) {
        String last = new String(reader.connection().frames.getLast(), StandardCharsets.UTF_8);
        return !last.startsWith("{\"type\":\"objects") && !last.startsWith("{\"type\":\"welcome");
    }
}
