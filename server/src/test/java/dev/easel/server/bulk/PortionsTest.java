package dev.easel.server.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PortionsTest {
    @Test
    @DisplayName("portions keep both bounds and the order; an item that is too large is a portion by itself")
    void bounds() {
        int half = Portions.BYTES / 2;
        int large = Portions.BYTES * 2;

        assertEquals(List.of(), cut(List.of()));
        assertEquals(List.of(List.of(half, half), List.of(1)), cut(List.of(half, half, 1)));
        assertEquals(List.of(List.of(1), List.of(large), List.of(2)), cut(List.of(1, large, 2)));
        assertEquals(
                List.of(1_000, 1_000, 1),
                cut(Collections.nCopies(2_001, 1)).stream().map(List::size).toList());
    }

    private static List<List<Integer>> cut(List<Integer> sizes) {
        return Portions.cut(sizes, _ -> 1, size -> size);
    }
}
