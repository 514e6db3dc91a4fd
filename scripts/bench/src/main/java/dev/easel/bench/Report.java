package dev.easel.bench;

import dev.easel.bench.scenario.Figures;
import dev.easel.bench.scenario.Scenario;
import dev.easel.bench.scenario.Subject;
import dev.easel.bench.server.Machine;
import dev.easel.protocol.json.JsonWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** All runs, and the medians of them: a Markdown table for each scenario, and everything as JSON. */
final class Report {
    private final Options options;
    private final Machine machine;
    private final Map<Scenario, Map<Subject, List<Figures>>> runs = new LinkedHashMap<>();

    Report(Options options, Machine machine) {
        this.options = options;
        this.machine = machine;
    }

    void add(Scenario scenario, Subject subject, Figures figures) {
        runs.computeIfAbsent(scenario, _ -> new EnumMap<>(Subject.class))
                .computeIfAbsent(subject, _ -> new ArrayList<>())
                .add(figures);
    }

    String markdown() {
        StringBuilder out = new StringBuilder("Medians of %d runs of %d s after %d s of warm-up, JDK %s.\n"
                .formatted(options.runs(), options.seconds(), options.warmUp(), Runtime.version()));
        runs.forEach((scenario, subjects) -> {
            out.append("\n**%s** %s\n\n".formatted(scenario.name(), scenario.title()));
            table(out, subjects);
            remarks(subjects).forEach(remark -> out.append("\n").append(remark).append("\n"));
        });
        return out.toString();
    }

    /** The ratio is that of the first subject to the second. */
    private static void table(StringBuilder out, Map<Subject, List<Figures>> subjects) {
        out.append("| |");
        subjects.keySet().forEach(subject -> out.append(" %s |".formatted(subject.title())));
        out.append(subjects.size() == 2 ? " ratio |\n" : "\n");
        out.append("| --- |")
                .append(" ---: |".repeat(subjects.size()))
                .append(subjects.size() == 2 ? " ---: |\n" : "\n");
        for (String name : names(subjects)) {
            List<Double> medians =
                    subjects.values().stream().map(all -> median(all, name)).toList();
            out.append("| ").append(name).append(" |");
            medians.forEach(median -> out.append(" ").append(shown(median)).append(" |"));
            out.append(medians.size() == 2 ? " " + shown(medians.get(0) / medians.get(1)) + " |\n" : "\n");
        }
    }

    private static Set<String> names(Map<Subject, List<Figures>> subjects) {
        Set<String> names = new LinkedHashSet<>();
        subjects.values()
                .forEach(all ->
                        all.forEach(figures -> names.addAll(figures.values().keySet())));
        return names;
    }

    private static List<String> remarks(Map<Subject, List<Figures>> subjects) {
        List<String> remarks = new ArrayList<>();
        subjects.forEach((subject, all) -> {
            for (int run = 0; run < all.size(); run++) {
                for (String remark : all.get(run).remarks()) {
                    remarks.add("%s, run %d: %s.".formatted(subject.title(), run + 1, remark));
                }
            }
        });
        return remarks;
    }

    /** NaN when no run has it. */
    static double median(List<Figures> runs, String name) {
        double[] values = runs.stream()
                .mapToDouble(figures -> figures.values().getOrDefault(name, Double.NaN))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (values.length == 0) {
            return Double.NaN;
        }
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    /** With about three digits that count. */
    static String shown(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 || size == 0 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    String json() {
        JsonWriter out = new JsonWriter(1 << 16)
                .open('{')
                .field("ended", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .name("machine")
                .open('{')
                .field("processor", machine.processor())
                .field("cores", machine.cores())
                .field("memoryMb", machine.memoryMb())
                .field("kernel", machine.kernel())
                .close('}')
                .field("jdk", Runtime.version().toString())
                .field("seconds", options.seconds())
                .field("warmUp", options.warmUp())
                .field("easelJavaOptions", options.easelJavaOptions())
                .name("scenarios")
                .open('{');
        runs.forEach((scenario, subjects) -> {
            out.name(scenario.name()).open('{').field("title", scenario.title());
            subjects.forEach((subject, all) -> runs(out.name(subject.name().toLowerCase(Locale.ROOT)), all));
            out.close('}');
        });
        return out.close('}').close('}').toString();
    }

    private static void runs(JsonWriter out, List<Figures> all) {
        out.open('[');
        for (Figures figures : all) {
            out.open('{');
            figures.values()
                    .forEach((name, value) -> out.name(name)
                            .ascii(Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "null"));
            out.field("remarks", figures.remarks()).close('}');
        }
        out.close(']');
    }
}
