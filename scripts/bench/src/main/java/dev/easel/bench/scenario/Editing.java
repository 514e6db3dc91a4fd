package dev.easel.bench.scenario;

import dev.easel.bench.Figures;
import dev.easel.bench.Scenario;
import dev.easel.bench.Stage;
import dev.easel.bench.Subject;
import dev.easel.bench.load.Crowd;
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
    /** The first part of the warm-up is at so many times the rate: what is compiled after so many calls is so sooner. */
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
    public Figures measure(Subject subject, Stage stage) throws Exception {
        try (ServerUnderTest server = stage.start(subject, Map.of());
                Wire wire = new Wire(server.address())) {
            Crowd crowd = Crowd.join(wire, stage.rooms(subject, server, wire, rooms), perRoom);
            crowd.load(WARMER * rate).runUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(stage.warmUp()));
            Load load = crowd.load(rate);
            WarmUp.run(load, server.jvm(), stage.warmUp());
            Stage.Recording recording = stage.record(this, subject, server);
            load.runUntil(System.nanoTime() + SETTLE);
            long from = System.nanoTime();
            long to = from + TimeUnit.SECONDS.toNanos(stage.seconds());
            Tally tally = load.tally(from, to);
            CompletableFuture<Usage> usage = stage.sampler(subject, server).over(from, to);
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
