package dev.easel.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private long now;
    private final Outages outages = new Outages(List.of("ada", "bob"), () -> now, () -> now / 2);

    @Test
    @DisplayName("a disaster is over when each project that was hit, and each client, has a durable edit sent after it")
    void over() {
        assertTrue(outages.isOver());
        outages.begins(Disaster.KILL, Set.of("p"));
        long before = now;
        at(10);
        outages.struck();
        outages.durable("ada", "p", before);
        assertEquals(Set.of("ada", "bob", "p"), outages.leftBehind());

        outages.durable("ada", "p", now);
        assertEquals(Set.of("ada", "bob"), outages.leftBehind(), "it goes on: this edit proves nothing of its end");

        at(20);
        outages.over();
        outages.durable("ada", "p", now);
        outages.durable("bob", "q", now);
        assertTrue(outages.isOver());
    }

    @Test
    @DisplayName("figures are those of disasters that came alone")
    void alone() {
        disaster(0);
        recovers(1_000);
        disaster(2_000);
        disaster(2_100);
        outages.answered("bob", TimeUnit.MILLISECONDS.toNanos(9_000));
        recovers(3_000);
        disaster(4_000);
        outages.answered("ada", TimeUnit.MILLISECONDS.toNanos(2_500));
        recovers(7_000);
        assertEquals(
                "4, alone 2; 2 projects hit, durable again: median 3.00 s, worst 3.00 s (median 1.50 s, worst 1.50 s by"
                        + " the machine's share); longest wait for an answer: median 2.50 s, worst 2.50 s",
                outages.of(Disaster.PAUSE));
        assertFalse(outages.kinds().contains(Disaster.KILL));
    }

    private void disaster(long ms) {
        at(ms);
        outages.begins(Disaster.PAUSE, Set.of("p"));
        outages.struck();
        outages.over();
    }

    private void recovers(long ms) {
        at(ms);
        outages.durable("ada", "p", now);
        outages.durable("bob", "p", now);
    }

    private void at(long ms) {
        now = TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
