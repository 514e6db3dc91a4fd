package dev.easel.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BodyBytesTest {
    private static final long LATER = BodyBytes.GRACE_MS + 1;

    private final BodyBytes bodies = new BodyBytes(100);
    private final List<String> givenUp = new ArrayList<>();

    private BodyBytes.Body begin(String name, long nowMs) {
        return bodies.begin(nowMs, () -> givenUp.add(name));
    }

    @Test
    @DisplayName("bodies fit up to the bound, together; what has ended makes room")
    void bound() {
        BodyBytes.Body first = begin("first", 0);
        BodyBytes.Body second = begin("second", 0);

        assertTrue(first.add(60, 1));
        assertFalse(second.add(41, 1), "there is no room");
        assertEquals(60, bodies.held());
        first.end();
        first.end();
        assertEquals(0, bodies.held());
        assertTrue(begin("third", 2).add(100, 2));
    }

    @Test
    @DisplayName("what takes more memory once it is read counts as often, and fits where it is alone")
    void times() {
        BodyBytes.Body first = begin("first", 0);
        assertTrue(first.add(20, 4, 1));
        assertEquals(80, bodies.held());
        assertFalse(begin("second", 0).add(10, 4, 1), "there is no room for what is made of it");
        assertTrue(first.add(20, 4, 1), "it is alone");
        assertEquals(100, bodies.held());
        first.end();
        assertEquals(0, bodies.held());
    }

    @Test
    @DisplayName("what of a body is let go makes room")
    void removed() {
        BodyBytes.Body body = begin("body", 0);
        assertTrue(body.add(80, 1));
        body.remove(50);
        assertEquals(30, bodies.held());
        assertFalse(body.isTooLargeWith(70));
        assertTrue(body.isTooLargeWith(71), "though it were alone");
        assertTrue(body.add(70, 1));
        body.end();
        body.remove(1);
        assertEquals(0, bodies.held());
    }

    @Test
    @DisplayName("the body that comes most slowly is given up for one that comes faster")
    void slowest() {
        BodyBytes.Body slow = begin("slow", 0);
        BodyBytes.Body slower = begin("slower", 0);
        assertTrue(slow.add(50, 0));
        assertTrue(slower.add(30, 0));
        BodyBytes.Body fast = begin("fast", LATER - 10);

        assertTrue(fast.add(20, LATER));
        assertTrue(fast.add(10, LATER));

        assertEquals(List.of("slower"), givenUp);
        assertFalse(slower.add(1, LATER), "what is given up takes no more");
        assertEquals(80, bodies.held());
    }

    @Test
    @DisplayName("a slow body is itself refused when all others come faster, and those that are complete stay")
    void slow_one() {
        BodyBytes.Body complete = begin("complete", 0);
        assertTrue(complete.add(90, 0));
        complete.arrived();
        BodyBytes.Body slow = begin("slow", 0);
        assertTrue(slow.add(10, LATER));

        assertFalse(slow.add(1, 10 * LATER));

        assertEquals(List.of(), givenUp);
        assertEquals(90, bodies.held());
    }

    @Test
    @DisplayName("a body that has only just begun is not given up")
    void grace() {
        BodyBytes.Body young = begin("young", 0);
        assertTrue(young.add(90, 0));

        assertFalse(begin("other", 0).add(50, 1));
        assertEquals(List.of(), givenUp);
    }
}
