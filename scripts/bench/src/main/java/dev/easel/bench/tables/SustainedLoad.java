package dev.easel.bench.tables;

import dev.easel.bench.load.ClientGroup;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.scenario.Figures;
import dev.easel.bench.scenario.Scenario;
import dev.easel.bench.scenario.Subject;
import dev.easel.bench.scenario.TestBed;
import dev.easel.bench.server.ServerUnderTest;
import dev.easel.bench.server.Usage;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * tables: many edits per second to many objects, beside boards that nobody has open, and how large the tables become
 * meanwhile. It runs only when it is asked for, for as many seconds as are asked for.
 */
public record SustainedLoad(String name) implements Scenario {
    private static final int ROOMS = 50;
    private static final int PER_ROOM = 2;
    private static final int RECTANGLES = 100;
    private static final double RATE = 10_000;
    private static final int IDLE_BOARDS = 2_000;
    private static final int IDLE_OBJECTS = 100;
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(20);

    @Override
    public String title() {
        return "%,.0f edits/s to %,d objects of %d projects, beside %,d objects of %,d boards that nobody has open"
                .formatted(RATE, ROOMS * PER_ROOM * RECTANGLES, ROOMS, IDLE_BOARDS * IDLE_OBJECTS, IDLE_BOARDS);
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        try (ServerUnderTest server = testBed.start(subject, TestBed.NO_LIMIT);
                Wire wire = new Wire(server.address())) {
            try (Connection connection = testBed.database().connect()) {
                IdleBoards.write(connection, IDLE_BOARDS, IDLE_OBJECTS);
            }
            ClientGroup group =
                    ClientGroup.join(wire, testBed.rooms(subject, server, wire, ROOMS), PER_ROOM, RECTANGLES);
            Load load = Load.on(group, RATE / (ROOMS * PER_ROOM));
            load.runUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(testBed.warmUp()));
            try (TableSizes sizes = TableSizes.watch(testBed.database(), testBed.file(name, "csv"))) {
                long from = System.nanoTime();
                long to = from + TimeUnit.SECONDS.toNanos(testBed.seconds());
                Tally tally = load.tally(from, to);
                CompletableFuture<Usage> sampled =
                        testBed.sampler(subject, server).over(from, to);
                load.runUntil(to);
                load.drain(DRAIN, true);
                Usage usage = sampled.join();
                double edits = tally.sent() / tally.seconds();
                Figures figures = new Figures()
                        .add("edits/s", edits)
                        .add("durable p50, ms", tally.durability().percentile(0.5))
                        .add("durable p99, ms", tally.durability().percentile(0.99))
                        .add("durable max, ms", tally.durability().max())
                        .add("WAL per 1,000 edits, KB", usage.walPerSecond() / edits)
                        .add("PostgreSQL CPU per 1,000 edits, ms", usage.databaseBusy() / edits * 1e6)
                        .add("generator's core busy, %", 100 * usage.generatorCoreBusy());
                sizes.into(figures);
                if (tally.toldOfPersistence() > 0) {
                    figures.remark(
                            "the journal fell behind: clients were told " + tally.toldOfPersistence() + " times");
                }
                return figures;
            }
        }
    }
}
