package dev.easel.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.easel.server.http.HttpFuzz;
import dev.easel.server.simulation.WorldFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Replays the kept inputs: those that reach the most code, and those that once found a fault. */
@Timeout(120)
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");

    private static final Map<String, Fuzz> TARGETS = Map.of(
            "fuzz.ClientFrameFuzz", ClientFrameFuzz::fuzzerTestOneInput,
            "fuzz.EditBodyFuzz", EditBodyFuzz::fuzzerTestOneInput,
            "fuzz.DrawingFuzz", DrawingFuzz::fuzzerTestOneInput,
            "http.HttpFuzz", HttpFuzz::fuzzerTestOneInput,
            "simulation.WorldFuzz", WorldFuzz::fuzzerTestOneInput);

    private interface Fuzz {
        void run(byte[] input) throws Exception;
    }

    @TestFactory
    @DisplayName("what a fuzzer has found interesting is taken without a fault")
    Stream<DynamicTest> kept() {
        return TARGETS.entrySet().stream()
                .map(target -> DynamicTest.dynamicTest(
                        target.getKey(), () -> replay(CORPUS.resolve(target.getKey()), target.getValue())));
    }

    private static void replay(Path inputs, Fuzz target) throws IOException {
        try (Stream<Path> files = Files.list(inputs)) {
            Path[] sorted = files.sorted().toArray(Path[]::new);
            assertFalse(sorted.length == 0, inputs + " holds nothing");
            for (Path file : sorted) {
                try {
                    target.run(Files.readAllBytes(file));
                } catch (Exception | Error failure) {
                    throw new AssertionError(file.toString(), failure);
                }
            }
        }
    }
}
