package dev.easel.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Limits;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EditRatesTest {
    private final EditRates rates = new EditRates(Limits.DEFAULTS);

    @Test
    @DisplayName("each connection of a client has a rate of its own, whatever the object that stands for it")
    void connections() {
        Object one = new Object();
        Object two = new Object();
        assertEquals(0, rates.of(one).take(Limits.DEFAULTS.burst()));
        assertTrue(rates.of(one).take(100) > 0, "it has used up what it may send at once");
        assertEquals(0, rates.of(two).take(Limits.DEFAULTS.burst()));
    }
}
