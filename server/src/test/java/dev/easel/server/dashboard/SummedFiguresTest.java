package dev.easel.server.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.metrics.AutoSaveFigures;
import dev.easel.server.metrics.AutoSaveFigures.LastSave;
import dev.easel.server.metrics.AutoSaveFigures.Latency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SummedFiguresTest {
    private static final LastSave OLDER = new LastSave(new UUID(0, 1), 10, 1, 1);
    private static final LastSave LATER = new LastSave(new UUID(0, 2), 20, 1, 1);

    @Test
    @DisplayName("counts are sums, averages are over all saves, and of ages the worst is told")
    void sums() {
        SummedFigures all = SummedFigures.of(
                List.of(
                        figures(3, 1, new Latency(3, 10, 30), 2, 500, 9_000, OLDER),
                        figures(1, 0, new Latency(1, 50, 20), 5, 100, 8_000, LATER)),
                List.of());
        assertEquals(4, all.projectsSaved());
        assertEquals(1, all.saveFailures());
        assertEquals(0.8, all.successRate());
        assertEquals(new Latency(4, 20, 30), all.saveLatency());
        assertEquals(7, all.dirtyProjects());
        assertEquals(500, all.oldestUnsavedAgeMs());
        assertEquals(8_000, all.lastTickAt());
        assertEquals(List.of(LATER, OLDER), all.lastSaves());
    }

    @Test
    @DisplayName("before the first save all have succeeded")
    void none() {
        SummedFigures all = SummedFigures.of(List.of(figures(0, 0, new Latency(0, 0, 0), 0, 0, 0, OLDER)), List.of());
        assertEquals(1, all.successRate());
        assertEquals(new Latency(0, 0, 0), all.batchLatency());
    }

    private static AutoSaveFigures figures(
            long saved, long failed, Latency latency, int dirty, long unsavedMs, long tick, LastSave last) {
        return new AutoSaveFigures(saved, failed, 1, 10, 5, latency, latency, dirty, unsavedMs, tick, List.of(last));
    }
}
