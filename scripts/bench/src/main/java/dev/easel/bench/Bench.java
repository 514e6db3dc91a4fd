package dev.easel.bench;

import dev.easel.bench.line.SlowJoining;
import dev.easel.bench.past.PastReads;
import dev.easel.bench.scenario.Attacked;
import dev.easel.bench.scenario.BigRooms;
import dev.easel.bench.scenario.Clustered;
import dev.easel.bench.scenario.ColdLoad;
import dev.easel.bench.scenario.Editing;
import dev.easel.bench.scenario.Figures;
import dev.easel.bench.scenario.FirstJoins;
import dev.easel.bench.scenario.Forwarded;
import dev.easel.bench.scenario.Growth;
import dev.easel.bench.scenario.Inserting;
import dev.easel.bench.scenario.Joining;
import dev.easel.bench.scenario.Journaling;
import dev.easel.bench.scenario.JustStarted;
import dev.easel.bench.scenario.Memory;
import dev.easel.bench.scenario.Saturation;
import dev.easel.bench.scenario.Saving;
import dev.easel.bench.scenario.Scenario;
import dev.easel.bench.scenario.Subject;
import dev.easel.bench.scenario.TestBed;
import dev.easel.bench.server.Database;
import dev.easel.bench.server.Machine;
import dev.easel.bench.tables.SustainedLoad;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the scenarios that are asked for, as often as asked for, and reports medians. Started by {@code
 * scripts/bench/run}.
 */
public final class Bench {
    private static final List<Scenario> MEASURES = List.of(
            new Editing("S1", 1, 20, 20, Subject.UNBATCHED),
            new Editing("S2", 20, 10, 20, Subject.BATCHING),
            new Editing("S3", 1, 100, 10, Subject.BATCHING),
            new Saturation("S4", 20, 10, 20),
            new Joining("S5"),
            new Memory("S6"),
            new ColdLoad("S7"),
            new Saving("S8", 1, 10_000),
            new Saving("S8-20", 20, 500),
            new Journaling("S9"),
            new Inserting("S9-rows"),
            new Clustered("S10"),
            new Forwarded("S10-forwarded"),
            new BigRooms("S11", List.of(100, 1_000, 5_000)),
            new SlowJoining("S12"),
            new JustStarted("S13", 20, 10, 20),
            new FirstJoins("S13-joins"),
            new PastReads("past", 20_000, 1_000_000),
            Growth.ofClients("growth-clients"),
            Growth.ofRooms("growth-rooms"),
            Growth.ofObjects("growth-objects"),
            Growth.ofHistory("growth-history"));

    /** The measures, and what runs only when it is asked for. */
    private static final List<Scenario> SCENARIOS = Stream.concat(
                    Stream.concat(MEASURES.stream(), Stream.of(new SustainedLoad("tables"))), Attacked.all().stream())
            .toList();

    /** Part of a core that may be taken away, on the whole, without a run being disturbed. */
    private static final double MOST_STOLEN = 0.1;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        List<String> asked = List.of(arguments).subList(1, arguments.length);
        if (asked.contains("-h") || asked.contains("--help")) {
            System.out.println(Options.USAGE);
            return;
        }
        Options options;
        List<Scenario> scenarios;
        try {
            options = Options.parse(asked);
            scenarios = chosen(options.scenarios());
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(Options.USAGE);
            System.exit(2);
            return;
        }
        options.cores().takeOurs();
        Path target = Files.createDirectories(home.resolve("scripts/bench/target/results"));
        Path data = Files.createTempDirectory("easel-bench");
        Report report = new Report(options, Machine.here());
        Database database = Database.start(data);
        // Also when the run fails.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            database.close();
            delete(data);
        }));
        boolean complete = run(scenarios, options, new TestBed(home, target, options.run(), database), report);
        System.out.println(report.markdown());
        Files.writeString(target.resolve("report.json"), report.json());
        if (!complete) {
            System.err.println("Not every run could be made.");
            System.exit(1);
        }
    }

    /** False when a run has no figures. */
    private static boolean run(List<Scenario> scenarios, Options options, TestBed testBed, Report report)
            throws InterruptedException {
        List<Run> runs = planned(scenarios, options);
        boolean complete = true;
        long began = System.nanoTime();
        for (int i = 0; i < runs.size(); i++) {
            Run next = runs.get(i);
            System.err.printf(
                    "%s, run %d of %d: %s (%s)%n",
                    next.scenario().name(),
                    next.run(),
                    options.runs(),
                    next.subject().title(),
                    told(i, runs.size(), System.nanoTime() - began));
            Optional<Figures> figures = measured(next.scenario(), next.subject(), testBed, options.attempts());
            figures.ifPresent(counted -> report.add(next.scenario(), next.subject(), counted));
            complete &= figures.isPresent();
        }
        return complete;
    }

    /** One time that a subject is measured. */
    private record Run(Scenario scenario, int run, Subject subject) {}

    /** In turns, so that what changes on the machine in the meantime touches all alike. */
    private static List<Run> planned(List<Scenario> scenarios, Options options) {
        List<Run> runs = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            for (int run = 1; run <= options.runs(); run++) {
                for (Subject subject : scenario.subjects()) {
                    if (options.subjects().contains(subject)) {
                        runs.add(new Run(scenario, run, subject));
                    }
                }
            }
        }
        return runs;
    }

    /** How far it is, and how long the rest takes at the pace so far, roughly: scenarios differ. */
    private static String told(int done, int all, long tookNs) {
        String far = "%d of %d".formatted(done + 1, all);
        if (done == 0) {
            return far;
        }
        long minutes = Math.ceilDiv(tookNs / done * (all - done), TimeUnit.MINUTES.toNanos(1));
        return "%s, about %d min left".formatted(far, minutes);
    }

    /**
     * Of attempts that were all disturbed the last is taken. What went wrong before is told with it; empty when it
     * always did.
     */
    private static Optional<Figures> measured(Scenario scenario, Subject subject, TestBed testBed, int attempts)
            throws InterruptedException {
        Optional<Figures> last = Optional.empty();
        List<String> failures = new ArrayList<>();
        for (int attempt = 1; attempt <= attempts; attempt++) {
            try {
                last = Optional.of(measuredOnce(scenario, subject, testBed));
                System.err.println("  " + last.get().values() + " " + last.get().remarks());
                if (!last.get().isDisturbed()) {
                    break;
                }
            } catch (InterruptedException interrupted) {
                throw interrupted;
            } catch (Exception failure) {
                failures.add("an attempt failed: " + failure); // some have no message
                System.err.println("  " + failures.getLast());
            }
        }
        last.ifPresent(figures -> failures.forEach(figures::remark));
        return last;
    }

    private static Figures measuredOnce(Scenario scenario, Subject subject, TestBed testBed) throws Exception {
        long from = System.nanoTime();
        double stolenBefore = testBed.cores().stolen();
        Figures figures = scenario.measure(subject, testBed);
        double stolen = (testBed.cores().stolen() - stolenBefore) / ((System.nanoTime() - from) / 1e9);
        figures.add("taken by the host, % of a core", 100 * stolen);
        if (stolen > MOST_STOLEN) {
            figures.disturbed("the host of this machine took %.0f %% of a core away".formatted(100 * stolen));
        }
        return figures;
    }

    private static List<Scenario> chosen(List<String> names) {
        if (names.isEmpty()) {
            return MEASURES;
        }
        return names.stream()
                .map(name -> SCENARIOS.stream()
                        .filter(scenario -> scenario.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("there is no scenario " + name)))
                .toList();
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException failure) {
            System.err.println(directory + " could not be deleted: " + failure.getMessage());
        }
    }
}
