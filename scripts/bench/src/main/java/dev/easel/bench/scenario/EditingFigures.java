package dev.easel.bench.scenario;

import dev.easel.bench.load.Latencies;
import dev.easel.bench.load.Tally;
import dev.easel.bench.server.Usage;
import java.util.List;

/** Turns a window of editing into figures. */
final class EditingFigures {
    /** Above this part of its core, the generator may be what is measured, and not the server. */
    private static final double BUSY = 0.9;

    /** Milliseconds by which one edit in a hundred may always be sent late. */
    private static final double LATE = 5;

    /** The part of either core that other processes may use. */
    private static final double DISTURBED = 0.1;

    private EditingFigures() {}

    static Figures of(Tally tally, Usage usage, double editsPerSecond) {
        double delivered = tally.deliveriesPerSecond();
        double edits = editsPerSecond * usage.seconds();
        Figures figures = new Figures();
        figures.add("deliveries/s", delivered);
        latencies(figures, "edit to delivery", tally.delivery());
        latencies(figures, "edit to echo", tally.echo());
        latencies(figures, "edit to durable", tally.durability());
        figures.add("server CPU per million deliveries, s", usage.serverBusy() / delivered * 1e6)
                .add(
                        "the same without the JIT compiler, s",
                        usage.serverCpuWithoutCompiler() / usage.seconds() / delivered * 1e6)
                .add("server CPU, % of a core", 100 * usage.serverBusy())
                .add("PostgreSQL CPU, % of a core", 100 * usage.databaseBusy())
                .add("allocated per edit, KB", usage.allocatedPerSecond() / editsPerSecond / 1e3)
                .add("collections", (double) usage.collections())
                .add("collections, ms", (double) usage.collectionMillis())
                .add("frames/s", tally.framesPerSecond())
                .add("sent to clients, MB/s", tally.bytesPerSecond() / 1e6)
                .add("bytes a delivery", tally.bytesPerSecond() / delivered)
                .add("transactions per 1,000 edits", usage.commitsPerSecond() / editsPerSecond * 1e3)
                .add("journal commits per 1,000 edits", usage.grown("easel_journal_commit_seconds_count") / edits * 1e3)
                .add("row statements per 1,000 edits", usage.grown("easel_autosave_batch_seconds_count") / edits * 1e3)
                .add("WAL per 1,000 edits, KB", usage.walPerSecond() / editsPerSecond)
                .add("generator CPU, % of a core", 100 * usage.generatorBusy())
                .add("generator's core busy, %", 100 * usage.generatorCoreBusy())
                .add("sent late p99, ms", tally.lateness().percentile(0.99));
        remarks(figures, tally, usage);
        return figures;
    }

    static void latencies(Figures figures, String name, Latencies latencies) {
        figures.add(name + " p50, ms", latencies.percentile(0.5))
                .add(name + " p95, ms", latencies.percentile(0.95))
                .add(name + " p99, ms", latencies.percentile(0.99))
                .add(name + " max, ms", latencies.max());
    }

    private static void remarks(Figures figures, Tally tally, Usage usage) {
        if (isLimitedByGenerator(tally, usage)) {
            figures.remark("the generator is the limit");
        }
        disturbance(figures, usage);
        if (tally.toldOfPersistence() > 0) {
            figures.disturbed(
                    "the journal fell behind, of which clients were told " + tally.toldOfPersistence() + " times");
        }
        if (tally.timesLagged() > 0) {
            figures.remark("clients were cut off and synced again " + tally.timesLagged() + " times");
        }
    }

    /** Remarks on it if there was one. */
    static void disturbance(Figures figures, Usage usage) {
        if (isDisturbed(usage)) {
            figures.disturbed(disturbed(onServerCore(usage), onGeneratorCore(usage)));
        }
    }

    /**
     * The same for several servers that share a core with something else of ours.
     *
     * @param where goes before the remark
     * @param beside the part of their core that this something used
     */
    static void disturbance(Figures figures, String where, List<Usage> usages, double beside) {
        double ours = beside + usages.stream().mapToDouble(Usage::serverBusy).sum();
        double other = usages.getFirst().serverCoreBusy() - ours;
        double onGenerators = onGeneratorCore(usages.getFirst());
        if (Math.max(other, onGenerators) > DISTURBED) {
            figures.disturbed(where + disturbed(other, onGenerators));
        }
    }

    private static String disturbed(double onServers, double onGenerators) {
        return "something else used %.0f %% of the server's core and %.0f %% of the generator's"
                .formatted(100 * onServers, 100 * onGenerators);
    }

    static boolean isDisturbed(Usage usage) {
        return Math.max(onServerCore(usage), onGeneratorCore(usage)) > DISTURBED;
    }

    private static double onServerCore(Usage usage) {
        return usage.serverCoreBusy() - usage.serverBusy();
    }

    private static double onGeneratorCore(Usage usage) {
        return usage.generatorCoreBusy() - usage.generatorBusy() - usage.databaseBusy();
    }

    /** Whether the generator was too busy, or so late that it may have caused most of the longest latencies. */
    static boolean isLimitedByGenerator(Tally tally, Usage usage) {
        double late = tally.lateness().percentile(0.99);
        return usage.generatorCoreBusy() > BUSY
                || (late > LATE && late > tally.delivery().percentile(0.99) / 2);
    }
}
