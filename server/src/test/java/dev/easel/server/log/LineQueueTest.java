package dev.easel.server.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LineQueueTest {
    private final LineQueue queue = new LineQueue(10);

    @Test
    @DisplayName("a line that does not fit is dropped and counted, and a line that is being written counts until it is")
    void bounded() throws InterruptedException {
        byte[] first = new byte[6];
        queue.add(first);
        assertArrayEquals(first, queue.take(1));
        queue.add(new byte[5]);
        assertEquals(1, queue.dropped());
        queue.add(new byte[4]);
        assertEquals(1, queue.dropped());
        queue.wasWritten(first, false);
        queue.add(new byte[6]);
        assertEquals(1, queue.dropped());
        queue.add(new byte[1]);
        assertEquals(2, queue.dropped());
    }

    @Test
    @DisplayName("a line that could not be written is dropped, too")
    void lost() throws InterruptedException {
        byte[] line = new byte[3];
        queue.add(line);
        queue.take(1);
        queue.wasWritten(line, true);
        assertEquals(1, queue.dropped());
    }

    @Test
    @DisplayName("it is empty once the last line is out, not once it was taken")
    void empty() throws InterruptedException {
        assertNull(queue.take(1));
        assertTrue(queue.awaitEmpty(0));
        byte[] line = new byte[3];
        queue.add(line);
        assertFalse(queue.awaitEmpty(0));
        queue.take(1);
        assertFalse(queue.awaitEmpty(0));
        queue.wasWritten(line, false);
        assertTrue(queue.awaitEmpty(0));
    }
}
