package dev.easel.server.http;

import static dev.easel.server.http.HttpWorld.edits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Limits;
import dev.easel.server.SlowReader;
import dev.easel.server.call.FrameAncestors;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeBoardsTest {
    private static final int OBJECTS = 40;
    private static final String LARGE = "x".repeat(240_000);

    /** There is room for one board, as one alone is sent however large it is. */
    private final HttpWorld world = new HttpWorld(new HttpSettings(
            Limits.DEFAULTS, 64 << 20, 100_000, 2, 1 << 20, 2, 256 << 20, 1, 10_000, 30, FrameAncestors.OWN));

    private final String project = world.project("p");
    private final UUID client = UUID.randomUUID();

    @AfterEach
    void close() {
        world.close();
    }

    private void put(int edit) {
        String put = "{\"edit\":%d,\"changes\":[{\"op\":\"put\",\"id\":\"o%d\",\"props\":{\"text\":\"%s\"}}]}"
                .formatted(edit, edit, LARGE);
        assertEquals(200, world.post(project + "/edits", edits(client, put)).statusCode());
    }

    @ParameterizedTest
    @DisplayName("who does not read a whole board is cut off when the others need the room; these get all of it")
    @ValueSource(strings = {"/objects", "/objects?view=saved", "/export"})
    void slow_reader(String path) throws IOException {
        for (int i = 1; i <= OBJECTS; i++) {
            put(i);
        }
        assertEquals(200, world.post(project + "/flush", "").statusCode());
        try (SlowReader slow = new SlowReader(world.port, project + path)) {
            put(OBJECTS + 1);
            assertEquals(200, world.post(project + "/flush", "").statusCode());
            String all = world.get(project + path).body();
            assertEquals(OBJECTS + 1, all.split("\"id\":\"o", -1).length - 1);
            assertTrue(slow.rest() < (long) OBJECTS * LARGE.length(), "it was cut off");
        }
    }
}
