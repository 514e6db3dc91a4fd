package dev.easel.bench.scenario;

import dev.easel.bench.load.ClientGroup;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.ServerUnderTest;
import dev.easel.bench.server.Usage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * S1 to S3: everybody moves a rectangle, at a rate that does not change.
 *
 * @param rate edits per second of each client
 */
public record Editing(String name, int rooms, int perRoom, int rate, Subject ceiling) implements Scenario {
    /**
     * The first part of the warm-up runs at this multiple of the rate, since methods are compiled after a number of
     * calls.
     */
    private static final int WARMER = 3;

    private static final long SETTLE = TimeUnit.SECONDS.toNanos(1);
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(10);

    @Override
    public String title() {
        return "%d × %d clients × %d edits/s: %,d deliveries/s"
                .formatted(rooms, perRoom, rate, rooms * perRoom * rate * (perRoom - 1));
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL, ceiling);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        try (ServerUnderTest server = testBed.start(subject, Map.of());
                Wire wire = new Wire(server.address())) {
            ClientGroup group = ClientGroup.join(wire, testBed.rooms(subject, server, wire, rooms), perRoom);
            Load.on(group, WARMER * rate).runUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(testBed.warmUp()));
            Load load = Load.on(group, rate);
            WarmUp.run(load, List.of(server.jvm()), testBed.warmUp());
            TestBed.Recording recording = testBed.record(name(), subject, server);
            load.runUntil(System.nanoTime() + SETTLE);
            long from = System.nanoTime();
            long to = from + TimeUnit.SECONDS.toNanos(testBed.seconds());
            Tally tally = load.tally(from, to);
            CompletableFuture<Usage> usage = testBed.sampler(subject, server).over(from, to);
            load.runUntil(to);
            long missing = load.drain(DRAIN, subject == Subject.EASEL);
            recording.save();
            Figures figures = EditingFigures.of(tally, usage.join(), load.editsPerSecond());
            if (missing > 0) {
                figures.remark(missing + " deliveries did not come");
            }
            return figures.add("resident, MB", server.resident() / 1e6)
                    .add("heap after collection, MB", server.jvm().live() / 1e6);
        }
    }
}
