package dev.easel.server.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ViewTest {
    @Test
    @DisplayName("what the app tells is read")
    void app() {
        View view = view("{\"cursor\":[120.5,-80],\"viewport\":[0,0,1200,800],\"following\":\"s7\",\"summon\":\"w\"}");
        assertEquals(new Point(120.5, -80), view.cursor());
        assertEquals(Json.string("s7"), view.following());
        assertEquals(Json.string("w"), view.summon());
        assertNotNull(view.cell());
        assertTrue(view.summonsAfter(View.NONE));
        assertFalse(view.summonsAfter(view));
    }

    @Test
    @DisplayName("B6 a presence may be anything: what cannot be read tells of no place")
    void anything() {
        for (String state : new String[] {
            "null",
            "7",
            "[1,2]",
            "{}",
            "{\"cursor\":null,\"viewport\":null,\"following\":1,\"summon\":{}}",
            "{\"cursor\":[1],\"viewport\":[1,2,3]}",
            "{\"cursor\":[1,2,3],\"viewport\":[1,2,3,4,5]}",
            "{\"cursor\":[\"1\",2],\"viewport\":[0,0,[],4]}",
            "{\"cursor\":{\"x\":1},\"viewport\":[10,10,0,0]}",
            "{\"viewport\":[-1e308,-1e308,1e308,1e308]}"
        }) {
            assertEquals(View.NONE, view(state), state);
        }
    }

    @Test
    @DisplayName("a view shows every point within it, and none that is far from it")
    void shows() {
        double[][] views = {
            {0, 0, 1200, 800}, {-517.5, 13, 40.25, 90}, {1e6, -1e6, 1e6 + 3, -1e6 + 900}, {0, 0, 0.5, 0.25}
        };
        for (double[] view : views) {
            Cell cell = Cell.of(view[0], view[1], view[2], view[3]);
            double size = Math.max(view[2] - view[0], view[3] - view[1]);
            for (double part = 0; part <= 1; part += 0.125) {
                double x = view[0] + part * (view[2] - view[0]);
                double y = view[1] + part * (view[3] - view[1]);
                assertTrue(cell.shows(new Point(x, y)), x + "," + y);
                assertFalse(cell.shows(new Point(x + 4 * Math.max(1, size), y)));
                assertFalse(cell.shows(new Point(x, y - 4 * Math.max(1, size))));
            }
        }
    }

    @Test
    @DisplayName("a point is shown by the cells around it and by no other")
    void around() {
        Point point = new Point(-3.25, 7_000);
        for (int columns = -3; columns <= 3; columns++) {
            for (int rows = -3; rows <= 3; rows++) {
                boolean isNear = Math.abs(columns) <= 1 && Math.abs(rows) <= 1;
                assertEquals(isNear, Cell.around(point, 11, columns, rows).shows(point));
            }
        }
        assertNull(Cell.of(0, 0, 0, 0));
    }

    private static View view(String state) {
        return View.of(Json.ofBytes(state.getBytes(StandardCharsets.UTF_8)));
    }
}
