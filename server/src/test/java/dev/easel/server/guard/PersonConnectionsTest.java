package dev.easel.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PersonConnectionsTest {
    private final PersonConnections connections = new PersonConnections(2);
    private final List<Runnable> ends = new ArrayList<>();

    @Test
    @DisplayName("a person has so many connections at the same time, and one that asks again counts once")
    void most() {
        assertTrue(enter("ada", "one"));
        assertTrue(enter("ada", "one"));
        assertTrue(enter("ada", "two"));
        assertFalse(enter("ada", "three"));
        assertTrue(enter("bob", "three"));

        ends.getFirst().run();
        assertTrue(enter("ada", "three"));
    }

    @Test
    @DisplayName("who has none is forgotten")
    void forgotten() {
        enter("ada", "one");
        enter("ada", "two");
        enter("bob", "three");
        assertEquals(2, connections.people());

        ends.forEach(Runnable::run);
        ends.forEach(Runnable::run);
        assertEquals(0, connections.people());
    }

    private boolean enter(String user, Object connection) {
        return connections.enter(user, connection, ends::add);
    }
}
