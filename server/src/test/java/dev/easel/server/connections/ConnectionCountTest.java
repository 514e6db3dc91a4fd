package dev.easel.server.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.connections.ConnectionCount.Counted;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionCountTest {
    private static Counted assertEntered(Optional<Counted> entered) {
        assertTrue(entered.isPresent());
        return entered.get();
    }

    private static void assertRefused(Optional<Counted> entered) {
        assertTrue(entered.isEmpty());
    }

    private static InetAddress at(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    @Test
    @DisplayName("one connection too many in all is refused, until another ends")
    void all() {
        ConnectionCount count = new ConnectionCount(2, 0);
        assertEntered(count.enter(at("127.0.0.1")));
        Counted second = assertEntered(count.enter(at("10.0.0.1")));
        assertRefused(count.enter(at("127.0.0.1")));
        assertRefused(count.enter(at("10.0.0.2")));
        assertEquals(2, count.all());
        second.leave();
        assertEntered(count.enter(at("10.0.0.2")));
    }

    @Test
    @DisplayName("one connection too many of an address is refused, and others are not")
    void by_address() {
        ConnectionCount count = new ConnectionCount(100, 2);
        Counted first = assertEntered(count.enter(at("10.0.0.1")));
        assertEntered(count.enter(at("10.0.0.1")));
        for (int i = 0; i < 5; i++) {
            assertRefused(count.enter(at("10.0.0.1")));
        }
        assertEquals(2, count.all());
        assertEntered(count.enter(at("10.0.0.2")));
        first.leave();
        assertEntered(count.enter(at("10.0.0.1")));
        assertRefused(count.enter(at("10.0.0.1")));
    }

    @Test
    @DisplayName("a connection from another instance counts in all, but for no address")
    void of_an_instance() {
        ConnectionCount count = new ConnectionCount(4, 1);
        Counted instance = assertEntered(count.enter(at("10.0.0.1")));
        assertRefused(count.enter(at("10.0.0.1")));
        assertTrue(instance.isOfInstance());
        assertFalse(instance.isOfInstance());
        Counted client = assertEntered(count.enter(at("10.0.0.1")));
        assertRefused(count.enter(at("10.0.0.1")));
        assertEquals(2, count.all());
        instance.leave();
        assertRefused(count.enter(at("10.0.0.1")));
        client.leave();
        assertEquals(0, count.all());
        assertEntered(count.enter(at("10.0.0.1")));
    }

    @Test
    @DisplayName("addresses of IPv6 count by their first 64 bits")
    void subscribers() {
        ConnectionCount count = new ConnectionCount(100, 2);
        assertEntered(count.enter(at("2001:db8:0:1::1")));
        assertEntered(count.enter(at("2001:db8:0:1:ffff::2")));
        assertRefused(count.enter(at("2001:db8:0:1::3")));
        assertEntered(count.enter(at("2001:db8:0:2::1")));
    }

    @Test
    @DisplayName("loopback is bounded by the total alone: a proxy may stand there")
    void loopback() {
        ConnectionCount count = new ConnectionCount(5, 1);
        for (int i = 0; i < 5; i++) {
            assertEntered(count.enter(at(i % 2 == 0 ? "127.0.0.1" : "::1")));
        }
        assertRefused(count.enter(at("127.0.0.1")));
    }

    @ParameterizedTest
    @CsvSource({
        "536870912, 1048576, 8192",
        "8589934592, 1048576, 10000",
        "8589934592, 1024, 768",
        "1, 1, 100",
        "9223372036854775807, 9223372036854775807, 10000",
    })
    @DisplayName("as many connections are taken as heap and file descriptors have room for")
    void room(long heap, long descriptors, int connections) {
        assertEquals(connections, ConnectionSettings.roomFor(heap, descriptors));
    }
}
