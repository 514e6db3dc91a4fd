package dev.easel.bench.scenario;

import dev.easel.bench.load.ClientGroup;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.Sampler;
import dev.easel.bench.server.ServerUnderTest;
import dev.easel.bench.server.Usage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * S9: few and many edits per second to a small set of objects, until they are durable. When the highest rate is too
 * much, the highest sustainable one is searched for and held. Easel's limit on a session's edits is lifted.
 */
public record Journaling(String name) implements Scenario {
    private static final int ROOMS = 25;
    private static final int PER_ROOM = 2;
    private static final int RECTANGLES = 10;
    private static final List<Integer> RATES = List.of(1, 100, 1_000);
    private static final int WARM = 2_000;
    private static final double HIGHEST = 10_000;
    private static final double LOWEST = 1_000;
    private static final double SLOWER = 0.85;
    private static final double MOST_P99_MS = 300;
    private static final double LEAST_DELIVERED = 0.97;

    /** The highest rate is held for this many windows. */
    private static final int LONG = 6;

    private static final long SETTLE = TimeUnit.SECONDS.toNanos(2);
    /**
     * Longer than a round of the auto-save, so that a low rate does not pay for the edits of a higher one before it.
     */
    private static final long SAVED = TimeUnit.SECONDS.toNanos(6);

    private static final long DRAIN = TimeUnit.SECONDS.toNanos(20);
    private static final String UNDURABLE = "easel_journal_undurable_bytes";

    @Override
    public String title() {
        return "edits to %d objects of %d projects until durable, %d clients each"
                .formatted(ROOMS * PER_ROOM * RECTANGLES, ROOMS, PER_ROOM);
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        try (ServerUnderTest server = testBed.start(subject, TestBed.NO_LIMIT);
                Wire wire = new Wire(server.address())) {
            ClientGroup group =
                    ClientGroup.join(wire, testBed.rooms(subject, server, wire, ROOMS), PER_ROOM, RECTANGLES);
            WarmUp.run(load(group, WARM), List.of(server.jvm()), testBed.warmUp());
            wire.runUntil(System.nanoTime() + SAVED);
            Sampler sampler = testBed.sampler(subject, server);
            Figures figures = new Figures();
            for (int rate : RATES) {
                keep(group, sampler, rate, testBed.seconds()).into("%,d/s".formatted(rate), figures);
            }
            double highest = highest(group, sampler, testBed.seconds(), figures);
            Kept longest = keep(group, sampler, highest, LONG * testBed.seconds());
            figures.add("highest, edits/s", highest);
            longest.into("highest", figures);
            if (!longest.isSustained()) {
                figures.remark("the highest rate was not kept up: " + longest);
            }
            return figures;
        }
    }

    private static double highest(ClientGroup group, Sampler sampler, int seconds, Figures figures) throws IOException {
        double rate = HIGHEST;
        Kept kept = keep(group, sampler, rate, seconds);
        while (!kept.isSustained() && rate > LOWEST) {
            figures.remark("too much: " + kept);
            rate *= SLOWER;
            kept = keep(group, sampler, rate, seconds);
        }
        return rate;
    }

    private static Load load(ClientGroup group, double editsPerSecond) {
        return Load.on(group, editsPerSecond / (ROOMS * PER_ROOM));
    }

    private static Kept keep(ClientGroup group, Sampler sampler, double editsPerSecond, int seconds)
            throws IOException {
        Load load = load(group, editsPerSecond);
        long from = System.nanoTime() + SETTLE;
        long to = from + TimeUnit.SECONDS.toNanos(seconds);
        Tally tally = load.tally(from, to);
        CompletableFuture<Usage> usage = sampler.over(from, to);
        load.runUntil(to);
        load.drain(DRAIN, true);
        Kept kept = new Kept(editsPerSecond, tally, usage.join());
        System.err.println("    " + kept);
        return kept;
    }

    /** One rate that was tried. */
    private record Kept(double rate, Tally tally, Usage usage) {
        boolean isSustained() {
            return tally.durability().count() == tally.sent()
                    && tally.durability().percentile(0.99) <= MOST_P99_MS
                    && tally.deliveriesPerSecond() >= LEAST_DELIVERED * rate * (PER_ROOM - 1);
        }

        void into(String name, Figures figures) {
            EditingFigures.disturbance(figures, usage);
            double edits = rate * usage.seconds();
            double commits = usage.grown("easel_journal_commit_seconds_count");
            figures.add(name + ": durable p50, ms", tally.durability().percentile(0.5))
                    .add(name + ": durable p99, ms", tally.durability().percentile(0.99))
                    .add(name + ": durable max, ms", tally.durability().max())
                    .add(name + ": echo p99, ms", tally.echo().percentile(0.99))
                    .add(name + ": journal commits/s", commits / usage.seconds())
                    .add(name + ": mean commit, ms", usage.grown("easel_journal_commit_seconds_sum") / commits * 1e3)
                    .add(name + ": undurable at the beginning, KB", usage.first(UNDURABLE) / 1e3)
                    .add(name + ": undurable at the end, KB", usage.last(UNDURABLE) / 1e3)
                    .add(name + ": journal statements per 1,000 edits", commits / edits * 1e3)
                    .add(
                            name + ": row statements per 1,000 edits",
                            usage.grown("easel_autosave_batch_seconds_count") / edits * 1e3)
                    .add(name + ": WAL per 1,000 edits, KB", usage.walPerSecond() / rate)
                    .add(name + ": server CPU per 1,000 edits, ms", usage.serverCpu() / edits * 1e6)
                    .add(name + ": PostgreSQL CPU per 1,000 edits, ms", usage.databaseBusy() / rate * 1e6)
                    .add(name + ": server's core busy, %", 100 * usage.serverCoreBusy())
                    .add(name + ": generator's core busy, %", 100 * usage.generatorCoreBusy());
        }

        @Override
        public String toString() {
            return ("%,.0f edits/s: durable p50 %.0f, p99 %.0f ms, sent late p99 %.1f ms; server %.0f %%,"
                            + " generator %.0f %%, PostgreSQL %.0f %% of a core;"
                            + " busy: server's core %.0f %%, generator's %.0f %%")
                    .formatted(
                            rate,
                            tally.durability().percentile(0.5),
                            tally.durability().percentile(0.99),
                            tally.lateness().percentile(0.99),
                            100 * usage.serverBusy(),
                            100 * usage.generatorBusy(),
                            100 * usage.databaseBusy(),
                            100 * usage.serverCoreBusy(),
                            100 * usage.generatorCoreBusy());
        }
    }
}
