package dev.easel.server.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.ServerMessage.ObjectState;
import dev.easel.protocol.ServerMessage.Objects;
import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.room.TestLoop;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PassFrameTest {
    private static final Objects OBJECTS = new Objects(
            List.of(new ObjectState(
                    "a",
                    new JsonWriter(5_000)
                            .open('{')
                            .field("s", "x".repeat(4_000))
                            .close('}')
                            .toJson())),
            List.of());

    private final TestLoop loop = new TestLoop();
    private long kept;
    private final PassFrame frame = new PassFrame(() -> Optional.of(OBJECTS), bytes -> kept += bytes);

    @Test
    @DisplayName("what was deflated ahead is there for who asks")
    void ahead() {
        frame.deflateAhead(loop);
        loop.run();
        assertTrue(kept > 0);
        Future<Optional<SyncFrame>> asked = frame.deflated(loop);
        assertTrue(asked.result().orElseThrow().isDeflated());
        assertEquals(1, loop.computed());
    }

    @Test
    @DisplayName("where much else is being computed no text is made on the loop before somebody needs it")
    void refused() {
        loop.refuse();
        frame.deflateAhead(loop);
        loop.run();
        assertEquals(0, kept);
        Future<Optional<SyncFrame>> asked = frame.deflated(loop);
        loop.run();
        assertTrue(kept > 0);
        assertFalse(asked.result().orElseThrow().isDeflated());
    }
}
