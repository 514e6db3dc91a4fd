package dev.easel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.bench.scenario.Subject;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void withoutWordsEverythingIsMeasuredThreeTimes() {
        Options options = Options.parse(List.of());

        assertTrue(options.scenarios().isEmpty());
        assertEquals(3, options.runs());
        assertEquals(EnumSet.allOf(Subject.class), options.subjects());
    }

    @Test
    void everyWordCounts() {
        Options options = Options.parse(List.of(
                "--scenarios",
                "S1,S3",
                "--quick",
                "--runs",
                "2",
                "--subjects",
                "easel",
                "--easel-java-options",
                "-a -b"));

        assertEquals(List.of("S1", "S3"), options.scenarios());
        assertEquals(2, options.runs());
        assertEquals(5, options.seconds());
        assertEquals(EnumSet.of(Subject.EASEL), options.subjects());
        assertEquals("-a -b", options.easelJavaOptions());
    }

    @Test
    void whatItDoesNotKnowIsWrong() {
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--fast")));
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--runs")));
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--runs", "many")));
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--subjects", "nginx")));
    }
}
