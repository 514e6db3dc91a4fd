package dev.easel.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void valuesOfOneNameAreAddedUp() {
        Metrics metrics = new Metrics("""
            # HELP a what it is
            a{x="1 2"} 1.5
            a{x="}"} 2.0E1
            b 7
            """);

        assertEquals(21.5, metrics.get("a"));
        assertEquals(7, metrics.get("b"));
        assertEquals(0, metrics.get("c"));
    }
}
