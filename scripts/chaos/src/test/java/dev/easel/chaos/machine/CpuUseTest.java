package dev.easel.chaos.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What counts of thirty seconds on one core: a slow server must not hide behind a busy machine. */
class CpuUseTest {
    @Test
    @DisplayName("alone on its core, a server that computes counts in full, however many of its threads wait in turn")
    void alone() {
        assertEquals(30, counted(60, 30, 0, 0, 0));
    }

    @Test
    @DisplayName("a server that gets a tenth of the core that it always wants is counted a tenth")
    void starved() {
        assertEquals(3, counted(30, 3, 27, 0, 0));
    }

    @Test
    @DisplayName("a server that waits for something else than a core counts in full beside a busy process")
    void stalled() {
        assertEquals(30, counted(0, 0, 30, 0, 0));
    }

    @Test
    @DisplayName("a server whose few threads wait a little in between counts nearly in full")
    void nearly_stalled() {
        assertEquals(27, counted(3, 0, 30, 0, 0));
    }

    @Test
    @DisplayName("waiting while the core is idle most of the time, as for a disk, counts in full")
    void idle() {
        assertEquals(30, counted(1, 1, 0, 0, 29));
    }

    @Test
    @DisplayName("stolen time counts as it hit the run's own work")
    void stolen() {
        assertEquals(15, counted(0, 15, 0, 15, 0));
        assertEquals(30, counted(0, 0, 15, 15, 0));
    }

    private static long counted(long waited, long ours, long others, long stolen, long idle) {
        long second = TimeUnit.SECONDS.toNanos(1);
        CpuUse use = new CpuUse(
                30 * second, waited * second, ours * second, others * second, stolen * second, idle * second);
        return Math.round(use.fair() / 1e9);
    }
}
