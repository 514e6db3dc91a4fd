package dev.easel.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void nothingHasNoPercentile() {
        assertTrue(Double.isNaN(new Latencies().percentile(0.5)));
        assertTrue(Double.isNaN(new Latencies().max()));
    }

    @Test
    void theMedianOfThreeIsTheSecond() {
        Latencies latencies = new Latencies();
        latencies.record(3);
        latencies.record(1);
        latencies.record(2);

        assertEquals(2 / 1e6, latencies.percentile(0.5));
        assertEquals(3 / 1e6, latencies.percentile(1));
        assertEquals(3, latencies.count());
    }

    @Test
    void percentilesAreAtMostAThousandthAboveTheTruth() {
        Random random = new Random(1);
        Latencies latencies = new Latencies();
        long[] values = new long[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) Math.exp(random.nextDouble() * 25);
            latencies.record(values[i]);
        }
        Arrays.sort(values);

        for (double part : new double[] {0.001, 0.1, 0.5, 0.95, 0.99, 0.999, 1}) {
            double truth = values[(int) Math.ceil(part * values.length) - 1] / 1e6;
            double told = latencies.percentile(part);
            assertTrue(told >= truth && told <= 1.001 * truth, part + ": " + told + " for " + truth);
        }
    }

    @Test
    void aNegativeDurationCountsAsNone() {
        Latencies latencies = new Latencies();
        latencies.record(-5);
        latencies.record(2_000_000);

        assertEquals(2, latencies.count());
        assertEquals(0, latencies.percentile(0.5));
    }

    @Test
    void anHourIsTakenLikeAMillisecond() {
        Latencies latencies = new Latencies();
        latencies.record(1_000_000);
        latencies.record(3_600_000_000_000L);

        assertEquals(1, latencies.percentile(0.5), 0.001);
        assertEquals(3_600_000, latencies.max(), 3_600);
    }
}
