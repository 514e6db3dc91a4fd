package dev.easel.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.identity.TrustedProxies;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private static final TrustedProxies PROXIES = TrustedProxies.parse("10.0.0.0/8,127.0.0.1,fd00::/8");

    @Test
    @DisplayName("of a peer that is no trusted proxy nothing is believed")
    void untrusted() {
        assertFrom("203.0.113.7", "203.0.113.7", "198.51.100.1");
        assertEquals(
                address("127.0.0.1"),
                ClientAddress.behind(address("127.0.0.1"), List.of("198.51.100.1"), TrustedProxies.NONE));
    }

    @Test
    @DisplayName("behind trusted proxies it is the last address that is none of them, whatever was written before it")
    void behind_proxies() {
        assertFrom("198.51.100.1", "10.1.2.3", "198.51.100.1");
        assertFrom("198.51.100.1", "10.1.2.3", "192.0.2.9, 198.51.100.1");
        assertFrom("198.51.100.1", "127.0.0.1", "192.0.2.9, 198.51.100.1, 10.0.0.2,fd00::1");
        assertFrom("198.51.100.1", "127.0.0.1", "192.0.2.9,198.51.100.1", "10.0.0.2");
        assertFrom("2001:db8::7", "fd00::1", "2001:db8::7");
        assertFrom("10.0.0.9", "10.1.2.3", "10.0.0.9");
    }

    @Test
    @DisplayName("an address may have a port, and brackets; what is none ends the list")
    void written() {
        assertFrom("198.51.100.1", "10.1.2.3", "198.51.100.1:4711");
        assertFrom("2001:db8::7", "10.1.2.3", "[2001:db8::7]:4711");
        assertFrom("2001:db8::7", "10.1.2.3", " [2001:db8::7] ");
        List<String> wrong =
                List.of("", "unknown", "_hidden", "1.2.3", "999.1.1.1", "localhost", "::g", "[1.2.3]", "1.2.3.4%eth0");
        for (String none : wrong) {
            assertFrom("10.1.2.3", "10.1.2.3", none);
            assertFrom("10.0.0.2", "10.1.2.3", "198.51.100.1," + none + ",10.0.0.2");
        }
        assertFrom("10.1.2.3", "10.1.2.3");
    }

    private static void assertFrom(String expected, String peer, String... told) {
        assertEquals(address(expected), ClientAddress.behind(address(peer), List.of(told), PROXIES));
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
