package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.ClientMessage.Take;
import dev.easel.protocol.Limits;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.loop.Pace;
import dev.easel.server.room.RoomWorld.Joined;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sessions so many that they are told in turn: two at each beat. */
class InTurnTest {
    private static final Limits LIMITS =
            new Limits(1 << 20, 1_000, 256 << 10, 1_000, 120, 240, 4096, 60, 20, 64 << 10, 10_000, 20_000);
    private static final String PUT = "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}";

    /** So long does a frame hold the loop: after two of them the others are told at the next beat. */
    private static final long WRITE_MS = 5;

    private final RoomWorld world = new RoomWorld(new RoomSettings(LIMITS, 60_000, 60_000, 5_000, 10_000, 2));
    private final List<Joined> all = new ArrayList<>();
    private int edits;

    @BeforeEach
    void join() {
        for (int i = 0; i < 5; i++) {
            join(Take.COLUMNS);
        }
        edit();
        world.loop.pass(1_000);
        forget();
    }

    @Test
    @DisplayName("B1 sessions of a large room are told in turn, each of all that has come since, those together alike")
    void in_turn() {
        edit();
        world.loop.run();
        assertEquals(List.of(1, 1, 0, 0, 0), counts());
        edit();
        beat();
        assertEquals(List.of(1, 1, 2, 2, 0), counts());
        beat();
        assertEquals(List.of(2, 2, 2, 2, 2), counts(), "the next round has begun");
        assertSame(last(all.get(2)), last(all.get(3)));
        assertNotSame(last(all.get(0)), last(all.get(3)));
        all.forEach(this::assertInOrder);
    }

    @Test
    @DisplayName("B1 who comes while others are told gets what follows its ready, by numbers it was told")
    void comes() {
        edit();
        world.loop.run();
        Joined late = join(Take.COLUMNS);
        JsonNode ready = late.connection().last("ready");
        assertEquals(2, ready.get("seq").asInt());
        all.get(1).edit(1, PUT);
        world.loop.pass(1_000);
        JsonNode frame = late.connection().last("events");
        assertEquals(1, late.connection().messages("events").size());
        assertEquals(3, frame.get("seq").asInt());
        assertTrue(frame.get("authors").has(frame.get("by").get(0).asText()));
        edit();
        world.loop.pass(1_000);
        JsonNode next = late.connection().last("events");
        assertTrue(ready.get("authors").has(next.get("by").get(0).asText()));
        all.subList(0, 5).forEach(this::assertInOrder);
    }

    @Test
    @DisplayName("B1 who goes while others are told keeps nothing from them")
    void goes() {
        edit();
        world.loop.run();
        all.get(0).session().result().leave();
        all.get(2).session().result().leave();
        edit();
        world.loop.pass(1_000);
        for (int i : List.of(1, 3, 4)) {
            assertEquals(2, seqs(all.get(i)).size());
            assertInOrder(all.get(i));
        }
    }

    @Test
    @DisplayName("B1 an event is kept until the last has been told of it, and no longer")
    void kept() {
        assertEquals(1, broadcast());
        edit();
        world.loop.run();
        edit();
        beat();
        assertEquals(1, broadcast(), "the last lacks both");
        beat();
        assertEquals(3, broadcast());
    }

    /** Events that everybody was told. */
    private long broadcast() {
        return world.meter("easel.edit.broadcast");
    }

    @Test
    @DisplayName("a project that is deleted while its sessions are told takes no memory any more")
    void deleted() {
        edit();
        world.loop.run();
        edit();
        world.rooms.deleted(RoomWorld.PROJECT);
        world.loop.pass(1_000);
        assertEquals(0, world.residence.bytes());
    }

    @Test
    @DisplayName("D2 durable comes to nobody before the events it covers, and to everybody once")
    void durable() {
        edit();
        edit();
        world.loop.run();
        world.commitAll();
        world.loop.pass(1_000);
        for (Joined one : all) {
            long seq = 0;
            List<Long> durable = new ArrayList<>();
            for (JsonNode message : one.connection().messages()) {
                seq = message.has("by")
                        ? message.get("seq").asLong() + message.get("by").size() - 1
                        : seq;
                if (message.has("durable")) {
                    durable.add(message.get("durable").asLong());
                } else if (message.get("type").asText().equals("durable")) {
                    durable.add(message.get("seq").asLong());
                }
                assertTrue(durable.isEmpty() || durable.getLast() <= seq);
            }
            assertEquals(List.of(3L), durable);
        }
    }

    @Test
    @DisplayName("D5 everybody has all events before it is told that no more are taken")
    void stopped() {
        edit();
        world.loop.run();
        world.persistence(PersistenceState.STOPPED);
        for (Joined one : all) {
            assertEquals(List.of("events", "persistence"), one.connection().types());
        }
        world.loop.pass(1_000);
        all.forEach(one -> assertEquals(1, seqs(one).size()));
    }

    @Test
    @DisplayName("R6 who is too slow when its turn comes is brought up to date, and the others do not wait")
    void lags() {
        Joined slow = all.get(3);
        slow.connection().slow = true;
        while (!slow.connection().isBehind()) {
            slow.connection().send(new byte[16 << 10]);
        }
        slow.connection().frames.clear();
        edit();
        edit();
        world.loop.pass(1_000);
        assertEquals(List.of(2, 2, 2, 0, 2), counts());
        slow.connection().drain();
        world.loop.pass(1_000);
        assertEquals(3, slow.connection().last("ready").get("seq").asInt());
        edit();
        world.loop.pass(1_000);
        assertEquals(List.of(4), seqs(slow));
    }

    private Joined join(Take... takes) {
        Joined joined = world.joinTaking(takes);
        joined.connection().sending = () -> world.loop.spend(WRITE_MS);
        all.add(joined);
        return joined;
    }

    private void edit() {
        all.get(4).edit(++edits, PUT);
    }

    private void beat() {
        world.loop.pass(Pace.BEAT_MS);
    }

    private void forget() {
        all.forEach(one -> one.connection().frames.clear());
    }

    private List<Integer> counts() {
        return all.stream().map(one -> seqs(one).size()).toList();
    }

    private static byte[] last(Joined one) {
        return one.connection().frames.getLast();
    }

    /** Of all events it got. */
    private static List<Integer> seqs(Joined one) {
        List<Integer> seqs = new ArrayList<>();
        for (JsonNode frame : one.connection().messages("events")) {
            for (int i = 0; i < frame.get("by").size(); i++) {
                seqs.add(frame.get("seq").asInt() + i);
            }
        }
        return seqs;
    }

    private void assertInOrder(Joined one) {
        List<Integer> seqs = seqs(one);
        for (int i = 0; i < seqs.size(); i++) {
            assertEquals(seqs.getFirst() + i, seqs.get(i));
        }
    }
}
