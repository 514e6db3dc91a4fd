package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.server.live.Answers;
import dev.easel.server.live.Principal;
import dev.easel.server.room.RoomWorld.Joined;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RequestTurnsTest {
    private static final int LARGE = 200_000;
    private static final int EDITS = 100;

    private final RoomWorld world = new RoomWorld();
    private final Joined ada = world.join();
    private final Joined bob = world.join();

    @Test
    @DisplayName("many small patches of a large object come in several turns, and an edit over a socket between them")
    void turns() {
        ada.edit(1, "{\"op\":\"put\",\"id\":\"big\",\"props\":{\"text\":\"" + "x".repeat(LARGE) + "\"}}");
        world.loop.run();
        Future<Answers> answers = submit();
        while (head() == 1) {
            assertTrue(world.loop.step());
        }

        assertFalse(answers.isComplete());
        long most = RequestIntake.TURN_BYTES / LARGE + 1;
        assertTrue(head() - 1 <= most, "at most " + most + " edits in a turn, not " + (head() - 1));
        ada.edit(2, "{\"op\":\"put\",\"id\":\"small\",\"props\":{}}");
        world.loop.run();

        assertEquals(EDITS, answers.result().judged());
        assertEquals(2 + EDITS, head());
        assertTrue(seqOfSecond() < 2 + EDITS, "the edit over the socket did not wait for all of the request");
    }

    @Test
    @DisplayName("a request that is under way when its project is deleted is told so, and holds nothing")
    void lost() {
        ada.edit(1, "{\"op\":\"put\",\"id\":\"big\",\"props\":{\"text\":\"" + "x".repeat(LARGE) + "\"}}");
        world.loop.run();
        Future<Answers> answers = submit();
        while (head() == 1) {
            assertTrue(world.loop.step());
        }

        world.rooms.deleted(RoomWorld.PROJECT);
        world.loop.run();

        assertTrue(answers.failed());
    }

    private Future<Answers> submit() {
        List<Edit> edits = LongStream.range(0, EDITS)
                .mapToObj(i -> RoomWorld.edit(i, "{\"op\":\"patch\",\"id\":\"big\",\"set\":{\"n\":" + i + "}}"))
                .toList();
        Future<Answers> answers = world.rooms.submit(RoomWorld.PROJECT, Principal.GUEST, new UUID(0, 99), edits);
        world.loop.run(); // until it waits for the look-up
        world.store.answerLookUps();
        return answers;
    }

    private long head() {
        return world.journal.entries.size();
    }

    private long seqOfSecond() {
        return bob.connection().events().stream()
                .filter(event -> event.at("/changes/0/id").asText().equals("small"))
                .findFirst()
                .orElseThrow()
                .get("seq")
                .asLong();
    }
}
