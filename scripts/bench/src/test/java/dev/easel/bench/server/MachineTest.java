package dev.easel.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MachineTest {
    /** The benchmark keeps itself to one of them, and must not take that for all there are. */
    @Test
    void allCoresAreCounted() throws IOException {
        Process getconf = new ProcessBuilder("getconf", "_NPROCESSORS_ONLN").start();
        String cores = new String(getconf.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(Integer.parseInt(cores.strip()), Machine.here().cores());
    }
}
