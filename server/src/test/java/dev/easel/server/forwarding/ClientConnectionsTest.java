package dev.easel.server.forwarding;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientConnectionsTest {
    private final ClientConnections connections = new ClientConnections();

    private Object of(String instance, String connection) {
        return connections.of(new Mark(instance, "here", "10.0.0.1", connection));
    }

    @Test
    @DisplayName(
            "a client's connection is the same object each time, and another one for another instance or connection")
    void same() {
        assertSame(of("one", "a"), of("one", "a"));
        assertNotSame(of("one", "a"), of("one", "b"));
        assertNotSame(of("one", "a"), of("two", "a"));
    }

    @Test
    @DisplayName("of too many, the one unused for longest is forgotten")
    void bound() {
        Object used = of("one", "used");
        Object unused = of("one", "unused");
        for (int i = 2; i < ClientConnections.MOST; i++) {
            of("one", Integer.toString(i));
        }
        assertSame(used, of("one", "used"));
        of("one", "one more");
        assertSame(used, of("one", "used"));
        assertNotSame(unused, of("one", "unused"));
    }
}
