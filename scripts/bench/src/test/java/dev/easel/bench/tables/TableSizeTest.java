package dev.easel.bench.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.bench.scenario.Figures;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TableSizeTest {
    @Test
    @DisplayName("rates are of what changed between the first and the last look, sizes of table and indexes together")
    void told() {
        Figures figures = new Figures();
        TableSize.tell(
                List.of(
                        new TableSize(0, "project", 1_000_000, 500_000, 100, 3, 100, 50, 50, 1),
                        new TableSize(30, "project", 2_000_000, 500_000, 100, 90, 100, 650, 500, 1),
                        new TableSize(60, "project", 2_000_000, 600_000, 100, 20, 100, 1_250, 950, 3)),
                figures);
        assertEquals(1.5, figures.values().get("project: at the beginning, MB"));
        assertEquals(2.5, figures.values().get("project: after half of the time, MB"));
        assertEquals(2.6, figures.values().get("project: at the end, MB"));
        assertEquals(0.6, figures.values().get("project: of that indexes, MB"));
        assertEquals(90.0, figures.values().get("project: dead rows, most"));
        assertEquals(20.0, figures.values().get("project: updates per second"));
        assertEquals(75.0, figures.values().get("project: updates without an index, %"));
        assertEquals(2.0, figures.values().get("project: vacuums"));
    }

    @Test
    @DisplayName("a line has a value for each column")
    void line() {
        String line = new TableSize(30, "project", 1, 2, 3, 4, 5, 6, 7, 8).line();
        assertEquals("30,project,1,2,3,4,5,6,7,8", line);
        assertEquals(TableSize.HEAD.split(",").length, line.split(",").length);
    }
}
