package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.live.BulkSeat;
import dev.easel.server.live.Principal;
import dev.easel.server.live.Seat;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Previews.Known;
import dev.easel.server.persistence.Previews.Preview;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A room goes to where its people are. */
class RelocationTest {
    private static final long MOVE_MS = RoomWorld.SETTINGS.moveMs();

    private final RoomWorld world = new RoomWorld();

    /** Joins through another instance. */
    private Seat joinThrough(FakeConnection connection, String instance) {
        connection.through = Optional.of(instance);
        Future<Seat> seat = world.rooms.join(
                RoomWorld.PROJECT, Principal.GUEST, connection, RoomWorld.hello(UUID.randomUUID(), 1, 0));
        world.loop.run();
        world.store.answerLoads();
        world.loop.run();
        world.store.answerLookUps();
        world.loop.run();
        return seat.result();
    }

    @Test
    @DisplayName(
            "O1 a room whose people come through another instance for a minute asks to go there, again each minute")
    void asks() {
        joinThrough(new FakeConnection(), "other");
        world.loop.pass(MOVE_MS - 1);
        assertEquals(List.of(), world.moved);
        world.loop.pass(1);
        assertEquals(List.of("other 1"), world.moved);
        world.loop.pass(MOVE_MS);
        assertEquals(List.of("other 1", "other 1"), world.moved);
    }

    @Test
    @DisplayName("a room with somebody in it who is connected here stays")
    void somebody_here() {
        joinThrough(new FakeConnection(), "other");
        RoomWorld.Joined ada = world.join();
        world.loop.pass(2 * MOVE_MS);
        assertEquals(List.of(), world.moved);
        ada.session().result().leave();
        world.loop.pass(MOVE_MS);
        assertEquals(List.of("other 1"), world.moved);
    }

    @Test
    @DisplayName("a room stays while edits are not taken, the journal is late, or an import is under way")
    void not_now() {
        joinThrough(new FakeConnection(), "other");
        world.isFrozen = true;
        world.loop.pass(MOVE_MS);
        world.isFrozen = false;
        world.persistence(PersistenceState.DEGRADED);
        world.loop.pass(MOVE_MS);
        world.persistence(PersistenceState.OK);
        Future<BulkSeat> bulk =
                world.rooms.beginBulk(RoomWorld.PROJECT, Principal.GUEST, Principal.ANONYMOUS, UUID.randomUUID());
        world.loop.pass(MOVE_MS);
        assertEquals(List.of(), world.moved);
        bulk.result().leave();
        world.loop.pass(MOVE_MS);
        assertEquals(List.of("other 1"), world.moved);
    }

    @Test
    @DisplayName("O5 it goes when it was prepared there: its people are told moved")
    void goes() {
        FakeConnection connection = new FakeConnection();
        joinThrough(connection, "other");
        Future<Void> moved = world.rooms.moveToPeople(RoomWorld.PROJECT, "other", Future::succeededFuture);
        world.loop.run();
        world.saves.flushes.poll().complete(true);
        world.loop.run();
        assertTrue(moved.succeeded());
        assertEquals(List.of("other"), world.store.handedOver);
        assertEquals("moved", connection.last("closing").get("reason").asText());
    }

    @Test
    @DisplayName("a save that has no end holds neither a move for ever, nor who catches up with a journal")
    void endless_save() {
        joinThrough(new FakeConnection(), "other");
        Future<Void> moved = world.rooms.moveToPeople(RoomWorld.PROJECT, "other", Future::succeededFuture);
        Future<Void> caughtUp = world.rooms.catchUp(RoomWorld.PROJECT);
        world.loop.pass(Keeping.SAVE_MS);
        assertEquals(List.of("other"), world.store.handedOver);
        assertTrue(moved.succeeded());
        assertTrue(caughtUp.failed());
    }

    @Test
    @DisplayName("it stays where it cannot be prepared there, and where somebody has come meanwhile")
    void stays() {
        FakeConnection connection = new FakeConnection();
        joinThrough(connection, "other");
        Future<Void> unprepared =
                world.rooms.moveToPeople(RoomWorld.PROJECT, "other", () -> Future.failedFuture("no room there"));
        world.loop.run();
        world.saves.flushes.poll().complete(true);
        world.loop.run();
        assertTrue(unprepared.failed());
        Future<Void> late = world.rooms.moveToPeople(RoomWorld.PROJECT, "other", Future::succeededFuture);
        world.loop.run();
        world.join();
        world.saves.flushes.poll().complete(true);
        world.loop.run();
        assertTrue(late.failed());
        assertNull(connection.closed);
        assertFalse(world.store.handedOver.contains("other"));
    }

    @Test
    @DisplayName("a room that has come to its people waits twice as long before it goes on")
    void moved_before() {
        world.rooms.prepare(RoomWorld.PROJECT, 1);
        world.loop.run();
        Loaded.Found found = world.store.found(0);
        world.previews.reads.remove().complete(Optional.of(new Preview(found, new Known(0, 0, 0))));
        world.loop.run();
        FakeConnection connection = new FakeConnection();
        connection.through = Optional.of("third");
        world.rooms.join(RoomWorld.PROJECT, Principal.GUEST, connection, RoomWorld.hello(UUID.randomUUID(), 1, 0));
        world.loop.run();
        world.previews.loads.remove().complete(new Loaded.Continued(found.project(), 9, 0, List.of(), 0, 0));
        world.loop.run();
        world.loop.pass(2 * MOVE_MS - 1);
        assertEquals(List.of(), world.moved);
        world.loop.pass(1);
        assertEquals(List.of("third 2"), world.moved);
    }
}
