package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.Limits;
import dev.easel.server.audience.Presences;
import dev.easel.server.loop.Pace;
import dev.easel.server.room.RoomWorld.Joined;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Presence in a crowd that is told in turn, ten at a stretch (rule B11). */
class CrowdInTurnTest {
    private static final Limits LIMITS =
            new Limits(1 << 20, 1_000, 256 << 10, 1_000, 120, 240, 4096, 60, 2_000, 64 << 10, 10_000, 20_000);
    private static final int SIZE = 110;
    private static final int STRETCH = 10;

    /** Longer than a crowd of this size is told of everybody. */
    private static final long LONG = 60_000;

    private final RoomWorld world = new RoomWorld(new RoomSettings(LIMITS, 60_000, 60_000, 5_000, 10_000, STRETCH));
    private final List<Joined> all = new ArrayList<>();

    /** All look at one place. */
    @BeforeEach
    void join() {
        for (int i = 0; i < SIZE; i++) {
            Joined joined = world.join();
            all.add(joined);
            say(joined, "{\"cursor\":[600,400],\"viewport\":[0,0,1200,800]}");
        }
        world.loop.pass(LONG);
        all.forEach(joined -> joined.connection().frames.clear());
    }

    @Test
    @DisplayName("B11 those near are told a stretch at a time, and all before anything else is")
    void in_turn() {
        move();
        for (int told = STRETCH; told < SIZE; told += STRETCH) {
            assertEquals(told, told());
            world.loop.pass(Pace.BEAT_MS);
        }
        assertEquals(SIZE - 1, told(), "all but who moved");
    }

    @Test
    @DisplayName("B11 where sending takes the loop long, most of its time is left for everything else")
    void slow() {
        all.forEach(one -> one.connection().sending = () -> world.loop.spend(2));
        move();
        long from = world.loop.now();
        while (told() < SIZE - 1) {
            world.loop.pass(1);
        }
        long pauses = (SIZE - 2) / STRETCH;
        long sending = STRETCH * 2;
        assertTrue(world.loop.now() - from >= pauses * 4 * sending);
    }

    @Test
    @DisplayName("B11 who goes while others are told that it has moved has gone for all of them")
    void goes() {
        move();
        mover().session().result().leave();
        world.loop.pass(LONG);
        for (Joined one : all.subList(1, SIZE)) {
            assertTrue(ofMover(one).getLast().isNull());
        }
    }

    @Test
    @DisplayName("B11 who is welcomed anew while others are told does not hear what was before")
    void welcomed_anew() {
        Joined slow = all.getLast();
        move();
        slow.connection().slow = true;
        while (!slow.connection().isBehind()) {
            slow.connection().send(new byte[1 << 10]);
        }
        slow.connection().frames.clear();
        all.get(1).edit(1, "{\"op\":\"put\",\"id\":\"a\",\"props\":{}}");
        world.loop.run();
        mover().session().result().leave();
        slow.connection().drain();
        world.loop.run();
        assertTrue(slow.connection().types().containsAll(List.of("welcome", "ready")));
        world.loop.pass(LONG);
        assertFalse(ofMover(slow).stream().anyMatch(peer -> !peer.isNull()));
    }

    /** The first stretch of them has been told. */
    private void move() {
        say(mover(), "{\"cursor\":[601,400],\"viewport\":[0,0,1200,800]}");
        world.loop.pass(Presences.INTERVAL_MS + 1);
    }

    private long told() {
        return all.stream().filter(one -> !ofMover(one).isEmpty()).count();
    }

    /** What it was told of who moves. */
    private static List<JsonNode> ofMover(Joined one) {
        List<JsonNode> told = new ArrayList<>();
        one.connection().messages("presence").forEach(frame -> {
            if (frame.get("peers").has("s1")) {
                told.add(frame.get("peers").get("s1"));
            }
        });
        return told;
    }

    private Joined mover() {
        return all.getFirst();
    }

    private static void say(Joined joined, String state) {
        joined.say("{\"type\":\"presence\",\"state\":" + state + "}");
    }
}
