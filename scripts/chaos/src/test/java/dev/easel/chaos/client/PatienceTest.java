package dev.easel.chaos.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.chaos.client.Patience.Step;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience(false);

    @Test
    @DisplayName("opening is given up after four seconds")
    void opening() {
        patience.opening(0);
        assertEquals(Step.WAIT, at(3_999, false));
        assertEquals(Step.GIVE_UP, at(4_001, false));
    }

    @Test
    @DisplayName("a server that owes an answer is asked after two seconds, and given up three seconds later")
    void owed() {
        patience.heard(0);
        assertEquals(Step.WAIT, at(1_999, true));
        assertEquals(Step.ASK, at(2_001, true));
        assertEquals(Step.WAIT, at(5_000, true));
        assertEquals(Step.GIVE_UP, at(5_002, true));
    }

    @Test
    @DisplayName("a sign of life begins the count again")
    void heard() {
        patience.heard(0);
        at(2_001, true);
        patience.heard(TimeUnit.MILLISECONDS.toNanos(4_000));
        assertEquals(Step.WAIT, at(5_999, true));
        assertEquals(Step.ASK, at(6_001, true));
    }

    @Test
    @DisplayName("silence of a server that owes nothing does not count")
    void nothing_owed() {
        patience.heard(0);
        assertEquals(Step.WAIT, at(60_000, false));
        assertEquals(Step.WAIT, at(61_000, true));
    }

    @Test
    @DisplayName("endless patience bears silence, but not an opening that takes too long")
    void endless() {
        Patience endless = new Patience(true);
        endless.opening(0);
        assertEquals(Step.GIVE_UP, endless.step(TimeUnit.SECONDS.toNanos(5), true));
        endless.heard(0);
        assertEquals(Step.WAIT, endless.step(TimeUnit.SECONDS.toNanos(60), true));
    }

    @Test
    @DisplayName("a client that has not been live for a minute is stuck")
    void stuck() {
        long minute = TimeUnit.MINUTES.toNanos(1);
        assertFalse(patience.isStuck(5, false), "it is only beginning");
        assertFalse(patience.isStuck(minute + 5, false));
        assertTrue(patience.isStuck(minute + 6, false));
        assertFalse(patience.isStuck(minute + 7, false), "told once");
        assertFalse(patience.isStuck(3 * minute, true));
        assertFalse(patience.isStuck(4 * minute, false));
        assertTrue(patience.isStuck(4 * minute + 1, false));
    }

    private Step at(long ms, boolean isOwed) {
        return patience.step(TimeUnit.MILLISECONDS.toNanos(ms), isOwed);
    }
}
