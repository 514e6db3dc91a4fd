package dev.easel.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SnapshotThinningTest {
    @Test
    @DisplayName("few are kept, the newest always; no gap is much larger than what came after it")
    void thinned() {
        List<Long> kept = new ArrayList<>();
        for (long seq = 1_000; seq <= 1_000_000; seq += 1_000) {
            kept.add(seq);
            kept.removeAll(SnapshotThinning.surplus(kept));
            assertEquals(Math.min(SnapshotThinning.KEPT, seq / 1_000), kept.size());
            assertEquals(seq, kept.getLast());
            long before = 0;
            for (long at : kept) {
                long age = seq - before;
                assertTrue(at - before <= Math.max(2_000, age * 2 / 3), at + " of " + kept);
                before = at;
            }
        }
    }

    @Test
    @DisplayName("as long as there are few, none goes")
    void few() {
        assertEquals(List.of(), SnapshotThinning.surplus(List.of()));
        assertEquals(List.of(), SnapshotThinning.surplus(List.of(1L, 2L, 3L)));
    }
}
