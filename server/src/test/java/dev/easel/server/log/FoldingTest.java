package dev.easel.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FoldingTest {
    private final Folding folding = new Folding();

    private static LogLine line(String message) {
        return LogLine.own(Instant.EPOCH, Level.WARN, message);
    }

    private static List<String> messages(List<LogLine> lines) {
        return lines.stream().map(LogLine::message).toList();
    }

    @Test
    @DisplayName(
            "of a flood the first ten lines are told, and the last when the time is over, with how many it stands for")
    void folded() {
        List<LogLine> told = new ArrayList<>();
        for (int i = 1; i <= 1010; i++) {
            told.addAll(folding.come("k", line("no " + i), 0));
        }
        assertEquals(Folding.MOST, told.size());
        assertTrue(folding.over(Folding.WINDOW_MS - 1).isEmpty());
        List<LogLine> rest = folding.over(Folding.WINDOW_MS);
        assertEquals(List.of("no 1010 … and 999 like it"), messages(rest));
        assertEquals("999", rest.getFirst().fields().get(Field.FOLDED));
        assertTrue(folding.over(Folding.WINDOW_MS).isEmpty());
        assertEquals(List.of("again"), messages(folding.come("k", line("again"), Folding.WINDOW_MS)));
    }

    @Test
    @DisplayName("one line too many is told late, as it is")
    void one_too_many() {
        for (int i = 0; i <= Folding.MOST; i++) {
            folding.come("k", line("no " + i), 0);
        }
        assertEquals(List.of("no " + Folding.MOST), messages(folding.end()));
    }

    private static LogLine of(int project, Level level) {
        return new LogLine(
                Instant.EPOCH,
                level,
                "logger",
                "thread",
                "it waits",
                Map.of(Field.PROJECT, "p" + project),
                Optional.empty());
    }

    private long told(Level level, int projects) {
        long told = 0;
        for (int i = 0; i < projects; i++) {
            told += folding.come("k", of(i, level), 0).size();
        }
        return told;
    }

    @Test
    @DisplayName("a fault of many projects at once names each of them, up to a bound; what one repeats is folded")
    void projects() {
        assertEquals(30, told(Level.WARN, 30));
        assertEquals(0, told(Level.ERROR, 30));
        assertEquals(Folding.MOST_PROJECTS - 30, told(Level.WARN, 2 * Folding.MOST_PROJECTS));
        assertEquals(
                Long.toString(30 + 30 + Folding.MOST_PROJECTS - 1),
                folding.end().getFirst().fields().get(Field.FOLDED));
        assertEquals(Folding.MOST, told(Level.INFO, 30));
    }

    @Test
    @DisplayName("other kinds are not folded with it")
    void kinds() {
        for (int i = 0; i < 100; i++) {
            folding.come("k", line("no"), 0);
        }
        assertEquals(List.of("other"), messages(folding.come("other", line("other"), 0)));
    }

    @Test
    @DisplayName("the kinds that are remembered are bounded: the eldest is told and forgotten")
    void bounded() {
        for (int i = 0; i < 12; i++) {
            folding.come("k", line("no " + i), 0);
        }
        List<LogLine> told = new ArrayList<>();
        for (int i = 0; i < Folding.MOST_KINDS; i++) {
            told.addAll(folding.come("other " + i, line("other"), 0));
        }
        assertTrue(messages(told).contains("no 11 … and 1 like it"));
    }

    @Test
    @DisplayName("a clock that is set back holds nothing back")
    void clock() {
        for (int i = 0; i < 11; i++) {
            folding.come("k", line("no " + i), 1_000_000);
        }
        assertEquals(List.of("no 10"), messages(folding.over(0)));
    }
}
