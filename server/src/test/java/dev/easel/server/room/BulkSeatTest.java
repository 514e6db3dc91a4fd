package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.BulkSeat;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectUnavailable;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BulkSeatTest {
    private static final UUID IMPORTER = UUID.randomUUID();

    private final RoomWorld world = new RoomWorld();

    @Test
    @DisplayName("a hundred portions of a new client ask the store nothing")
    void asks_nothing() {
        BulkSeat seat = begin();
        for (int portion = 0; portion < 100; portion++) {
            assertEquals(
                    List.of(new Answer.Applied(portion, portion + 1)),
                    submit(seat, portion).result().list());
        }
        assertEquals(0, world.store.lookUps.size());
    }

    @Test
    @DisplayName("after it has left, the same numbers are asked from the store again, once they are durable")
    void leaves() {
        BulkSeat seat = begin();
        submit(seat, 0);
        world.commitAll();
        seat.leave();
        seat.leave();
        world.loop.run();
        submit(seat, 1);
        assertEquals(1, world.store.lookUps.size());
    }

    @Test
    @DisplayName("in a later life of the room the store is asked, and the epoch tells that it is another life")
    void later_life() {
        BulkSeat seat = begin();
        long epoch = submit(seat, 0).result().epoch();
        world.rooms.lost(RoomWorld.PROJECT, epoch);
        world.loop.run();
        Future<Answers> answers = submit(seat, 1);
        world.store.answerLoads();
        world.loop.run();
        assertEquals(1, world.store.lookUps.size());
        world.store.answerLookUps();
        world.loop.run();
        assertEquals(epoch + 1, answers.result().epoch());
        seat.leave();
        world.loop.run();
        assertEquals(1, world.meter("easel.rooms"));
    }

    @Test
    @DisplayName("while the server ends it is told so")
    void draining() {
        BulkSeat seat = begin();
        world.rooms.drain();
        world.loop.run();
        ProjectUnavailable refused = (ProjectUnavailable) submit(seat, 0).cause();
        assertEquals(ProjectUnavailable.Reason.DRAINING, refused.reason());
    }

    @Test
    @DisplayName("a proposal sees the objects as they are when it is decided; without changes there is no edit")
    void proposal() {
        BulkSeat seat = begin();
        RoomWorld.Joined ada = world.join();
        Future<Answers> answers = seat.propose(0, Optional.of("g"), objects -> {
            assertNull(objects.apply("b"));
            return List.of(new Change.Put("b", objects.apply("a").props()));
        });
        ada.edit(1, "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":7}}");
        Future<Answers> none = seat.propose(1, Optional.of("g"), _ -> List.of());
        world.loop.run();
        assertEquals(List.of(new Answer.Applied(0, 2)), answers.result().list());
        assertEquals(List.of(), none.result().list());
        assertEquals(answers.result().epoch(), none.result().epoch());
        assertEquals(seat.epoch(), none.result().epoch());
        Future<LiveObjects> objects = world.rooms.objects(RoomWorld.PROJECT);
        world.loop.run();
        assertEquals(
                List.of("{\"x\":7}", "{\"x\":7}"),
                objects.result().objects().stream()
                        .map(it -> it.props().toString())
                        .toList());
        assertEquals(0, world.store.lookUps.size());
    }

    @Test
    @DisplayName("a proposal of an earlier life of the room is not made, nor one while no edits are taken")
    void proposal_too_late() {
        BulkSeat seat = begin();
        world.journal.takesMore = false;
        Future<Answers> stopped = seat.propose(0, Optional.empty(), _ -> List.of(new Change.Delete("a")));
        world.loop.run();
        assertEquals(ProjectUnavailable.Reason.STOPPED, ((ProjectUnavailable) stopped.cause()).reason());
        world.rooms.lost(RoomWorld.PROJECT, seat.epoch());
        world.loop.run();
        Future<Answers> lost = seat.propose(0, Optional.empty(), _ -> List.of(new Change.Delete("a")));
        world.loop.run();
        assertEquals(ProjectUnavailable.Reason.CLOSED, ((ProjectUnavailable) lost.cause()).reason());
    }

    private BulkSeat begin() {
        Future<BulkSeat> seat =
                world.rooms.beginBulk(RoomWorld.PROJECT, Principal.GUEST, Principal.ANONYMOUS, IMPORTER);
        world.loop.run();
        world.store.answerLoads();
        world.loop.run();
        assertTrue(seat.succeeded());
        return seat.result();
    }

    private Future<Answers> submit(BulkSeat seat, int portion) {
        Future<Answers> answers = seat.submit(
                List.of(RoomWorld.edit(portion, "{\"op\":\"put\",\"id\":\"o" + portion + "\",\"props\":{\"x\":1}}")));
        world.loop.run();
        return answers;
    }
}
