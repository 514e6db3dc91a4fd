package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.live.Answers;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.room.RoomWorld.Joined;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomLifeTest {
    private static final String PUT_A = "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}";

    private final RoomWorld world = new RoomWorld();

    @Test
    @DisplayName("O2 joins during a load share it; a room that was closed is loaded again")
    void one_load() {
        Future<Void> first = world.rooms.admit(RoomWorld.PROJECT, Principal.GUEST);
        Future<Void> second = world.rooms.admit(RoomWorld.PROJECT, Principal.GUEST);
        world.loop.run();
        assertEquals(1, world.store.loads.size());
        world.store.answerLoads();
        world.loop.run();
        assertTrue(first.succeeded() && second.succeeded());
    }

    @Test
    @DisplayName("O3 a failed load is never an empty canvas, and the next join tries again")
    void failed_load() {
        Future<Void> first = world.rooms.admit(RoomWorld.PROJECT, Principal.GUEST);
        world.loop.run();
        world.store.loads.poll().fail("no database");
        world.loop.run();
        assertEquals(ProjectUnavailable.Reason.NOT_LOADED, ((ProjectUnavailable) first.cause()).reason());
        Future<Void> second = world.rooms.admit(RoomWorld.PROJECT, Principal.GUEST);
        world.loop.run();
        world.store.answerLoads();
        world.loop.run();
        assertTrue(second.succeeded());
    }

    @Test
    @DisplayName("O3 an absent project is told as absent")
    void absent() {
        Future<Void> admitted = world.rooms.admit(RoomWorld.PROJECT, Principal.GUEST);
        world.loop.run();
        world.store.loads.poll().complete(new Loaded.Absent());
        world.loop.run();
        assertEquals(ProjectUnavailable.Reason.ABSENT, ((ProjectUnavailable) admitted.cause()).reason());
    }

    @Test
    @DisplayName("S5 an idle room leaves memory once it is saved, and not before")
    void leaves_when_saved() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        ada.session().result().leave();
        world.loop.run();
        assertEquals(1, world.saves.flushes.size(), "the last one leaving flushes");
        world.loop.pass(120_000);
        world.saves.flushes.removeFirst();
        world.saves.flushes.poll().fail("no database");
        world.loop.run();
        assertEquals(1, world.meter("easel.rooms"), "not saved, so it stays");
        world.loop.pass(60_000);
        world.saveAll();
        world.saves.flushes.poll().complete(true);
        world.loop.run();
        assertEquals(0, world.meter("easel.rooms"));
        assertEquals(0, world.loop.timers(), "nothing keeps it in memory");
    }

    @Test
    @DisplayName("S5 a join while the room drains keeps it in memory (pitfall 3)")
    void join_cancels_draining() {
        Joined ada = world.join();
        ada.session().result().leave();
        world.loop.run();
        world.saves.flushes.clear();
        world.loop.pass(60_000);
        assertEquals(1, world.saves.flushes.size(), "draining");
        Joined bob = world.join();
        world.saves.flushes.poll().complete(false);
        world.loop.run();
        assertEquals(1, world.meter("easel.rooms"));
        assertEquals(0, world.store.loads.size(), "no second load");
        bob.edit(1, PUT_A);
        world.loop.run();
        assertEquals(1, bob.connection().events().size());
    }

    private Future<Answers> submit() {
        Future<Answers> answers = world.rooms.submit(
                RoomWorld.PROJECT, Principal.GUEST, UUID.randomUUID(), List.of(RoomWorld.edit(1, PUT_A)));
        world.loop.run();
        return answers;
    }

    @Test
    @DisplayName("a room does not leave memory under a request for which the store is asked")
    void request_under_way() {
        world.rooms.catchUp(RoomWorld.PROJECT);
        world.loop.run();
        world.store.answerLoad(1, List.of());
        world.loop.run();
        Future<Answers> answers = submit();
        while (!world.saves.flushes.isEmpty()) {
            world.saves.flushes.poll().complete(false);
            world.loop.run();
        }
        assertEquals(1, world.meter("easel.rooms"), "it stays");
        world.store.answerLookUps();
        world.loop.run();
        assertTrue(answers.succeeded());
    }

    @Test
    @DisplayName("a request whose room has ended meanwhile is told that it was closed, and not that nothing is saved")
    void request_of_closed() {
        world.rooms.admit(RoomWorld.PROJECT, Principal.GUEST);
        world.loop.run();
        world.store.answerLoad(1, List.of());
        world.loop.run();
        Future<Answers> answers = submit();
        world.rooms.deleted(RoomWorld.PROJECT);
        world.store.answerLookUps();
        world.loop.run();
        assertEquals(ProjectUnavailable.Reason.CLOSED, ((ProjectUnavailable) answers.cause()).reason());
    }

    @Test
    @DisplayName("O5 a server that shuts down takes no more edits, saves, and then tells its sessions")
    void shutdown() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        world.loop.run();
        Future<Void> drained = world.rooms.drain();
        world.loop.run();
        ada.edit(2, PUT_A);
        world.loop.run();
        assertEquals(1, ada.connection().events().size(), "ignored: the client sends it again elsewhere");
        assertNull(ada.connection().closed);
        world.saveAll();
        world.saves.flushes.poll().complete(true);
        world.loop.run();
        assertTrue(drained.succeeded());
        assertEquals(1, ada.connection().last("durable").get("seq").asLong());
        assertEquals("draining", ada.connection().last("closing").get("reason").asText());
        assertEquals(CloseCode.RESTARTING, ada.connection().closed);
        Future<Void> late = world.rooms.admit(UUID.randomUUID(), Principal.GUEST);
        world.loop.run();
        assertEquals(ProjectUnavailable.Reason.DRAINING, ((ProjectUnavailable) late.cause()).reason());
    }

    @Test
    @DisplayName("O5 a room that moves is saved while it takes edits; then it waits for durable, and tells moved")
    void handed_over() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        Future<Void> moved = world.rooms.handOver(RoomWorld.PROJECT, "other", Future::succeededFuture);
        world.loop.run();
        ada.edit(2, PUT_A);
        world.loop.run();
        assertEquals(2, ada.connection().events().size(), "taken, while what there was is saved");
        world.saves.flushes.poll().complete(true);
        world.loop.run();
        ada.edit(3, PUT_A);
        world.loop.run();
        assertEquals(2, ada.connection().events().size(), "ignored: the client sends it again elsewhere");
        assertNull(ada.connection().closed);
        assertEquals(List.of(), world.store.handedOver, "not durable yet");
        world.commitAll();
        assertEquals(List.of("other"), world.store.handedOver);
        assertTrue(moved.succeeded());
        assertEquals("moved", ada.connection().last("closing").get("reason").asText());
        assertEquals(CloseCode.RESTARTING, ada.connection().closed);
        assertEquals(0, world.meter("easel.rooms"));
    }

    @Test
    @DisplayName("O5 a room that could not be handed over in time closes, and does not say that it has moved")
    void not_handed_over() {
        Joined ada = world.join();
        ada.edit(1, PUT_A);
        Future<Void> moved = world.rooms.handOver(RoomWorld.PROJECT, "other", Future::succeededFuture);
        world.loop.run();
        world.saves.flushes.poll().complete(true);
        world.loop.run();
        world.loop.pass(RoomWorld.SETTINGS.drainMs());
        assertTrue(moved.failed());
        assertEquals(List.of(), world.store.handedOver);
        assertEquals("draining", ada.connection().last("closing").get("reason").asText());
        assertEquals(CloseCode.RESTARTING, ada.connection().closed);
    }

    @Test
    @DisplayName("O4 while others may have the projects no edit is taken; then clients are told ok, and send again")
    void frozen() {
        Joined ada = world.join();
        world.isFrozen = true; // a pause of the process: the edit comes before anybody was told
        ada.edit(1, PUT_A);
        world.loop.run();
        assertEquals(0, ada.connection().events().size());
        world.rooms.frozen(true);
        world.loop.run();
        assertEquals(
                "stopped", ada.connection().last("persistence").get("state").asText());
        world.rooms.persistence(PersistenceState.OK);
        world.loop.run();
        assertEquals(
                "stopped", ada.connection().last("persistence").get("state").asText());
        world.isFrozen = false;
        world.rooms.frozen(false);
        world.loop.run();
        assertEquals("ok", ada.connection().last("persistence").get("state").asText());
        ada.edit(1, PUT_A);
        world.loop.run();
        assertEquals(1, ada.connection().events().size());
    }

    @Test
    @DisplayName("O4 clients are told ok when edits are taken again, also while commits still fail (D5)")
    void thawed_while_degraded() {
        Joined ada = world.join();
        world.rooms.frozen(true);
        world.rooms.persistence(PersistenceState.DEGRADED);
        world.rooms.frozen(false);
        world.loop.run();
        assertEquals(
                List.of("stopped", "ok", "degraded"),
                ada.connection().messages("persistence").stream()
                        .map(it -> it.get("state").asText())
                        .toList());
    }

    @Test
    @DisplayName("O4 when the rooms have heard of a loss, the one that was lost is closed")
    void heard() {
        Joined ada = world.join();
        world.rooms.lost(RoomWorld.PROJECT, world.store.epoch);
        Future<Void> heard = world.rooms.heard();
        ada.edit(1, PUT_A);
        assertFalse(heard.isComplete());
        world.loop.run();
        assertTrue(heard.succeeded());
        assertEquals(CloseCode.RESTARTING, ada.connection().closed);
    }

    @Test
    @DisplayName("O4 a project that somebody else has claimed while it was loaded does not come to live here")
    void lost_while_loading() {
        Future<Void> admitted = world.rooms.admit(RoomWorld.PROJECT, Principal.GUEST);
        world.loop.run();
        world.rooms.lost(RoomWorld.PROJECT, world.store.epoch + 1);
        world.loop.run();
        world.store.answerLoads();
        world.loop.run();
        assertEquals(ProjectUnavailable.Reason.ELSEWHERE, ((ProjectUnavailable) admitted.cause()).reason());
        assertEquals(List.of(world.store.epoch), world.store.released);
        assertEquals(0, world.meter("easel.rooms"));
        assertEquals(0, world.residence.bytes());
        world.join();
        assertEquals(1, world.meter("easel.rooms"), "loaded again at a later epoch");
    }

    @Test
    @DisplayName("a room that leaves memory, however, gives its project up")
    void given_up() {
        world.join();
        world.rooms.lost(RoomWorld.PROJECT, world.store.epoch);
        world.loop.run();
        assertEquals(List.of(world.store.epoch), world.store.released);
    }

    @Test
    @DisplayName("a deleted project sends its sessions away with 4404")
    void deleted() {
        Joined ada = world.join();
        world.rooms.deleted(RoomWorld.PROJECT);
        world.loop.run();
        assertEquals(CloseCode.DELETED, ada.connection().closed);
        assertEquals(0, world.meter("easel.rooms"));
        assertEquals(0, world.meter("easel.sessions"));
    }

    @Test
    @DisplayName("a broken invariant closes the room, and it is reborn")
    void broken_invariant() {
        Joined ada = world.join();
        world.rooms.durable(RoomWorld.PROJECT, 7, 99);
        world.loop.run();
        assertEquals("reborn", ada.connection().last("closing").get("reason").asText());
        assertEquals(1, world.meter("easel.rooms.broken"));
        world.join();
        assertEquals(1, world.meter("easel.rooms"));
    }

    @Test
    @DisplayName("an error halfway through an event closes the room too: nobody knows who was told")
    void error() {
        Joined ada = world.join();
        Joined bob = world.join();
        bob.connection().breaks = new OutOfMemoryError("no buffer");
        ada.edit(1, PUT_A);
        world.loop.run();
        assertEquals("reborn", ada.connection().last("closing").get("reason").asText());
        assertEquals(CloseCode.RESTARTING, bob.connection().closed);
        assertEquals(1, world.meter("easel.rooms.broken"));
        assertEquals(0, world.meter("easel.rooms"));
    }

    @Test
    @DisplayName("O5 told twice to shut down, it saves once and both hear how it went")
    void shutdown_twice() {
        world.join();
        Future<Void> first = world.rooms.drain();
        Future<Void> second = world.rooms.drain();
        world.loop.run();
        assertEquals(1, world.saves.flushes.size());
        world.saves.flushes.poll().complete(false);
        world.loop.run();
        assertTrue(first.succeeded() && second.succeeded());
    }

    @Test
    @DisplayName("O5 a project that is not saved in time is named")
    void shutdown_late() {
        world.join();
        Future<Void> drained = world.rooms.drain();
        world.loop.pass(RoomWorld.SETTINGS.drainMs());
        assertTrue(drained.cause().getMessage().contains(RoomWorld.PROJECT.toString()));
    }
}
