package dev.easel.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PowerLawTest {
    private static final double[] SIZES = {1, 10, 100, 1_000};

    @Test
    void whatDoesNotGrowHasTheExponentZero() {
        assertEquals(0, PowerLaw.exponent(SIZES, new double[] {7, 7, 7, 7}), 1e-9);
    }

    @Test
    void whatGrowsWithTheRootHasAHalf() {
        assertEquals(0.5, PowerLaw.exponent(SIZES, new double[] {3, 3 * Math.sqrt(10), 30, 30 * Math.sqrt(10)}), 1e-9);
    }

    @Test
    void pointsBesideTheCurveLevelOut() {
        assertEquals(0, PowerLaw.exponent(SIZES, new double[] {1, 2, 2, 1}), 1e-9);
    }
}
