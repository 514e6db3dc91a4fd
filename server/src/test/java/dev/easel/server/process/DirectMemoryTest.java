package dev.easel.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DirectMemoryTest {
    @Test
    @DisplayName("buffers outside of the heap have a quarter of its size, and 64 MiB at least")
    void bytes() {
        assertEquals(128 << 20, DirectMemory.bytes(512 << 20));
        assertEquals(64 << 20, DirectMemory.bytes(16 << 20));
    }
}
