package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.room.RoomWorld.Joined;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How large the frames are that leave a room, at the bound and one byte over it. */
class FrameSizesTest {
    private static final int FRAME = 256 << 10;
    private static final int LARGEST_EVENT = 1 << 20;

    private final RoomWorld world = new RoomWorld();
    private final Joined ada = world.join();
    private final Joined bob = world.join();

    @Test
    @DisplayName(
            "B5 events of 256 KiB together leave in one frame, with one byte more in two; durable rides on the last")
    void events_frame() {
        int envelope = envelope();
        ada.edit(2, puts(FRAME / 2 - envelope));
        ada.edit(3, puts(FRAME / 2 - envelope));
        world.loop.run();
        assertEquals(List.of(2L, 3L), seqs(bob.connection().messages("events").getLast()));

        ada.edit(4, puts(FRAME / 2 - envelope));
        ada.edit(5, puts(FRAME / 2 - envelope + 1));
        world.rooms.durable(RoomWorld.PROJECT, world.store.epoch, 3);
        world.loop.run();
        List<JsonNode> frames = bob.connection().messages("events");
        JsonNode first = frames.get(frames.size() - 2);
        assertEquals(List.of(4L), seqs(first));
        assertFalse(first.has("durable"));
        assertEquals(List.of(5L), seqs(frames.getLast()));
        assertEquals(3, frames.getLast().get("durable").asLong());
    }

    @Test
    @DisplayName("B5 an event over 256 KiB has a frame of its own")
    void large_event() {
        ada.edit(1, puts(10));
        ada.edit(2, puts(2 * FRAME));
        ada.edit(3, puts(10));
        world.loop.run();
        assertEquals(
                List.of(List.of(1L), List.of(2L), List.of(3L)),
                bob.connection().messages("events").stream()
                        .map(FrameSizesTest::seqs)
                        .toList());
    }

    @Test
    @DisplayName("R7 an event of 1 MiB is sent; one byte more reaches everyone by a sync, its author too")
    void largest_event() {
        int envelope = envelope();
        ada.edit(2, puts(LARGEST_EVENT - envelope));
        world.loop.run();
        JsonNode largest = bob.connection().events().getLast();
        assertEquals(2, largest.get("seq").asLong());
        assertEquals(LARGEST_EVENT, largest.toString().length());

        ada.edit(3, puts(LARGEST_EVENT - envelope + 1));
        world.loop.run();
        ada.edit(4, "{\"op\":\"delete\",\"id\":\"a\"}");
        world.loop.run();
        for (Joined one : List.of(ada, bob)) {
            assertEquals(
                    List.of(1L, 2L, 4L),
                    one.connection().events().stream().map(FrameSizesTest::seq).toList());
            JsonNode welcome = one.connection().last("welcome");
            assertEquals("lagged", welcome.get("reason").asText());
            assertEquals("delta", welcome.get("sync").asText());
            assertEquals(3, one.connection().last("ready").get("seq").asLong());
        }
    }

    @Test
    @DisplayName("R3 objects frames hold at most 256 KiB, or one object, and wait for a socket that does not drain")
    void objects_frames() {
        for (int number = 1; number <= 30; number++) {
            ada.edit(number, put("o" + number, "x".repeat(100_000)));
        }
        String largest = "x".repeat(RoomWorld.SMALL.object() - "{\"s\":\"\"}".length());
        ada.edit(31, put("largest", largest));
        world.loop.run();

        Joined slow = world.sayHello(UUID.randomUUID(), 1, 0);
        slow.connection().slow = true;
        world.store.answerLookUps();
        world.loop.run();
        int rounds = 0;
        while (slow.connection().messages("ready").isEmpty()) {
            assertTrue(slow.connection().unsent() < 3_000_000 / 2, "less than half of it waits for the socket");
            slow.connection().drain();
            slow.connection().slow = true;
            world.loop.run();
            rounds++;
        }
        assertTrue(rounds >= 2, "it took " + rounds + " rounds");
        for (byte[] frame : objectsFrames(slow)) {
            int objects = FakeConnection.json(frame).get("objects").size();
            assertTrue(objects == 1 || frame.length <= FRAME, objects + " objects in " + frame.length + " bytes");
        }
        assertTrue(objectsFrames(slow).size() < 31, "small objects share frames");
        assertEquals(31, slow.connection().board().objects().size());
    }

    /** Bytes of an event of {@link #puts} without its text; lets that event, of edit 1, happen. */
    private int envelope() {
        ada.edit(1, puts(0));
        world.loop.run();
        return bob.connection().events().getLast().toString().length();
    }

    /** Five puts whose text has so many bytes in all. */
    private static String[] puts(int bytes) {
        List<String> puts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int share = i < 4 ? bytes / 5 : bytes - 4 * (bytes / 5);
            puts.add(put(String.valueOf((char) ('a' + i)), "x".repeat(share)));
        }
        return puts.toArray(String[]::new);
    }

    private static String put(String id, String text) {
        return "{\"op\":\"put\",\"id\":\"" + id + "\",\"props\":{\"s\":\"" + text + "\"}}";
    }

    private static List<byte[]> objectsFrames(Joined joined) {
        return joined.connection().frames.stream()
                .filter(frame -> FakeConnection.json(frame).get("type").asText().equals("objects"))
                .toList();
    }

    private static List<Long> seqs(JsonNode frame) {
        List<Long> seqs = new ArrayList<>();
        frame.get("events").forEach(event -> seqs.add(seq(event)));
        return seqs;
    }

    private static long seq(JsonNode event) {
        return event.get("seq").asLong();
    }
}
