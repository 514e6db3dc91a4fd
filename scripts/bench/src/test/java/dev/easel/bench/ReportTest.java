package dev.easel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.bench.scenario.Figures;
import dev.easel.bench.scenario.Scenario;
import dev.easel.bench.scenario.Subject;
import dev.easel.bench.scenario.TestBed;
import dev.easel.bench.server.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Report report =
            new Report(Options.parse(List.of()), new Machine("a processor", 2, 24_000, "a kernel 6.1"));

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertEquals(2, Report.median(runs(3, 1, 2), "x"));
        assertEquals(2.5, Report.median(runs(4, 1, 2, 3), "x"));
        assertTrue(Double.isNaN(Report.median(runs(1), "y")));
    }

    @Test
    void aTableShowsTheMediansAndTheirRatio() {
        runs(3, 1, 2).forEach(run -> report.add(new Named("S0"), Subject.EASEL, run));
        runs(8).forEach(run -> report.add(new Named("S0"), Subject.BATCHING, run));

        assertTrue(report.markdown().contains("| x | 2.00 | 8.00 | 0.25 |"), report.markdown());
    }

    @Test
    void jsonHasEveryRun() {
        report.add(
                new Named("S0"),
                Subject.EASEL,
                runs(1).getFirst().add("none", Double.NaN).remark("late"));

        assertTrue(
                report.json()
                        .contains("\"S0\":{\"title\":\"named\",\"easel\":[{\"x\":1.0000,\"none\":null,"
                                + "\"remarks\":[\"late\"]}]}"),
                report.json());
    }

    @Test
    void jsonTellsWhatItWasMeasuredOn() {
        assertTrue(
                report.json()
                        .contains("\"machine\":{\"processor\":\"a processor\",\"cores\":2,\"memoryMb\":24000,"
                                + "\"kernel\":\"a kernel 6.1\"}"),
                report.json());
    }

    @Test
    void numbersAreShownWithTheDigitsThatCount() {
        assertEquals("36,002", Report.shown(36_001.8));
        assertEquals("17.1", Report.shown(17.14));
        assertEquals("0.95", Report.shown(0.954));
        assertEquals("0", Report.shown(0));
        assertEquals("", Report.shown(Double.NaN));
    }

    private static List<Figures> runs(double... values) {
        return java.util.Arrays.stream(values)
                .mapToObj(value -> new Figures().add("x", value))
                .toList();
    }

    private record Named(String name) implements Scenario {
        @Override
        public String title() {
            return "named";
        }

        @Override
        public List<Subject> subjects() {
            return List.of(Subject.EASEL, Subject.BATCHING);
        }

        @Override
        public Figures measure(Subject subject, TestBed testBed) {
            return new Figures();
        }
    }
}
