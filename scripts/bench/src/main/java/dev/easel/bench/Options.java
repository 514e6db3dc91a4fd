package dev.easel.bench;

import dev.easel.bench.scenario.Subject;
import dev.easel.bench.scenario.TestBed.RunSettings;
import dev.easel.bench.server.Cores;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code scripts/bench/run} was asked for.
 *
 * @param scenarios names; empty: all
 * @param attempts at each run, while it fails or something else disturbs it
 * @param seconds measured in each run
 * @param warmUp seconds before that
 * @param subjects those of them that a scenario has are measured
 * @param easelJavaOptions passed to Easel's JVM, and with its other options to the ceiling's
 * @param jfr whether each server is recorded
 */
record Options(
        List<String> scenarios,
        int runs,
        int attempts,
        int seconds,
        int warmUp,
        Set<Subject> subjects,
        String easelJavaOptions,
        boolean jfr,
        Cores cores) {

    static final String USAGE = """
            usage: scripts/bench/run [--scenarios S1,S2] [--runs 3] [--attempts 3] [--seconds 10] [--warm-up 10]
                                     [--quick] [--subjects easel,batching,unbatched]
                                     [--easel-java-options "..."] [--jfr]
                                     [--server-core 0] [--generator-core 1]""";

    /** What all runs have in common. */
    RunSettings run() {
        return new RunSettings(seconds, warmUp, easelJavaOptions, jfr, cores);
    }

    /** @throws IllegalArgumentException the message says what is wrong */
    static Options parse(List<String> arguments) {
        CommandLine given = new CommandLine(arguments);
        boolean quick = given.flag("--quick");
        Options options = new Options(
                List.of(given.text("--scenarios", "").split(",")).stream()
                        .filter(name -> !name.isEmpty())
                        .toList(),
                given.number("--runs", quick ? 1 : 3),
                given.number("--attempts", 3),
                given.number("--seconds", quick ? 5 : 10),
                given.number("--warm-up", quick ? 5 : 10),
                subjects(given.text("--subjects", "")),
                given.text("--easel-java-options", ""),
                given.flag("--jfr"),
                new Cores(given.number("--server-core", 0), given.number("--generator-core", 1)));
        given.expectNoMore();
        return options;
    }

    private static Set<Subject> subjects(String names) {
        return names.isEmpty()
                ? EnumSet.allOf(Subject.class)
                : List.of(names.split(",")).stream()
                        .map(name -> Subject.valueOf(name.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Subject.class)));
    }
}
