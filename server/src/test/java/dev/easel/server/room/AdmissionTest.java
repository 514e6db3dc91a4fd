package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.live.Seat;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.residence.ResidenceSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which projects get into memory when there are more than fit, and who leaves for them. */
class AdmissionTest {
    private static final int MIB = 1 << 20;

    /** Rooms for 20 MiB, loads for 18; a project 8. */
    private final RoomWorld world = new RoomWorld(RoomWorld.SETTINGS, new ResidenceSettings(8 * MIB, 20 * MIB, 2, 3));

    private final List<UUID> projects =
            IntStream.range(0, 8).mapToObj(i -> new UUID(7, i)).toList();

    private Future<Void> admit(int project) {
        Future<Void> admitted = world.rooms.admit(projects.get(project), Principal.GUEST);
        world.loop.run();
        return admitted;
    }

    private Future<Seat> join(int project) {
        Future<Seat> joined = world.rooms.join(
                projects.get(project), Principal.GUEST, new FakeConnection(), RoomWorld.hello(UUID.randomUUID(), 1, 0));
        world.loop.run();
        return joined;
    }

    /** The oldest load ends with so many MiB of objects. */
    private void loaded(int mib) {
        List<CanvasObject> objects = new ArrayList<>();
        for (int i = 0; i < 8 * mib; i++) {
            objects.add(new CanvasObject("o" + i, text((128 << 10) - 200), 1, 1, "ada"));
        }
        world.store.answerLoad(1, objects);
        world.loop.run();
    }

    private static Json text(int length) {
        return Json.string("x".repeat(length - 2));
    }

    private static Reason reason(Future<?> refused) {
        assertTrue(refused.failed(), "refused");
        return ((ProjectUnavailable) refused.cause()).reason();
    }

    @Test
    @DisplayName("O3 a project larger than one may be is not loaded, and told so; it is never an empty canvas")
    void too_large() {
        Future<Void> admitted = admit(0);
        loaded(10);
        assertEquals(Reason.TOO_LARGE, reason(admitted));
        assertEquals(0, world.residence.bytes(), "nothing of it stays");
        assertEquals(1, world.meter("easel.loads.refused", "reason", "too_large"));
        assertEquals(0, world.meter("easel.rooms"));
    }

    @Test
    @DisplayName("S5 for a project that does not fit the room leaves that has been idle for longest, once it is saved")
    void oldest_idle_leaves() {
        for (int i = 0; i < 2; i++) {
            admit(i);
            loaded(8);
        }
        assertTrue(admit(0).succeeded(), "used again: now the other is the oldest");
        Future<Void> third = admit(2);
        loaded(8);
        assertFalse(third.isComplete(), "no room: it waits until the idle one is saved");
        assertEquals(1, world.saves.flushes.size());
        world.saves.flushes.poll().complete(false);
        world.loop.run();
        loaded(8);
        assertTrue(third.succeeded());
        assertEquals(2, world.meter("easel.rooms"));
        assertEquals(0, world.store.loads.size());
        assertTrue(admit(0).succeeded(), "it has stayed");
        assertEquals(1, world.meter("easel.rooms.evicted"));
        admit(1);
        assertEquals(1, world.store.loads.size(), "this one had left");
    }

    @Test
    @DisplayName("a room that leaves a moment after somebody has joined it is kept in memory by no timer")
    void no_timers() {
        Future<Seat> joined = join(0);
        loaded(8);
        world.store.answerLookUps();
        world.loop.run();
        joined.result().leave();
        world.loop.run();
        world.saves.flushes.clear();
        admit(1);
        loaded(8);
        Future<Void> third = admit(2);
        loaded(8);
        world.saves.flushes.poll().complete(false);
        world.loop.run();
        loaded(8);
        assertTrue(third.succeeded());
        assertEquals(2, world.meter("easel.rooms"));
        assertEquals(2, world.loop.timers(), "of each room that is there the one that looks whether it is idle");
    }

    @Test
    @DisplayName("rooms that are used never leave: the load is refused, with a reason, and they go on")
    void in_use() {
        for (int i = 0; i < 2; i++) {
            join(i);
            loaded(8);
            world.store.answerLookUps();
            world.loop.run();
        }
        Future<Void> third = admit(2);
        loaded(8);
        assertEquals(Reason.NO_ROOM, reason(third));
        assertEquals(0, world.saves.flushes.size(), "nobody was asked to leave");
        assertEquals(2, world.meter("easel.rooms"));
        assertEquals(1, world.meter("easel.loads.refused", "reason", "no_room"));
        Future<Void> small = admit(3);
        loaded(1);
        assertTrue(small.succeeded(), "a small one still fits");
    }

    @Test
    @DisplayName("an idle room that cannot be saved stays, and the load is refused")
    void not_saved() {
        for (int i = 0; i < 2; i++) {
            admit(i);
            loaded(8);
        }
        Future<Void> third = admit(2);
        loaded(8);
        for (int i = 0; i < 2; i++) {
            world.saves.flushes.poll().fail("no database");
            world.loop.run();
        }
        assertEquals(Reason.NO_ROOM, reason(third));
        assertEquals(2, world.meter("easel.rooms"));
    }

    @Test
    @DisplayName("an idle room whose save has no end holds the first load for a moment, and no later one: others leave")
    void one_not_saved() {
        for (int i = 0; i < 2; i++) {
            admit(i);
            loaded(8);
        }
        Future<Void> third = admit(2);
        loaded(8);
        Promise<Boolean> endless = world.saves.flushes.poll();
        world.loop.pass(5_000);
        assertEquals(1, world.saves.flushes.size(), "the other one is asked");
        world.saves.flushes.poll().complete(false);
        world.loop.run();
        loaded(8);
        assertTrue(third.succeeded());
        admit(0);
        Future<Void> fourth = admit(3);
        loaded(8);
        assertEquals(1, world.saves.flushes.size(), "the third, and not the first, though somebody has used that");
        world.saves.flushes.poll().complete(false);
        world.loop.run();
        loaded(8);
        assertTrue(fourth.succeeded());
        endless.complete(false);
        world.loop.run();
        Future<Void> fifth = admit(4);
        loaded(8);
        world.saves.flushes.poll().fail("no database");
        world.loop.run();
        world.saves.flushes.poll().complete(false);
        world.loop.run();
        loaded(8);
        assertTrue(fifth.succeeded());
        assertTrue(admit(3).succeeded(), "this has stayed: the first was asked again once its save had ended");
    }

    @Test
    @DisplayName("a save that takes too long does not hold the load for ever")
    void slow_save() {
        for (int i = 0; i < 2; i++) {
            admit(i);
            loaded(8);
        }
        Future<Void> third = admit(2);
        loaded(8);
        world.loop.pass(10_000);
        assertEquals(Reason.NO_ROOM, reason(third));
    }

    @Test
    @DisplayName(
            "loads run so many at a time, the oldest request first; beyond the waiting ones it is told to come later")
    void herd() {
        List<Future<Void>> admitted = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            admitted.add(admit(i));
        }
        assertEquals(2, world.store.loads.size());
        assertEquals(3, world.residence.waitingLoads());
        assertEquals(Reason.BUSY, reason(admitted.get(5)));
        assertEquals(5, world.meter("easel.rooms.state", "state", "loading"));
        for (int i = 0; i < 5; i++) {
            loaded(1);
            assertTrue(admitted.get(i).succeeded(), "in the order of their requests: " + i);
        }
        assertEquals(5, world.meter("easel.rooms.state", "state", "active"));
        assertEquals(0, world.residence.waitingLoads());
        assertTrue(admit(5).cause() == null, "and the one that was refused may come again");
    }

    @Test
    @DisplayName("a load that fails, and one that nobody needs any more, give back their place and their bytes")
    void places() {
        Future<Void> failed = admit(0);
        world.store.loads.poll().fail("no database");
        world.loop.run();
        assertEquals(Reason.NOT_LOADED, reason(failed));
        admit(1);
        world.rooms.deleted(projects.get(1));
        world.loop.run();
        loaded(4);
        assertEquals(0, world.residence.bytes());
        admit(2);
        world.store.loads.poll().complete(new Loaded.Absent());
        world.loop.run();
        assertTrue(admit(3).cause() == null);
        assertTrue(admit(4).cause() == null);
        assertEquals(2, world.store.loads.size());
    }

    @Test
    @DisplayName("O2 a project that waits for its load when the server ends is not loaded any more: nobody loses it")
    void not_wanted() {
        List<Future<Void>> admitted = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            admitted.add(admit(i));
        }
        world.rooms.drain();
        world.loop.run();
        assertEquals(Reason.DRAINING, reason(admitted.get(3)));
        loaded(1);
        loaded(1);
        assertEquals(0, world.store.loads.size(), "those that waited");
        assertEquals(0, world.residence.bytes());
    }

    private static Optional<String> noPlaceFor(RoomWorld world, String id) {
        Future<Optional<String>> why = world.rooms.noPlaceFor(RoomWorld.PROJECT, Map.of(id, 200 << 10), List.of());
        world.loop.run();
        return why.result();
    }

    @Test
    @DisplayName("so many may wait for one load; one more is told to come later")
    void joins_of_one_load() {
        int most = RoomWorld.SMALL.sessions() + RoomLife.MOST_WAITING;
        List<Future<Void>> admitted = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            admitted.add(admit(0));
        }
        assertEquals(Reason.BUSY, reason(admit(0)));
        assertEquals(1, world.store.loads.size());
        loaded(1);
        assertTrue(admitted.stream().allMatch(Future::succeeded));
        assertTrue(admit(0).succeeded());
    }

    @Test
    @DisplayName(
            "L2 an edit that would make the project larger than one may be is refused too_large, a deletion is not")
    void growth() {
        RoomWorld small = new RoomWorld(RoomWorld.SETTINGS, new ResidenceSettings(MIB, 20 * MIB, 2, 3));
        RoomWorld.Joined ada = small.join();
        String props = "{\"text\":\"" + "x".repeat(200 << 10) + "\"}";
        for (int i = 1; i <= 6; i++) {
            ada.edit(i, "{\"op\":\"put\",\"id\":\"o" + i + "\",\"props\":" + props + "}");
        }
        small.loop.run();
        assertEquals("too_large", ada.connection().last("refused").get("code").asText());
        assertTrue(ada.connection().last("refused").get("message").asText().contains("EASEL_PROJECT_BYTES"));
        long full = small.residence.bytes();
        assertTrue(noPlaceFor(small, "o6").isPresent(), "an import is asked before anything of it is put");
        assertTrue(noPlaceFor(small, "o1").isEmpty(), "it is there already");
        assertTrue(full > MIB - (210 << 10) && full <= MIB, "" + full);
        ada.edit(7, "{\"op\":\"delete\",\"id\":\"o1\"}");
        small.loop.run();
        assertTrue(small.residence.bytes() < full);
        ada.edit(8, "{\"op\":\"put\",\"id\":\"o6\",\"props\":" + props + "}");
        small.loop.run();
        assertTrue(small.residence.bytes() > full, "as large as before, and a deletion");
    }
}
