package dev.easel.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Previews.Known;
import dev.easel.server.persistence.Previews.Preview;
import dev.easel.server.residence.Residences;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Projects that are read before another instance hands them over. */
class PreparationTest {
    private static final long EPOCH = 7;
    private static final Json PROPS = Json.string("x".repeat(1_000));
    private static final CanvasObject OBJECT = new CanvasObject("a", PROPS, 1, 1, "ada");

    private final RoomWorld world = new RoomWorld();

    private Future<Void> prepare() {
        Future<Void> prepared = world.rooms.prepare(RoomWorld.PROJECT, 0);
        world.loop.run();
        return prepared;
    }

    /** The project is read: it has one object. */
    private void read() {
        Loaded.Found found = world.store.found(1);
        Loaded.Found one = new Loaded.Found(found.project(), EPOCH, 1, 1, 1, List.of(OBJECT), List.of(), 1, 0);
        world.previews.reads.remove().complete(Optional.of(new Preview(one, new Known(1, EPOCH, 1))));
        world.loop.run();
    }

    private static Event event(long seq) {
        return new Event(
                seq, 1, "ada", new UUID(0, 1), seq, Optional.empty(), List.of(new Change.Put("b" + seq, PROPS)));
    }

    private Loaded.Continued since(long seq, Event... events) {
        return new Loaded.Continued(world.store.found(1).project(), 9, seq, List.of(events), 1, 0);
    }

    private Future<LiveObjects> objects() {
        Future<LiveObjects> objects = world.rooms.objects(RoomWorld.PROJECT);
        world.loop.run();
        return objects;
    }

    @Test
    @DisplayName("a project that was prepared goes on with the events since: its rows are not read again")
    void continued() {
        Future<Void> prepared = prepare();
        assertFalse(prepared.isComplete());
        read();
        assertTrue(prepared.succeeded());
        assertEquals(0, world.meter("easel.rooms"), "it is not this instance's");
        assertTrue(world.residence.bytes() > 1_000, "but counts in memory");
        Future<LiveObjects> objects = objects();
        assertEquals(0, world.store.loads.size());
        world.previews.loads.remove().complete(since(3, event(2), event(3)));
        world.loop.run();
        assertEquals(3, objects.result().seq());
        assertEquals(
                List.of("a", "b2", "b3"),
                objects.result().objects().stream().map(CanvasObject::id).toList());
        assertEquals(List.of(), world.saves.flushes.stream().toList());
    }

    @Test
    @DisplayName("what was prepared does not wait behind the loads of whole boards")
    void at_once() {
        prepare();
        read();
        for (int i = 0; i < Residences.WIDE.loads(); i++) {
            world.rooms.admit(new UUID(1, i), Principal.GUEST);
        }
        Future<LiveObjects> objects = objects();
        world.previews.loads.remove().complete(since(1));
        world.loop.run();
        assertEquals(1, objects.result().seq());
    }

    @Test
    @DisplayName("a canvas that lacks events at its end is never opened: the load fails, and the next reads everything")
    void stale() {
        prepare();
        read();
        Future<LiveObjects> objects = objects();
        world.previews.loads.remove().complete(since(3, event(2)));
        world.loop.run();
        assertEquals(Reason.NOT_LOADED, ((ProjectUnavailable) objects.cause()).reason());
        assertEquals(0, world.residence.bytes());
        Future<LiveObjects> again = objects();
        world.store.answerLoads();
        world.loop.run();
        assertTrue(again.succeeded());
    }

    @Test
    @DisplayName("where what is known does not hold, the load has read everything, and that counts alone")
    void read_again() {
        prepare();
        read();
        Future<LiveObjects> objects = objects();
        world.previews.loads.remove().complete(world.store.found(5));
        world.loop.run();
        assertEquals(5, objects.result().seq());
        assertEquals(List.of(), objects.result().objects());
        assertEquals(0, world.residence.bytes());
    }

    @Test
    @DisplayName("what nobody comes for is let go after half a minute, and what comes too late is not kept")
    void let_go() {
        prepare();
        read();
        world.loop.pass(30_000);
        assertEquals(0, world.residence.bytes());
        prepare();
        objects();
        assertEquals(1, world.store.loads.size(), "nobody waits for a preparation");
        read();
        assertEquals(0, world.residence.bytes());
    }

    @Test
    @DisplayName("a project that cannot be read before is not prepared; the next to ask tries again")
    void not_read() {
        Future<Void> prepared = prepare();
        world.previews.reads.remove().complete(Optional.empty());
        world.loop.run();
        assertTrue(prepared.failed());
        prepare();
        assertEquals(1, world.previews.reads.size());
    }

    @Test
    @DisplayName("a project that is in memory already needs no preparation, and two ask for the same one")
    void once() {
        Future<Void> first = prepare();
        Future<Void> second = prepare();
        assertEquals(1, world.previews.reads.size());
        read();
        assertTrue(first.succeeded() && second.succeeded());
        world.loop.pass(30_000);
        world.rooms.admit(RoomWorld.PROJECT, Principal.GUEST);
        world.loop.run();
        world.store.answerLoads();
        world.loop.run();
        assertTrue(prepare().succeeded());
        assertEquals(0, world.previews.reads.size());
    }

    @Test
    @DisplayName("64 projects of one event loop can be prepared; more are loaded when somebody comes")
    void bounded() {
        for (int i = 0; i < 64; i++) {
            world.rooms.prepare(new UUID(1, i), 0);
        }
        assertTrue(prepare().failed());
        assertEquals(64, world.previews.reads.size());
    }

    @Test
    @DisplayName("O5 a board with people in it is prepared where it goes, after the save, while it takes edits")
    void handed_over() {
        RoomWorld.Joined ada = world.join();
        int[] asked = new int[1];
        Future<Void> moved = world.rooms.handOver(RoomWorld.PROJECT, "other", () -> {
            asked[0]++;
            ada.edit(1, "{\"op\":\"put\",\"id\":\"a\",\"props\":{}}");
            return Future.failedFuture("it has no room");
        });
        world.loop.run();
        assertEquals(0, asked[0], "not yet: what is unsaved is saved before");
        world.saves.flushes.poll().complete(true);
        world.loop.run();
        assertEquals(1, asked[0]);
        world.commitAll();
        assertTrue(moved.succeeded(), "it goes, prepared or not");
        assertEquals(1, ada.connection().events().size());
    }

    @Test
    @DisplayName("a board that nobody is in is not prepared where it goes")
    void nobody_in_it() {
        RoomWorld.Joined ada = world.join();
        ada.session().result().leave();
        world.loop.run();
        world.saves.flushes.clear();
        int[] asked = new int[1];
        Future<Void> moved = world.rooms.handOver(RoomWorld.PROJECT, "other", () -> {
            asked[0]++;
            return Future.succeededFuture();
        });
        world.loop.run();
        world.saves.flushes.poll().complete(true);
        world.loop.run();
        assertTrue(moved.succeeded());
        assertEquals(0, asked[0]);
    }
}
