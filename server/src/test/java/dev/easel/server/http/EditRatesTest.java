package dev.easel.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.protocol.Limits;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EditRatesTest {
    private static final Limits LIMITS = Limits.DEFAULTS;

    private final EditRates rates = new EditRates(LIMITS);
    private long now = 1_700_000_000_000L;

    private long take(Object connection, int edits) {
        return rates.of(connection, () -> now).take(edits);
    }

    @Test
    @DisplayName("a connection has the rate of a session: a burst at once, then so many in a second")
    void rate() {
        Object connection = new Object();
        assertEquals(0, take(connection, LIMITS.burst()));
        assertEquals(1_000, take(connection, LIMITS.edits()));
        now += 600;
        assertEquals(400, take(connection, 0), "the same connection, in a later request");
        now += 400;
        assertEquals(0, take(connection, 0));
        now += 3_600_000;
        assertEquals(0, take(connection, LIMITS.burst()));
        assertEquals(1_000, take(connection, LIMITS.edits()), "more than the burst is not gathered");
    }

    @Test
    @DisplayName("each connection has its own; a clock that is set back costs no more than its next edits")
    void apart() {
        Object slow = new Object();
        take(slow, LIMITS.burst() + LIMITS.edits());
        assertEquals(0, take(new Object(), LIMITS.burst()));
        now -= 3_600_000;
        assertEquals(1_000, take(slow, 0));
        now += 1_000;
        assertEquals(0, take(slow, 0));
    }
}
