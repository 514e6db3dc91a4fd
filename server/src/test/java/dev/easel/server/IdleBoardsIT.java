package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.store.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Boards that were opened and left. */
@Timeout(120)
class IdleBoardsIT {
    private static final int BOARDS = 100;
    private static final int OBJECTS = 100;

    @Test
    @DisplayName("S5 boards that were opened and left leave memory, all of them, and what they took is free")
    void opened_and_left() {
        try (TestDatabase database = TestDatabase.create();
                TestEasel easel = TestEasel.start(database.address(), "EASEL_ROOM_IDLE_MS", "2000")) {
            List<String> projects = new ArrayList<>();
            for (int i = 0; i < BOARDS; i++) {
                projects.add(easel.createProject());
            }
            database.sql("""
                    insert into canvas_object (project_id, id, props, seq, updated_at, updated_by)
                    select project.id, 'o' || i, jsonb_build_object('text', repeat('x', 1000)), 1, now(), 'test'
                      from project, generate_series(1, $1::int) as i""", OBJECTS);
            double mostBytes = 0;
            double mostRooms = 0;
            for (String project : projects) {
                assertEquals(
                        200, easel.get("/api/projects/" + project + "/objects").statusCode());
                mostBytes = Math.max(mostBytes, meter(easel, "easel_rooms_memory_bytes"));
                mostRooms = Math.max(mostRooms, meter(easel, "easel_rooms"));
            }
            assertTrue(mostRooms > 1 && mostBytes > mostRooms * OBJECTS * 1_000, "they were in memory");
            while (meter(easel, "easel_rooms") > 0) {
                Thread.onSpinWait(); // the test's deadline is the bound
            }
            assertEquals(0, meter(easel, "easel_rooms_memory_bytes"));
            assertEquals(0, meter(easel, "easel_ownership_projects"));
        }
    }

    private static double meter(TestEasel easel, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + " (.*)$")
                .matcher(easel.get("/metrics").body());
        assertTrue(line.find(), name);
        return Double.parseDouble(line.group(1));
    }
}
