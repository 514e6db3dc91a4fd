package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DirectMemoryTest {
    @Test
    @DisplayName("buffers outside of the heap have a quarter of its size, and 64 MiB at least")
    void bytes() {
        assertEquals(128 << 20, DirectMemory.bytes(512 << 20));
        assertEquals(64 << 20, DirectMemory.bytes(16 << 20));
    }

    @Test
    @DisplayName("the script and the README start a server that ends when it is out of memory, with a heap of its own")
    void start() {
        for (String file : new String[] {"scripts/run", "server/README.md"}) {
            String text = Repository.text(file);
            assertTrue(text.contains("-XX:+ExitOnOutOfMemoryError"), file);
            assertTrue(text.contains("-XX:MaxRAMPercentage=50"), file);
        }
    }
}
