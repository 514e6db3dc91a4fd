package dev.easel.server.residence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.RefusalCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FootprintTest {
    private final Memory memory = new Memory(1_000);
    private final IdleRooms idle = new IdleRooms(_ -> {});
    private final Footprint room = new Footprint(memory, idle, 500, 0);

    @Test
    @DisplayName("L2 an edit that makes a project larger than one may be is refused; one that makes it smaller is not")
    void project() {
        assertTrue(room.refusal(400, 100).isEmpty());
        var refusal = room.refusal(400, 101).orElseThrow();
        assertEquals(RefusalCode.TOO_LARGE, refusal.code());
        assertTrue(refusal.message().contains("501") && refusal.message().contains("EASEL_PROJECT_BYTES"));
        assertTrue(room.refusal(600, -1).isEmpty(), "also beyond the bound");
        assertTrue(room.refusal(600, 0).isEmpty());
    }

    @Test
    @DisplayName("where all projects together are near their bound the large ones stop growing, the small ones go on")
    void rooms() {
        Footprint other = new Footprint(memory, idle, 2_000, 0);
        other.is(950);
        assertTrue(room.refusal(150, 50).isEmpty());
        assertTrue(room.refusal(150, 60).orElseThrow().message().contains("EASEL_ROOMS_BYTES"));
        other.is(1_000);
        assertFalse(room.refusal(1, 10).isEmpty());
        assertTrue(room.refusal(400, -10).isEmpty());
    }

    @Test
    @DisplayName("what it takes is counted once, and given back at its end")
    void counted() {
        room.is(100);
        room.is(70);
        assertEquals(70, memory.used());
        room.end();
        room.end();
        assertEquals(0, memory.used());
        room.is(100);
        assertEquals(0, memory.used(), "its room has closed");
    }

    @Test
    @DisplayName("loads leave the last tenth to what is in memory")
    void share() {
        assertTrue(memory.take(900));
        assertFalse(memory.take(1));
        memory.add(200);
        assertEquals(-100, memory.free());
        assertFalse(memory.take(0) && memory.freeForLoads() >= 0);
    }
}
