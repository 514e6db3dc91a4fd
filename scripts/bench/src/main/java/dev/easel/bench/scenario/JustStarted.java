package dev.easel.bench.scenario;

import dev.easel.bench.load.ClientGroup;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.ServerUnderTest;
import dev.easel.bench.server.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * S13: the first minute after a start, or six times as long as is measured elsewhere, with a load from its first second
 * on, after the generator has been warmed up. The ceiling has just started, too, without an ahead-of-time cache.
 *
 * @param rate edits per second of each client
 */
public record JustStarted(String name, int rooms, int perRoom, int rate) implements Scenario {
    private static final int WINDOWS = 6;
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(10);

    @Override
    public String title() {
        return "the first minute after a start, with %,d deliveries/s"
                .formatted(rooms * perRoom * rate * (perRoom - 1));
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL, Subject.BATCHING);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        try (ServerUnderTest early = testBed.start(subject, Map.of())) {
            warmUp(subject, testBed, early);
        }
        try (ServerUnderTest server = testBed.start(subject, Map.of())) {
            return firstMinute(subject, testBed, server);
        }
    }

    private void warmUp(Subject subject, TestBed testBed, ServerUnderTest server)
            throws IOException, InterruptedException {
        try (Wire wire = new Wire(server.address())) {
            Load load = Load.on(ClientGroup.join(wire, testBed.rooms(subject, server, wire, rooms), perRoom), rate);
            load.runUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(testBed.warmUp()));
        }
    }

    private Figures firstMinute(Subject subject, TestBed testBed, ServerUnderTest server)
            throws IOException, InterruptedException {
        server.jvm(); // connected to before
        try (Wire wire = new Wire(server.address())) {
            Load load = Load.on(ClientGroup.join(wire, testBed.rooms(subject, server, wire, rooms), perRoom), rate);
            TestBed.Recording recording = testBed.record(name, subject, server);
            int windowS = testBed.seconds();
            long window = TimeUnit.SECONDS.toNanos(windowS);
            long begun = System.nanoTime();
            List<CompletableFuture<Usage>> usages = new ArrayList<>();
            for (int i = 0; i < WINDOWS; i++) {
                usages.add(testBed.sampler(subject, server).over(begun + i * window, begun + (i + 1) * window));
            }
            List<Tally> tallies = new ArrayList<>();
            for (int i = 0; i < WINDOWS; i++) {
                tallies.add(load.tally(begun + i * window, begun + (i + 1) * window));
                load.runUntil(begun + (i + 1) * window);
            }
            long missing = load.drain(DRAIN, subject == Subject.EASEL);
            recording.save();
            Figures figures = new Figures();
            for (int i = 0; i < WINDOWS; i++) {
                window(i * windowS, tallies.get(i), usages.get(i).join(), figures);
            }
            if (missing > 0) {
                figures.remark(missing + " deliveries did not come");
            }
            return figures;
        }
    }

    private static void window(int fromS, Tally tally, Usage usage, Figures figures) {
        String name = "%d to %d s: ".formatted(fromS, fromS + Math.round(usage.seconds()));
        double delivered = tally.deliveriesPerSecond() * usage.seconds();
        figures.add(name + "server CPU per million deliveries, s", usage.serverCpu() / delivered * 1e6)
                .add(name + "without the JIT compiler, s", usage.serverCpuWithoutCompiler() / delivered * 1e6)
                .add(name + "p50, ms", tally.delivery().percentile(0.5))
                .add(name + "p99, ms", tally.delivery().percentile(0.99))
                .add(name + "sent late p99, ms", tally.lateness().percentile(0.99));
        EditingFigures.disturbance(figures, usage);
    }
}
