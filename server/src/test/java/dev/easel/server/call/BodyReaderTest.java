package dev.easel.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.room.TestLoop;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private static final int LIMIT = 100;

    private final TestLoop loop = new TestLoop();
    private final BodyBytes bodies = new BodyBytes(150);
    private final FakeRequest request = new FakeRequest();

    private Future<byte[]> read() {
        return new BodyReader(loop, request.request(), LIMIT, bodies).read();
    }

    private static void assertProblem(int status, Future<byte[]> read) {
        assertEquals(status, assertInstanceOf(Problem.class, read.cause()).status());
    }

    @Test
    @DisplayName("a body of which nothing comes for so long fails, with 408, and no sooner")
    void silence() {
        Future<byte[]> read = read();
        loop.pass(BodyReader.SILENCE_MS - 1);
        assertFalse(read.isComplete());
        loop.pass(1);
        assertProblem(408, read);
        assertEquals(0, bodies.held());
        request.comes("too late");
        request.ends();
        assertEquals(0, bodies.held());
    }

    @Test
    @DisplayName("a body may take as long as it needs, as long as something comes; then the silence counts anew")
    void slow() {
        Future<byte[]> read = read();
        for (int i = 0; i < 20; i++) {
            loop.pass(BodyReader.SILENCE_MS - 1);
            request.comes("x");
        }
        assertFalse(read.isComplete());
        assertEquals(20, bodies.held());
        loop.pass(BodyReader.SILENCE_MS);
        assertProblem(408, read);
        assertEquals(0, bodies.held());
    }

    @Test
    @DisplayName("a body that comes in parts is read, and waited for no longer; it counts until it is released")
    void parts() {
        BodyReader reader = new BodyReader(loop, request.request(), LIMIT, bodies);
        Future<byte[]> read = reader.read();
        request.comes("half of it, ");
        request.comes("and the rest");
        request.ends();
        assertEquals("half of it, and the rest", new String(read.result()));
        loop.pass(2 * BodyReader.SILENCE_MS);
        assertEquals(24, bodies.held());
        reader.release();
        assertEquals(0, bodies.held());
    }

    @Test
    @DisplayName("a large body is read whole, with its parts in order")
    void large() {
        Future<byte[]> read = new BodyReader(loop, request.request(), 4 << 20, new BodyBytes(4 << 20)).read();
        request.comes("a".repeat(1 << 20));
        request.comes("b".repeat(1 << 20));
        request.comes("c");
        request.ends();
        loop.run();
        assertEquals("a".repeat(1 << 20) + "b".repeat(1 << 20) + "c", new String(read.result()));
        loop.pass(2 * BodyReader.SILENCE_MS);
        assertTrue(read.succeeded());
    }

    @Test
    @DisplayName("once a body is read, whoever still has its parts holds none of them: it is in memory once")
    void once() {
        BodyReader reader = new BodyReader(loop, request.request(), LIMIT, bodies);
        Future<Queue<Buffer>> parts = reader.chunks();
        request.comes("half of it, ");
        request.comes("and the rest");
        request.ends();
        assertEquals(
                "half of it, and the rest",
                new String(reader.inflated(parts.result()).result()));
        assertTrue(parts.result().isEmpty());
    }

    @Test
    @DisplayName("a body that is too large fails as soon as that is known: by its header, or when it has come")
    void too_large() {
        request.header("Content-Length", "101");
        assertProblem(413, read());
        request.header("Content-Length", "100");
        Future<byte[]> read = read();
        request.comes("x".repeat(100));
        assertFalse(read.isComplete());
        request.comes("x");
        assertProblem(413, read);
        assertEquals(0, bodies.held());
        request.header("Content-Length", "many");
        assertEquals(400, assertThrows(Problem.class, this::read).status());
        assertEquals(0, bodies.held());
    }

    @Test
    @DisplayName("a body that ends early, and one for which there is no room, hold nothing")
    void others() {
        Future<byte[]> broken = read();
        request.comes("some");
        request.breaks();
        assertProblem(400, broken);
        FakeRequest first = new FakeRequest();
        new BodyReader(loop, first.request(), LIMIT, bodies).read();
        first.comes("x".repeat(80));
        Future<byte[]> second = read();
        request.comes("x".repeat(71));
        assertProblem(503, second);
        assertEquals(80, bodies.held());
    }

    @Test
    @DisplayName("the slowest body is given up, with 503, for one that comes faster")
    void given_up() {
        FakeRequest slow = new FakeRequest();
        Future<byte[]> given = new BodyReader(loop, slow.request(), LIMIT, bodies).read();
        slow.comes("x".repeat(80));
        loop.pass(BodyBytes.GRACE_MS + 1);
        Future<byte[]> fast = read();
        request.comes("x".repeat(10));
        request.comes("x".repeat(65));
        loop.run();
        assertProblem(503, given);
        assertFalse(fast.isComplete());
        assertEquals(75, bodies.held());
    }
}
