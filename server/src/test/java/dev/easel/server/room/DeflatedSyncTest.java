package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ClientMessage.ResumeToken;
import dev.easel.protocol.ClientMessage.Take;
import dev.easel.protocol.Limits;
import dev.easel.protocol.User;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.room.RoomWorld.Joined;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Frames of a sync in their binary form: for whom, how often made, and what they cost. */
class DeflatedSyncTest {
    private static final int OBJECTS = 200;
    private static final String TEXT = "what people draw ".repeat(300);

    private static final Limits MANY =
            new Limits(1 << 20, 1_000, 256 << 10, 1_000, 120, 240, 4096, 60, 100, 64 << 10, 10_000, 20_000);

    private final RoomWorld world = new RoomWorld(new RoomSettings(MANY, 60_000, 60_000, 5_000, 10_000));
    private final Joined ada = world.join();

    @Test
    @DisplayName("R9 a snapshot goes deflated to whom takes that, in text to the others; everything else is text")
    void snapshot() {
        board();
        Joined bob = world.joinTaking(Take.DEFLATE);
        Joined old = world.join();
        assertEquals(objectsFrames(bob), bob.connection().deflated.size());
        assertTrue(objectsFrames(bob) > 3);
        assertEquals(0, old.connection().deflated.size());
        assertEquals(old.connection().board(), bob.connection().board());
        assertEquals("ready", bob.connection().types().getLast());
    }

    @Test
    @DisplayName("R9 who joins within ten seconds gets the frames that were deflated for the one before")
    void made_once() {
        board();
        world.joinTaking(Take.DEFLATE);
        int computed = world.loop.computed();
        assertTrue(computed > 3, computed + " frames");
        for (int i = 0; i < 2; i++) {
            Joined next = world.joinTaking(Take.DEFLATE);
            assertEquals(inText(), next.connection().board());
            next.session().result().leave();
        }
        assertEquals(computed, world.loop.computed());
        world.loop.pass(10_000);
        world.joinTaking(Take.DEFLATE);
        assertEquals(2 * computed, world.loop.computed());
    }

    @Test
    @DisplayName(
            "R9 who joins while a frame is being deflated waits for the same, and the next ones are begun meanwhile")
    void under_way() {
        board();
        world.loop.hold();
        Joined bob = join(Optional.empty());
        Joined eve = join(Optional.empty());
        assertEquals(3, world.loop.held());
        assertEquals(0, objectsFrames(bob));
        while (world.loop.held() > 0) {
            world.loop.release();
            world.loop.run();
        }
        assertEquals(inText(), bob.connection().board());
        assertEquals(bob.connection().deflated.size(), eve.connection().deflated.size());
        assertEquals("ready", eve.connection().types().getLast());
    }

    @Test
    @DisplayName("R9 what cannot be deflated now, as too much else is, goes as text")
    void refused() {
        board();
        world.loop.refuse();
        Joined bob = world.joinTaking(Take.DEFLATE);
        assertEquals(0, bob.connection().deflated.size());
        assertEquals(inText(), bob.connection().board());
    }

    @Test
    @DisplayName("R9 a session that ends while its frame is being deflated gets nothing more")
    void left() {
        board();
        world.loop.hold();
        Joined bob = join(Optional.empty());
        bob.session().result().leave();
        world.loop.run();
        while (world.loop.held() > 0) {
            world.loop.release();
            world.loop.run();
        }
        assertEquals(0, objectsFrames(bob));
    }

    @Test
    @DisplayName("R2 R9 what changes while frames are being deflated is sent once more, and what is deleted is told")
    void changes_meanwhile() {
        board();
        world.loop.hold();
        Joined bob = join(Optional.empty());
        long edit = OBJECTS;
        while (world.loop.held() > 0) {
            ada.edit(++edit, "{\"op\":\"patch\",\"id\":\"o1\",\"set\":{\"v\":" + edit + "}}");
            ada.edit(++edit, "{\"op\":\"delete\",\"id\":\"o" + edit % 100 + "\"}");
            world.loop.run();
            world.loop.release();
            world.loop.run();
        }
        world.loop.run();
        Joined late = world.join();
        assertEquals(late.connection().board(), bob.connection().board());
        assertEquals(
                "ready",
                bob.connection().types().stream()
                        .filter("ready"::equals)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    @DisplayName("R9 a board of less than 1 KiB, and a delta of less than 16 KiB, are text")
    void small() {
        ada.edit(1, "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}");
        world.loop.run();
        Joined bob = world.joinTaking(Take.DEFLATE);
        assertEquals(inText(), bob.connection().board());
        ada.edit(2, put(2));
        world.loop.run();
        Joined back = join(Optional.of(new ResumeToken(7, 1)));
        assertEquals("delta", back.connection().last("welcome").get("sync").asText());
        assertEquals(0, world.loop.computed());
    }

    @Test
    @DisplayName("R5 R9 a larger delta is deflated, and is exactly what was missed")
    void delta() {
        board();
        Joined back = join(Optional.of(new ResumeToken(7, 150)));
        assertFalse(back.connection().deflated.isEmpty());
        int objects = back.connection().messages("objects").stream()
                .mapToInt(frame -> frame.get("objects").size())
                .sum();
        assertEquals(OBJECTS - 150, objects);
    }

    @Test
    @DisplayName("R3 R9 what is unsent is counted as it is sent: deflated frames follow until 64 KiB of them wait")
    void drains() {
        board();
        Joined slow = join(Optional.empty(), true);
        assertTrue(slow.connection().deflatedBytes < 64 << 10);
        assertEquals("ready", slow.connection().types().getLast());
    }

    private void board() {
        for (int number = 1; number <= OBJECTS; number++) {
            ada.edit(number, put(number));
        }
        world.loop.run();
    }

    /** The board as a client gets it that takes text only. */
    private BoardModel inText() {
        return world.join().connection().board();
    }

    private static String put(int number) {
        return "{\"op\":\"put\",\"id\":\"o" + number + "\",\"props\":{\"v\":0,\"s\":\"" + TEXT + "\"}}";
    }

    private Joined join(Optional<ResumeToken> resume) {
        return join(resume, false);
    }

    private Joined join(Optional<ResumeToken> resume, boolean isSlow) {
        Joined joined =
                world.sayHello(new Hello(UUID.randomUUID(), 1, 0, resume, User.ANONYMOUS, Set.of(Take.DEFLATE)));
        joined.connection().slow = isSlow;
        world.store.answerLookUps();
        world.loop.run();
        return joined;
    }

    private static int objectsFrames(Joined joined) {
        return joined.connection().messages("objects").size();
    }
}
