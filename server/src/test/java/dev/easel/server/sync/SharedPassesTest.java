package dev.easel.server.sync;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Limits;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.room.TestLoop;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is kept of the frames of a large board, in bytes. */
class SharedPassesTest {
    private static final int MIB = 1 << 20;
    private static final int OBJECTS = 66;
    private static final Json PROPS = new JsonWriter(MIB + 16)
            .open('{')
            .field("s", "x".repeat(MIB))
            .close('}')
            .toJson();

    private final TestLoop loop = new TestLoop();
    private final Canvas canvas = new Canvas(
            Limits.DEFAULTS,
            OBJECTS,
            0,
            IntStream.rangeClosed(1, OBJECTS)
                    .mapToObj(seq -> new CanvasObject("o" + seq, PROPS, seq, 0, "ada"))
                    .toList());
    private final SharedPasses shared = new SharedPasses(canvas, loop);

    @Test
    @DisplayName("a pass is shared while its frames have 64 MiB together, and is made again where they have more")
    void text() {
        SyncPass pass = pass();
        int kept = (int) (SharedPasses.MOST_BYTES / MIB) - 1;
        for (int frame = 0; frame < kept; frame++) {
            pass.text(frame);
        }
        assertTrue(shared.bytes() > (long) kept * MIB && shared.bytes() <= SharedPasses.MOST_BYTES);
        assertSame(pass, pass());
        pass.text(kept);
        assertEquals(0, shared.bytes());
        pass.text(kept + 1);
        assertEquals(0, shared.bytes());
        assertNotSame(pass, pass());
    }

    @Test
    @DisplayName("R9 deflated frames count with the bytes that they have, beside those in text")
    void deflated() {
        SyncPass pass = pass();
        for (int frame = 0; frame < OBJECTS; frame++) {
            pass.deflated(frame, loop);
            loop.run();
        }
        long deflated = shared.bytes();
        assertTrue(deflated > OBJECTS * 1_000 && deflated < OBJECTS * 20_000, deflated + " bytes");
        int text = pass.text(0).orElseThrow().bytes().length;
        assertEquals(deflated + text, shared.bytes());
        pass.text(0);
        pass.deflated(0, loop);
        assertEquals(deflated + text, shared.bytes());
        assertEquals(OBJECTS, loop.computed());
        assertSame(pass, pass());
        loop.pass(SharedPasses.KEPT_MS);
        assertEquals(0, shared.bytes());
    }

    @Test
    @DisplayName("R9 of a pass that is not shared no frame is deflated ahead: it would not be kept")
    void unshared() {
        SyncPass pass = pass();
        shared.end();
        pass.deflated(0, loop);
        loop.run();
        assertEquals(1, loop.computed());
        assertEquals(0, shared.bytes());
    }

    private SyncPass pass() {
        return requireNonNull(shared.after(-1));
    }
}
