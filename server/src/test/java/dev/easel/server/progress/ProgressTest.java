package dev.easel.server.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private long now = 1_000;

    private Progress progress(boolean isTerminal) {
        return new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), isTerminal, () -> now);
    }

    private String said() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("a terminal has one line, written again at most five times a second, and removed at the end")
    void terminal() {
        try (Progress progress = progress(true)) {
            progress.tell(() -> "short work");
            now += Progress.TERMINAL_MS;
            progress.tell(() -> "one");
            now += Progress.TERMINAL_MS - 1;
            progress.tell(() -> "too soon");
            now += 1;
            progress.tell(() -> "2".repeat(100));
            assertEquals("\r\033[Kone\r\033[K" + "2".repeat(79), said());
        }
        assertEquals("\r\033[Kone\r\033[K" + "2".repeat(79) + "\r\033[K", said());
    }

    @Test
    @DisplayName("elsewhere there is a whole line every five seconds, and work that is shorter tells nothing")
    void lines() {
        try (Progress progress = progress(false)) {
            now += Progress.LINES_MS - 1;
            progress.tell(() -> "too soon");
            now += 1;
            progress.tell(() -> "one");
            now += Progress.LINES_MS;
            progress.tell(() -> "two");
        }
        assertEquals(List.of("one", "two"), said().lines().toList());
    }

    @Test
    @DisplayName("counts have their share, of nothing too, and bytes a unit")
    void figures() {
        assertEquals("1,200 of 4,800 (25 %)", Progress.of(1_200, 4_800));
        assertEquals("0 of 0 (100 %)", Progress.of(0, 0));
        assertEquals("1,023 KiB", Progress.bytes((1 << 20) - 1));
        assertEquals("1.5 MiB", Progress.bytes(3 << 19));
    }
}
