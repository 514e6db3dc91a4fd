package dev.easel.server.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.room.TestLoop;
import dev.easel.server.upkeep.StoredSizes.Sizes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MeasuringTest {
    private final TestLoop loop = new TestLoop();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long size = 100;
    private boolean fails;

    private final Measuring measuring = new Measuring(
            loop,
            () -> fails
                    ? Future.failedFuture("no database")
                    : Future.succeededFuture(new Sizes(Map.of("event", size, "asset", 7L), size / 2)),
            new UpkeepMetrics(registry));

    private double stored(String table) {
        return registry.get("easel.stored").tag("table", table).gauge().value();
    }

    @Test
    @DisplayName("what is stored is looked at from the start, every ten minutes; a look that fails changes nothing")
    void looks() {
        measuring.start();
        loop.pass(1_000);
        assertEquals(100, stored("event"));
        assertEquals(7, stored("asset"));
        assertEquals(0, stored("snapshot"));
        assertEquals(50, registry.get("easel.stored.largest.project").gauge().value());
        fails = true;
        loop.pass(Measuring.BETWEEN_MS);
        assertEquals(100, stored("event"));
        fails = false;
        size = 200;
        loop.pass(Measuring.BETWEEN_MS);
        assertEquals(200, stored("event"));
        measuring.stop();
        size = 300;
        loop.pass(10 * Measuring.BETWEEN_MS);
        assertEquals(200, stored("event"));
    }
}
