package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.protocol.Limits;
import dev.easel.server.audience.Presences;
import dev.easel.server.room.RoomWorld.Joined;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Presence in a room of more than a hundred (rule B11). */
class CrowdTest {
    private static final Limits LIMITS =
            new Limits(1 << 20, 1_000, 256 << 10, 1_000, 120, 240, 4096, 60, 2_000, 4 << 20, 10_000, 20_000);
    private static final int SIZE = 120;

    /** Longer than a crowd of this size is told of everybody. */
    private static final long LONG = 60_000;

    private final RoomWorld world = new RoomWorld(new RoomSettings(LIMITS, 60_000, 60_000, 5_000, 10_000));
    private final List<Joined> all = new ArrayList<>();

    /** The first of them look at one place, the rest, from {@link #far}, at another. */
    @BeforeEach
    void join() {
        for (int i = 0; i < SIZE; i++) {
            Joined joined = world.join();
            all.add(joined);
            look(joined, i < SIZE / 2 ? 0 : 50_000);
        }
        world.loop.pass(LONG);
        forget();
    }

    @Test
    @DisplayName("B11 in a crowd who is near is told soon, the others at a slower beat, and all get the same bytes")
    void near() {
        point(mover(), 10);
        world.loop.pass(Presences.INTERVAL_MS);
        for (int i = 1; i < SIZE / 2; i++) {
            assertEquals(Set.of("s1"), told(all.get(i)));
            assertSame(
                    all.get(1).connection().frames.getFirst(),
                    all.get(i).connection().frames.getFirst());
        }
        assertEquals(Set.of(), told(mover()), "nobody is told of itself alone");
        assertEquals(Set.of(), told(far()));
        world.loop.pass(LONG);
        assertEquals(Set.of("s1"), told(far()));
    }

    @Test
    @DisplayName("B11 who is followed is told soon, however far")
    void followed() {
        say(far(), "{\"viewport\":[50000,0,51200,800],\"following\":\"s1\"}");
        world.loop.pass(LONG);
        forget();
        say(mover(), "{\"viewport\":[9000,0,9900,800]}");
        world.loop.pass(Presences.INTERVAL_MS);
        assertEquals(Set.of("s1"), told(far()));
        assertEquals(Set.of(), told(all.get(SIZE - 2)));
    }

    @Test
    @DisplayName("B11 who asks all to come is told to all soon, once for each word")
    void summons() {
        say(mover(), "{\"summon\":\"w1\"}");
        world.loop.pass(Presences.INTERVAL_MS);
        assertEquals(Set.of("s1"), told(far()));
        world.loop.pass(LONG);
        forget();
        say(mover(), "{\"summon\":\"w1\",\"x\":1}");
        world.loop.pass(Presences.INTERVAL_MS);
        assertEquals(Set.of(), told(far()));
    }

    @Test
    @DisplayName("B11 who looks at another place is told soon who is there, though nobody moves")
    void elsewhere() {
        look(far(), 0);
        world.loop.pass(Presences.INTERVAL_MS);
        assertTrue(told(far()).containsAll(Set.of("s" + (SIZE / 2 - 1), "s" + SIZE / 2)));
        assertFalse(told(far()).contains("s" + (SIZE - 1)), "it was there");
    }

    @Test
    @DisplayName("B11 that somebody has gone is told soon to those who saw it, and to all in the end")
    void gone() {
        mover().session().result().leave();
        world.loop.pass(Presences.INTERVAL_MS);
        assertTrue(peers(all.get(1)).getLast().get("s1").isNull());
        assertEquals(Set.of(), told(far()));
        world.loop.pass(LONG);
        assertTrue(peers(far()).getLast().get("s1").isNull());
    }

    @Test
    @DisplayName("B11 the welcome to a crowd tells of those who changed last")
    void welcome() {
        point(mover(), 10);
        JsonNode peers = world.join().connection().last("welcome").get("peers");
        assertEquals(Presences.WELCOME_PEERS, peers.size());
        assertTrue(peers.has("s1"));
        assertFalse(peers.has("s2"));
    }

    @Test
    @DisplayName("B11 a crowd is told how many are here, until it is a crowd no more, and a small room is not")
    void here() {
        assertFalse(new RoomWorld().join().connection().last("welcome").has("here"));
        assertEquals(
                SIZE + 1, world.join().connection().last("welcome").get("here").asInt());
        all.get(7).session().result().leave();
        world.loop.pass(LONG);
        assertEquals(SIZE, lastHere(mover()));
        for (int i = 30; i < SIZE; i++) {
            all.get(i).session().result().leave();
        }
        world.loop.pass(LONG);
        assertEquals(30, lastHere(mover()));
    }

    @Test
    @DisplayName("B11 who is not welcomed yet is not counted as here: that it goes is told to nobody")
    void here_unwelcomed() {
        Joined joined = world.join();
        joined.connection().frames.clear();
        Joined unwelcomed = world.sayHello(UUID.randomUUID(), 1, 0);
        assertEquals(List.of(), unwelcomed.connection().messages("welcome"));
        world.loop.pass(LONG);
        all.get(7).session().result().leave();
        world.loop.pass(LONG);
        assertEquals(SIZE, lastHere(joined));
        unwelcomed.session().result().leave();
        world.loop.pass(LONG);
        assertEquals(SIZE, lastHere(joined));
    }

    private static int lastHere(Joined joined) {
        return joined.connection().messages("presence").stream()
                .filter(presence -> presence.has("here"))
                .mapToInt(presence -> presence.get("here").asInt())
                .reduce(0, (_, latest) -> latest);
    }

    @Test
    @DisplayName("B11 of a crowd in which all move and come and go every receiver hears of everybody in the end")
    void everybody() {
        Set<String> here = new LinkedHashSet<>();
        for (int round = 0; round < 25; round++) {
            for (int i = 0; i < SIZE; i++) {
                say(all.get(i), "{\"round\":" + round + ",\"filler\":\"" + "x".repeat(900) + "\"}");
                here.add("s" + (i + 1));
            }
            world.loop.pass(500);
        }
        assertEquals(here, told(mover()), "the frames do not hold all of them, and each has its turn");
        for (byte[] frame : mover().connection().frames) {
            assertTrue(frame.length < 40 << 10);
        }
        all.get(7).session().result().leave();
        world.loop.pass(LONG);
        JsonNode last = latest(mover());
        assertTrue(last.get("s8").isNull());
        assertEquals(24, last.get("s" + SIZE).get("state").get("round").asInt());
    }

    @Test
    @DisplayName("B11 who moves away is told soon also to those who saw it before")
    void moves_away() {
        look(mover(), 50_000);
        world.loop.pass(Presences.INTERVAL_MS);
        assertEquals(Set.of("s1"), told(all.get(1)));
        assertTrue(told(far()).contains("s1"));
        world.loop.pass(LONG);
        forget();
        say(mover(), "{\"cursor\":null,\"viewport\":[50000,0,51200,800]}");
        world.loop.pass(Presences.INTERVAL_MS);
        assertEquals(Set.of(), told(all.get(1)));
        assertEquals(Set.of("s1"), told(far()));
    }

    @Test
    @DisplayName("B11 of many who ask all to come some are told at each beat, and of each one word in a while")
    void many_summons() {
        for (int i = 0; i < 20; i++) {
            say(all.get(i), "{\"summon\":\"w\",\"filler\":\"" + "x".repeat(2_000) + "\"}");
        }
        world.loop.pass(Presences.INTERVAL_MS);
        assertEquals(3, told(far()).size(), "as many as 8 KiB have room for");
        world.loop.pass(LONG);
        forget();
        say(mover(), "{\"summon\":\"w2\"}");
        world.loop.pass(Presences.INTERVAL_MS);
        assertEquals(Set.of("s1"), told(far()));
        forget();
        say(mover(), "{\"summon\":\"w3\"}");
        world.loop.pass(Presences.INTERVAL_MS);
        assertEquals(Set.of(), told(far()));
    }

    @Test
    @DisplayName("B11 who has asked all to come and has gone keeps nobody else from being heard")
    void gone_summons() {
        for (int i = 0; i < 200; i++) {
            Joined passing = world.join();
            say(passing, "{\"summon\":\"w\",\"filler\":\"" + "x".repeat(3_000) + "\"}");
            passing.session().result().leave();
        }
        say(mover(), "{\"summon\":\"w\"}");
        world.loop.pass(Presences.INTERVAL_MS);
        assertTrue(told(far()).contains("s1"));
    }

    @Test
    @DisplayName("B11 who looks at another place just then is told all the same who has gone from there")
    void gone_meanwhile() {
        mover().session().result().leave();
        look(all.get(1), 900);
        world.loop.pass(Presences.INTERVAL_MS);
        assertTrue(latest(all.get(1)).get("s1").isNull());
    }

    @Test
    @DisplayName("B11 where many look at other places at once, some are told at each beat who is there, and all soon")
    void many_places() {
        int places = SIZE / 2;
        for (int i = 0; i < places; i++) {
            look(all.get(i), (i + 2) * 50_000);
        }
        world.loop.pass(LONG);
        forget();
        for (int i = 0; i < places; i++) {
            look(all.get(places + i), (i + 2) * 50_000);
        }
        world.loop.pass(Presences.INTERVAL_MS);
        assertEquals(50, toldOfNeighbours(places));
        world.loop.pass(LONG);
        assertEquals(places, toldOfNeighbours(places));
    }

    /** How many of those who came were told of who was there already. */
    private long toldOfNeighbours(int places) {
        return IntStream.range(0, places)
                .filter(i -> told(all.get(places + i)).contains("s" + (i + 1)))
                .count();
    }

    @Test
    @DisplayName("B6 when so many have gone that it is no crowd any more, all are told of all")
    void shrinks() {
        Joined late = world.join();
        late.connection().frames.clear();
        for (int i = 30; i < SIZE; i++) {
            all.get(i).session().result().leave();
        }
        world.loop.pass(10_000);
        assertTrue(told(late).containsAll(Set.of("s1", "s2", "s15", "s30")));
        assertTrue(latest(late).get("s31").isNull());
    }

    @Test
    @DisplayName("B6 that it is no crowd any more is told all, also when who left was not welcomed yet")
    void shrinks_unwelcomed() {
        Joined late = world.join();
        late.connection().frames.clear();
        Joined unwelcomed = world.sayHello(UUID.randomUUID(), 1, 0);
        for (int i = 30; i < 30 + SIZE + 1 - Presences.CROWD; i++) {
            all.get(i).session().result().leave();
        }
        world.loop.pass(LONG);
        assertFalse(told(late).contains("s1"));
        unwelcomed.session().result().leave();
        world.loop.pass(LONG);
        assertTrue(told(late).containsAll(Set.of("s1", "s2", "s15", "s30")));
    }

    @Test
    @DisplayName("B11 where viewports are of all sizes, some of those who move are told at each beat, and all soon")
    void many_sizes() {
        int places = SIZE / 2;
        for (int i = 0; i < SIZE; i++) {
            see(all.get(i), i % places, 1);
        }
        world.loop.pass(LONG);
        forget();
        for (int i = 0; i < SIZE; i++) {
            see(all.get(i), i % places, 2);
        }
        world.loop.pass(Presences.INTERVAL_MS);
        long first = toldOfNeighbours(places);
        assertTrue(first > 0 && first < places, first + " of " + places);
        world.loop.pass(5 * Presences.INTERVAL_MS);
        assertEquals(places, toldOfNeighbours(places));
    }

    /** Looks at a place far from all others, by a viewport of another size than most. */
    private static void see(Joined joined, int place, int step) {
        double left = Math.scalb((double) place, 42);
        double size = Math.scalb(0.75, place % 41);
        say(
                joined,
                "{\"cursor\":[%s,%s],\"viewport\":[%s,0,%s,%s]}"
                        .formatted(left + size * step / 4, size / 4, left, left + size, size));
    }

    private Joined mover() {
        return all.getFirst();
    }

    private Joined far() {
        return all.getLast();
    }

    private void forget() {
        all.forEach(joined -> joined.connection().frames.clear());
    }

    private static void look(Joined joined, int left) {
        say(joined, "{\"cursor\":[%d,5],\"viewport\":[%d,0,%d,800]}".formatted(left + 5, left, left + 1_200));
    }

    private static void point(Joined joined, int x) {
        say(joined, "{\"cursor\":[%d,5],\"viewport\":[0,0,1200,800]}".formatted(x));
    }

    private static void say(Joined joined, String state) {
        joined.say("{\"type\":\"presence\",\"state\":" + state + "}");
    }

    private static List<JsonNode> peers(Joined joined) {
        return joined.connection().messages("presence").stream()
                .map(presence -> presence.get("peers"))
                .toList();
    }

    /** Whom it was told of. */
    private static Set<String> told(Joined joined) {
        Set<String> told = new LinkedHashSet<>();
        peers(joined).forEach(peers -> peers.fieldNames().forEachRemaining(told::add));
        return told;
    }

    private static JsonNode latest(Joined joined) {
        ObjectNode latest = JsonNodeFactory.instance.objectNode();
        peers(joined).forEach(peers -> peers.properties().forEach(it -> latest.set(it.getKey(), it.getValue())));
        return latest;
    }
}
