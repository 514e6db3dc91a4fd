package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.room.TestLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DepartureTest {
    private static final int WITHIN_MS = 6_000;

    private final TestLoop loop = new TestLoop();
    private final Deque<Promise<Void>> onTheWay = new ArrayDeque<>();

    @Test
    @DisplayName("one project leaves after the other")
    void one_after_the_other() {
        Future<Void> all = leave(3);
        assertEquals(1, onTheWay.size());
        for (int left = 3; left > 0; left--) {
            assertEquals(1, onTheWay.size(), left + " left");
            assertFalse(all.isComplete());
            goes();
        }
        assertTrue(all.succeeded());
        assertEquals(0, onTheWay.size());
    }

    @Test
    @DisplayName("where the time would not be enough, the next one does not wait for the one before")
    void behind_time() {
        leave(3);
        loop.pass(WITHIN_MS / 2 / 3 - 1);
        assertEquals(1, onTheWay.size());
        loop.pass(1);
        assertEquals(2, onTheWay.size());
        goes();
        goes();
        assertEquals(1, onTheWay.size(), "the third, at once when nothing was on its way");
    }

    @Test
    @DisplayName("so many are on their way together, and no more")
    void bound() {
        Future<Void> all = leave(100);
        loop.pass(WITHIN_MS);
        assertEquals(Departure.AT_ONCE, onTheWay.size());
        for (int i = 0; i < 100; i++) {
            goes();
            loop.pass(WITHIN_MS);
            assertEquals(Math.min(Departure.AT_ONCE, 99 - i), onTheWay.size());
        }
        assertTrue(all.succeeded());
    }

    @Test
    @DisplayName("one that could not be given away is told when all were tried")
    void one_fails() {
        Future<Void> all = leave(2);
        onTheWay.remove().fail("not there");
        loop.run();
        assertFalse(all.isComplete());
        goes();
        assertEquals("not there", all.cause().getMessage());
    }

    @Test
    @DisplayName("without projects it is over at once")
    void none() {
        assertTrue(leave(0).succeeded());
    }

    private Future<Void> leave(int projects) {
        List<UUID> ids =
                IntStream.range(0, projects).mapToObj(i -> new UUID(0, i)).toList();
        Future<Void> all = new Departure(loop, ids, WITHIN_MS, _ -> {
                    Promise<Void> gone = Promise.promise();
                    onTheWay.add(gone);
                    return gone.future();
                })
                .begin();
        loop.run();
        return all;
    }

    private void goes() {
        onTheWay.remove().complete();
        loop.run();
    }
}
