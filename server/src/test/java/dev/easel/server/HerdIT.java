package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everybody comes back at once, as after a restart, from behind one proxy. */
@Timeout(120)
class HerdIT {
    private static final int PROJECTS = 20;
    private static final int IN_EACH = 50;

    @Test
    @DisplayName("J2 a thousand honest sockets behind one address are all upgraded before one says hello, and welcomed")
    void herd() throws IOException {
        TestDatabase database = TestDatabase.create();
        List<BareSocket> herd = new ArrayList<>();
        try (TestEasel easel = TestEasel.start(database.address(), "EASEL_LIMIT_HELLO_MS", "100000")) {
            for (int project = 0; project < PROJECTS; project++) {
                String id = easel.createProject();
                for (int i = 0; i < IN_EACH; i++) {
                    herd.add(new BareSocket(easel.uri(), id));
                    assertEquals(101, herd.getLast().status());
                }
            }
            for (BareSocket socket : herd) {
                socket.sendText("{\"type\":\"hello\",\"client\":\"" + UUID.randomUUID() + "\"}");
            }
            for (BareSocket socket : herd) {
                BareSocket.Frame first = socket.read();
                assertEquals(BareSocket.TEXT, first.opcode());
                assertTrue(first.text().contains("\"type\":\"welcome\""), first.text());
            }
            String metrics = easel.get("/metrics").body();
            assertTrue(metrics.contains("\neasel_connections_dropped_total 0.0\n"), metrics);
        } finally {
            for (BareSocket socket : herd) {
                socket.close();
            }
            database.close();
        }
    }
}
