package dev.easel.server.residence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.live.ProjectUnavailable;
import io.vertx.core.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoadQueueTest {
    private final LoadQueue queue = new LoadQueue(2, 2);

    @Test
    @DisplayName("so many loads run at a time; the next is the one that has waited longest")
    void oldest_first() {
        assertTrue(queue.enter().succeeded());
        assertTrue(queue.enter().succeeded());
        Future<Void> third = queue.enter();
        Future<Void> fourth = queue.enter();
        assertEquals(2, queue.waiting());
        queue.leave();
        assertTrue(third.succeeded());
        assertFalse(fourth.isComplete());
        queue.leave();
        assertTrue(fourth.succeeded());
        queue.leave();
        queue.leave();
        assertTrue(queue.enter().succeeded());
        assertTrue(queue.enter().succeeded());
        assertFalse(queue.enter().isComplete());
    }

    @Test
    @DisplayName("one more than may wait is told to come later")
    void full() {
        for (int i = 0; i < 4; i++) {
            queue.enter();
        }
        Future<Void> refused = queue.enter();
        assertEquals(ProjectUnavailable.Reason.BUSY, ((ProjectUnavailable) refused.cause()).reason());
        queue.leave();
        assertFalse(queue.enter().failed(), "there is a place again");
    }
}
