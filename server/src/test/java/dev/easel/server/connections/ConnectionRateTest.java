package dev.easel.server.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConnectionRateTest {
    private static final int PER_SECOND = 100;
    private static final int AT_ONCE = 50;
    private static final long EACH = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long MOST = TimeUnit.SECONDS.toNanos(1);
    private static final InetAddress HERE = InetAddress.ofLiteral("10.0.0.1");

    private final ConnectionRate rate = new ConnectionRate(PER_SECOND);
    private long now = Long.MAX_VALUE - EACH; // a monotonic clock may stand anywhere, and turn over

    private OptionalLong take(InetAddress from) {
        return rate.take(from, now, MOST);
    }

    private List<Long> waits(int connections) {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            waits.add(take(HERE).orElseThrow());
        }
        return waits;
    }

    @Test
    @DisplayName("those of half a second are taken at once, the others wait one after the other")
    void queue() {
        List<Long> waits = waits(AT_ONCE + 3);
        assertTrue(waits.subList(0, AT_ONCE).stream().allMatch(wait -> wait == 0));
        assertEquals(List.of(EACH, 2 * EACH, 3 * EACH), waits.subList(AT_ONCE, AT_ONCE + 3));
    }

    @Test
    @DisplayName("an address from which another instance has connected does not wait, until nothing came for a while")
    void of_an_instance() {
        waits(AT_ONCE);
        rate.spare(HERE, now);
        assertTrue(waits(10 * AT_ONCE).stream().allMatch(wait -> wait == 0));
        assertEquals(OptionalLong.of(0), take(InetAddress.ofLiteral("10.0.0.2")), "others have their own rate");
        now += TimeUnit.MILLISECONDS.toNanos(ConnectionRate.SPARED_MS);
        assertEquals(EACH, waits(AT_ONCE + 1).getLast());
        rate.spare(InetAddress.getLoopbackAddress(), now);
        for (int i = 0; i < AT_ONCE; i++) {
            take(InetAddress.getLoopbackAddress());
        }
        assertEquals(OptionalLong.of(EACH), take(InetAddress.getLoopbackAddress()));
    }

    @Test
    @DisplayName("who would wait for too long is not taken, and does not make others wait for longer")
    void too_long() {
        waits(AT_ONCE + PER_SECOND);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(OptionalLong.empty(), take(HERE));
        }
        assertEquals(OptionalLong.empty(), rate.take(HERE, now, 0));
        now += EACH;
        assertEquals(OptionalLong.of(MOST), take(HERE));
    }

    @Test
    @DisplayName("the rate is kept for as long as it is used to the full, and a pause gives back half a second")
    void average() {
        waits(AT_ONCE + 1);
        for (int i = 0; i < 1_000; i++) {
            now += EACH;
            assertEquals(OptionalLong.of(EACH), take(HERE));
        }
        now += TimeUnit.HOURS.toNanos(1);
        List<Long> waits = waits(AT_ONCE + 1);
        assertEquals(0, waits.get(AT_ONCE - 1));
        assertEquals(EACH, waits.get(AT_ONCE));
    }

    @Test
    @DisplayName("one address does not make another wait; those of IPv6 count by their first 64 bits")
    void addresses() {
        waits(AT_ONCE + 5);
        assertEquals(OptionalLong.of(0), take(InetAddress.ofLiteral("10.0.0.2")));
        assertEquals(OptionalLong.of(0), take(InetAddress.ofLiteral("127.0.0.1")));
        for (int i = 0; i < AT_ONCE; i++) {
            assertEquals(OptionalLong.of(0), take(InetAddress.ofLiteral("2001:db8:0:1::" + i)));
        }
        assertEquals(OptionalLong.of(EACH), take(InetAddress.ofLiteral("2001:db8:0:1:ffff::")));
        assertEquals(OptionalLong.of(0), take(InetAddress.ofLiteral("2001:db8:0:2::")));
    }

    @Test
    @DisplayName("loopback has a rate, too: a proxy may stand there, and a flood through it is one")
    void loopback() {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        for (int i = 0; i < AT_ONCE; i++) {
            assertEquals(OptionalLong.of(0), take(loopback));
        }
        assertEquals(OptionalLong.of(EACH), take(loopback));
    }

    @Test
    @DisplayName("of a million addresses, each for a moment, few are remembered")
    void forgets() {
        for (int i = 0; i < 1_000_000; i++) {
            now += EACH / 100;
            take(InetAddress.ofLiteral("10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255)));
        }
        assertTrue(rate.addresses() <= 1_001, () -> rate.addresses() + " addresses");
    }

    @Test
    @DisplayName("0 is no bound")
    void unbounded() {
        ConnectionRate none = new ConnectionRate(0);
        for (int i = 0; i < 10_000; i++) {
            assertEquals(OptionalLong.of(0), none.take(HERE, now, 0));
        }
        assertEquals(0, none.addresses());
    }
}
