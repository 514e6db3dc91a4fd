package dev.easel.server.residence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IdleRoomsTest {
    private final List<Long> counted = new ArrayList<>();
    private final IdleRooms idle = new IdleRooms(counted::add);
    private final Memory memory = new Memory(1_000);
    private final List<String> asked = new ArrayList<>();
    private final Map<String, Promise<Void>> answers = new HashMap<>();

    private Footprint idle(String name, long bytes) {
        Footprint room = new Footprint(memory, idle, 1_000, 0);
        room.is(bytes);
        room.isIdle(() -> {
            asked.add(name);
            return answers.computeIfAbsent(name, _ -> Promise.promise()).future();
        });
        return room;
    }

    @Test
    @DisplayName("the room that has been idle for longest is asked first, and no more rooms than are needed")
    void oldest_first() {
        idle("a", 100);
        Footprint b = idle("b", 100);
        idle("c", 100);
        b.isIdle(() -> {
            asked.add("b again");
            return Future.succeededFuture();
        });
        Future<Void> left = idle.leave(150, 150);
        assertEquals(List.of("a", "c"), asked);
        assertFalse(left.isComplete());
        answers.get("a").complete();
        answers.get("c").complete();
        assertTrue(left.succeeded());
        assertEquals(List.of(2L), counted);
    }

    @Test
    @DisplayName("a room that is used is not asked")
    void in_use() {
        idle("a", 100).isInUse();
        idle("b", 100);
        idle.leave(50, 500);
        assertEquals(List.of("b"), asked);
    }

    @Test
    @DisplayName("where all of them are not enough nobody is asked; rooms that are leaving already count")
    void not_enough() {
        idle("a", 100);
        assertTrue(idle.leave(101, 200).succeeded());
        assertEquals(List.of(), asked);
        idle.leave(10, 10);
        idle("b", 100);
        Future<Void> both = idle.leave(150, 150);
        assertEquals(List.of("a", "b"), asked);
        answers.get("b").complete();
        assertFalse(both.isComplete(), "it waits for the one that was asked before, too");
        answers.get("a").complete();
        assertTrue(both.succeeded());
    }
}
