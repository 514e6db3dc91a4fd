package dev.easel.server.dashboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RingTest {
    private static final long STEP = Ring.STEP_MS;
    private static final long START = 1_000 * STEP;

    private final Ring ring = new Ring();

    @Test
    @DisplayName("steps are told from the oldest to the latest, and since a moment only the later ones")
    void since() {
        for (int i = 0; i < 4; i++) {
            add(START + i * STEP, i);
        }
        assertArrayEquals(new long[] {START, START + STEP, START + 2 * STEP, START + 3 * STEP}, at(-1));
        assertArrayEquals(new long[] {START + 2 * STEP, START + 3 * STEP}, at(START + STEP));
        assertArrayEquals(new long[] {2, 3}, (long[]) ring.since(START + STEP).get("sessions"));
        assertArrayEquals(new long[0], at(START + 3 * STEP));
    }

    @Test
    @DisplayName("an hour is kept, and no more")
    void bound() {
        for (int i = 0; i < Ring.STEPS + 5; i++) {
            add(START + i * STEP, i);
        }
        long[] at = at(-1);
        assertEquals(Ring.STEPS, at.length);
        assertEquals(START + 5 * STEP, at[0]);
        assertEquals(START + (Ring.STEPS + 4) * STEP, at[Ring.STEPS - 1]);
        assertEquals(3_600_000, Ring.STEPS * STEP);
    }

    @Test
    @DisplayName("a step is told once; where the clock was set back, the ring begins again")
    void clock() {
        add(START, 1);
        add(START + 3 * STEP, 2);
        add(START + 3 * STEP, 3);
        assertArrayEquals(new long[] {START, START + 3 * STEP}, at(-1), "a step that was slept through is not there");
        assertArrayEquals(new long[] {1, 2}, (long[]) ring.since(-1).get("sessions"));
        add(START - 100 * STEP, 4);
        add(START - 99 * STEP, 5);
        assertArrayEquals(new long[] {START - 100 * STEP, START - 99 * STEP}, at(-1));
    }

    @Test
    @DisplayName("whole numbers are whole, parts have three places, and nothing measured is null")
    void kinds() {
        ring.add(START, column -> switch (column) {
            case CPU -> 0.123_456;
            case BROADCAST -> Double.NaN;
            case DURABLE -> 150;
            default -> 7;
        });
        Map<String, Object> steps = ring.since(-1);
        assertArrayEquals(new double[] {0.123}, (double[]) steps.get("cpu"));
        assertArrayEquals(new Object[] {null}, (Object[]) steps.get("broadcast"));
        assertArrayEquals(new Object[] {150L}, (Object[]) steps.get("durable"));
        assertArrayEquals(new long[] {7}, (long[]) steps.get("heap"));
        assertEquals(
                Set.of(
                        "at",
                        "sessions",
                        "rooms",
                        "edits",
                        "deliveries",
                        "refusals",
                        "broadcast",
                        "durable",
                        "lag",
                        "undurable",
                        "dirty",
                        "unsaved",
                        "saves",
                        "failures",
                        "cpu",
                        "heap",
                        "loop"),
                steps.keySet(),
                "the members that the page knows");
    }

    private void add(long at, double value) {
        ring.add(at, _ -> value);
    }

    private long[] at(long after) {
        return (long[]) ring.since(after).get("at");
    }
}
